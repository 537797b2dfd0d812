"""The store as a server in the simulator: one thing at a time, durable, replicated.

This is what it does on a good day; `store_faults.py` has the bad ones. Time is the loop's for
waiting and `now_us` for what the store calls TIME, so that a simulated night needs no real one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from gala.ports import StoreDown, StoreError
from gala.sim.store_disk import Disk, Durability
from gala.sim.store_history import History, Replica
from gala.sim.store_model import WOKEN_BY, WRITES, Request
from gala.sim.store_parking import Parking, settle
from gala.sim.store_ticks import Listeners
from gala.store.replicas import REPLICATED_MS, too_few

_REPLICATED = "replicated"


class Failed(NamedTuple):
    """A reply that is an error: what the caller is to raise, and its text."""

    error: type[StoreError]
    text: str


CLOSED = Failed(StoreDown, "Connection closed by server.")


class StoreServer:
    """One show's store; the log, the ledger and all else behind `serve`.

    `now_us` is the clock of the machine that it runs on, in microseconds. Each of `replicas` gets
    every write as soon as it is done. `durability` is what an answer means.
    """

    def __init__(
        self,
        now_us: Callable[[], int],
        *,
        replicas: Sequence[str] = (),
        durability: Durability = "always",
    ) -> None:
        self._machine_us = now_us
        self._clock_off_us = 0
        self._history = History()
        self._disk = Disk(durability)
        self._replicas = [Replica(name) for name in replicas]
        self._parking = Parking()
        self._listeners = Listeners()

    def now_us(self) -> int:
        """Return what TIME says, in microseconds."""
        return self._machine_us() + self._clock_off_us

    def now_ms(self) -> int:
        """Return what TIME says, in milliseconds."""
        return self.now_us() // 1_000

    @property
    def durability(self) -> Durability:
        """What an answer means."""
        return self._disk.durability

    @property
    def replicas(self) -> list[str]:
        """The names of the replicas."""
        return [replica.name for replica in self._replicas]

    @property
    def writes(self) -> int:
        """How many writes the present state is made of."""
        return self._history.end

    def peek(self, name: str, *args: Any) -> Any:
        """Read at once and past every fault, for those who check what must hold."""
        assert name not in WRITES, f"{name} writes"
        return self._history.model.apply(name, self.now_ms(), args)

    async def serve(self, request: Request) -> object:
        """Do `request` and return the reply, a `Failed` for an error; each call does it again."""
        reply = self._do(request)
        if request.wait_ms and (reply is None or reply == []):
            reply = await self._parking.park(request.name, request, request.wait_ms, reply)
        elif request.replicas and type(reply) is not Failed:
            reply = await self._replicated(request, reply)
        return reply

    def _do(self, request: Request) -> object:
        name, args, _, _ = request
        try:
            if name in WRITES:
                return self._write(name, args)
            match name:
                case "tick_publish":
                    return self._publish(*args)
                case "tick_next":
                    return self._next_tick(*args)
                case "time":
                    return divmod(self.now_us(), 1_000_000)
                case "durability":
                    return self._disk.durability
            return self._history.model.apply(name, self.now_ms(), args)
        except StoreError as error:
            return Failed(type(error), str(error))

    def _write(self, name: str, args: tuple[Any, ...]) -> object:
        """Do a write, and give what it brought to who waits for it."""
        now_ms = self.now_ms()
        reply = self._history.write(name, now_ms, args)
        if (reads := WOKEN_BY.get(name)) is not None:
            for request, future in self._parking.waiting(reads):
                if future.done():
                    continue
                found = self._history.model.apply(reads, now_ms, request.args)
                if found is not None and found != []:
                    settle(future, found)
        self._follow()
        self._history.fold(self._never_before())
        return reply

    def _never_before(self) -> int:
        """Return the position that no fault can go back behind."""
        end = self._history.end
        return min((replica.has(end) for replica in self._replicas), default=end)

    async def _replicated(self, request: Request, reply: object) -> object:
        """Return `reply` once enough replicas have all that was written until now."""
        end = self._history.end
        have = self._having(end)
        if have >= request.replicas:
            return reply
        asked = Request(_REPLICATED, (end, request.replicas, reply))
        few = Failed(StoreDown, too_few(request.replicas))
        return await self._parking.park(_REPLICATED, asked, REPLICATED_MS, few)

    def _follow(self) -> None:
        """Answer those who waited for the replicas."""
        for asked, future in self._parking.waiting(_REPLICATED):
            end, wanted, reply = asked.args
            if self._having(end) >= wanted:
                settle(future, reply)

    def _having(self, position: int) -> int:
        """Return how many replicas have everything up to `position`."""
        end = self._history.end
        return sum(replica.has(end) >= position for replica in self._replicas)

    def _publish(self, tick: bytes) -> int:
        """Give a tick to who waits, and keep it for who listens and does not wait just now."""
        served = set()
        for request, future in self._parking.waiting("tick_next"):
            name, number, _ = request.args
            if not future.done() and self._listeners.listens((name, number)):
                future.set_result(tick)
                served.add(name)
        return self._listeners.publish(tick, besides=served)

    def _next_tick(self, name: str, number: int, fresh: bool) -> object:
        """Return the next tick for a connection, None when it must wait for it."""
        connection = (name, number)
        if not self._listeners.listens(connection):
            if not fresh:
                return CLOSED
            self._listeners.subscribe(connection)
        return self._listeners.next(connection)
