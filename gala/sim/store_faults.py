"""What can befall the store, each fault one method; what was done is listed for the trace.

A process that dies keeps what it has acknowledged, or everything but the last second, or nothing:
as `durability` says. A failover keeps what the promoted replica had got, acknowledged or not.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, Final, Literal

from gala.ports import StoreDown
from gala.sim.store_disk import Durability
from gala.sim.store_history import Replica
from gala.sim.store_model import Request
from gala.sim.store_server import CLOSED, Failed, StoreServer


class _NoAnswer:
    def __repr__(self) -> str:
        return "NO_ANSWER"


NO_ANSWER: Final = _NoAnswer()
"""What `serve` returns when nothing is sent back: not even that the connection is closed."""

_REFUSED = Failed(StoreDown, "Connection refused")
_DISK_FULL = Failed(
    StoreDown,
    "the store does not serve: MISCONF Errors writing to the AOF file: No space left on device",
)


class FaultyStore(StoreServer):
    """A store to which things happen. With no fault it is a `StoreServer`."""

    def __init__(
        self,
        now_us: Callable[[], int],
        *,
        replicas: Sequence[str] = (),
        durability: Durability = "always",
    ) -> None:
        super().__init__(now_us, replicas=replicas, durability=durability)
        self.done: list[tuple[int, str]] = []
        """What was done to it: when by its clock, and what."""
        self._life = 0
        self._gone: object = CLOSED  # what those are told who waited when it died
        self._down: object = None  # what those are told who come while it is dead
        self._resumed: asyncio.Event | None = None
        self._slow_s = self._queue_s = 0.0
        self._disk_full: Literal["", "refuses", "dies"] = ""
        self._answers_to_lose = self._ticks_to_lose = 0
        self._fuse = 0
        self._fuse_keeps = False

    @property
    def is_down(self) -> bool:
        """Whether nobody serves at all."""
        return self._down is not None

    async def call(self, request: Request) -> object:
        """As `serve`, without a network between: no answer is waited for without end."""
        reply = await self.serve(request)
        if reply is NO_ANSWER:
            await asyncio.get_running_loop().create_future()
        return reply

    async def serve(self, request: Request) -> object:
        """See `StoreServer.serve`; `NO_ANSWER` when nothing may be sent back."""
        life = self._life
        if self._queue_s and self._down is None:
            await asyncio.sleep(self._queue_s)
        if self._resumed is not None:
            await self._resumed.wait()
        if life != self._life:
            return self._gone
        if self._down is not None:
            return self._down
        reply = await super().serve(request)
        position = self._history.end
        if self._slow_s and life == self._life:
            await asyncio.sleep(self._slow_s)
        while self._resumed is not None and life == self._life:
            await self._resumed.wait()
        if life != self._life:
            return self._gone
        # It answers when what it has done is on disk: so nobody has seen what a crash can lose.
        self._disk.answered(position)
        if self._answers_to_lose:
            self._answers_to_lose -= 1
            return NO_ANSWER
        return reply

    # Life and death

    def crash(self, *, lose: int | None = None, silent: bool = False) -> int:
        """End the process; return how many writes are lost for good.

        Lost is what is not sure to be on disk, or only the last `lose` of these. Connections are
        closed, later ones refused; with `silent`, as when the machine has died, nothing is heard.
        """
        assert self._down is None, "it is dead already"
        kept = self._disk.sure(_now_s())
        if lose is not None:
            kept = max(kept, self._history.end - lose)
        lost = self._back_to(kept)
        self._die(silent)
        return self._note(f"crash silent={silent}, lost {lost}", lost)

    def crash_at_write(self, nth: int = 1, *, kept: bool) -> None:
        """Crash in the nth write from now, before its answer; `kept` says whether it is on disk."""
        self._fuse, self._fuse_keeps = nth, kept
        self._note(f"crash at write {nth}, kept={kept}")

    def restart(self) -> None:
        """Start the process again on what it had on disk."""
        assert self._down is not None, "it runs"
        self._down = None
        self._note("restart")

    def restart_empty(self) -> int:
        """Start again without any data; return how many writes are lost."""
        if self._down is None:
            self._die(silent=False)
        lost = self._back_to(0)
        self._down = None
        return self._note(f"restart empty, lost {lost}", lost)

    def promote(self, replica: str, *, clock_off_ms: int = 0) -> int:
        """Let a replica take over; return how many writes are lost, acknowledged ones too.

        Its machine's clock is `clock_off_ms` ahead of the one that `now_us` reads. The machine
        before is gone; `add_replica` may bring it back as one of the others.
        """
        chosen = self._replica(replica)
        kept = chosen.has(self._history.end)
        if self._down is None:
            self._die(silent=False)
        self._replicas.remove(chosen)
        lost = self._back_to(kept)
        self._clock_off_us = clock_off_ms * 1_000
        self._down = None
        return self._note(f"promote {replica}, lost {lost}", lost)

    # Slowness

    def hang(self) -> None:
        """Do nothing from now on; what comes is done after `resume`, even if nobody waits."""
        self._resumed = asyncio.Event()
        self._note("hang")

    def resume(self) -> None:
        """Go on after `hang`."""
        self._wake()
        self._note("resume")

    def slow(self, delay_ms: int, *, busy: bool = False) -> None:
        """Answer so much later from now on; 0 ends it.

        What is asked is done when it comes, and waits for the disk; or with `busy` it is done late.
        """
        self._slow_s = 0 if busy else delay_ms / 1_000
        self._queue_s = delay_ms / 1_000 if busy else 0
        self._note(f"slow {delay_ms} ms, busy={busy}")

    # Disk and clock

    def fill_disk(self, *, dies: bool | None = None) -> None:
        """Leave no room: a write is refused and reads go on; with `dies` the first write kills it.

        A real one under `appendfsync always` dies, any other refuses: that is the default.
        """
        dies = self.durability == "always" if dies is None else dies
        self._disk_full = "dies" if dies else "refuses"
        self._note(f"disk full, {self._disk_full}")

    def make_room(self) -> None:
        """End `fill_disk`."""
        self._disk_full = ""
        self._note("room on the disk")

    def step_clock(self, by_ms: int) -> None:
        """Set the store's clock forward, or back."""
        self._clock_off_us += by_ms * 1_000
        self._note(f"clock {by_ms:+} ms")

    # What is lost on the way

    def lose_answers(self, count: int) -> None:
        """Do the next `count` requests and tell nobody: the connections are half open."""
        self._answers_to_lose = count
        self._note(f"lose {count} answers")

    def lose_ticks(self, count: int) -> None:
        """Let the next `count` ticks reach nobody, silently."""
        self._ticks_to_lose = count
        self._note(f"lose {count} ticks")

    def break_subscriptions(self) -> None:
        """Close the connections of all who listen for ticks."""
        self._listeners.end()
        for _, future in self._parking.waiting("tick_next"):
            if not future.done():
                future.set_result(CLOSED)
        self._note("break subscriptions")

    # Replicas

    def add_replica(self, name: str) -> None:
        """Take on a replica, which has everything at once."""
        self._replicas.append(Replica(name, least=self._history.end))
        self._follow()
        self._note(f"add replica {name}")

    def lag(self, name: str, writes: int) -> None:
        """Let a replica be so many writes behind; 0 ends it."""
        replica = self._replica(name)
        replica.settle(self._history.end)
        replica.lag = writes
        self._follow()
        self._note(f"replica {name} lags {writes}")

    def cut(self, name: str) -> None:
        """Let a replica get nothing more."""
        replica = self._replica(name)
        replica.settle(self._history.end)
        replica.cut = True
        self._note(f"replica {name} cut off")

    def mend(self, name: str) -> None:
        """Let a replica follow again, and catch up at once."""
        replica = self._replica(name)
        replica.cut, replica.lag = False, 0
        self._follow()
        self._note(f"replica {name} mended")

    def _write(self, name: str, args: tuple[Any, ...]) -> object:
        if self._disk_full == "refuses":
            return _DISK_FULL
        reply = super()._write(name, args)
        self._disk.wrote(self._history.end, _now_s())
        if self._disk_full:
            self.crash(lose=1)
            return CLOSED
        if self._fuse:
            self._fuse -= 1
            if not self._fuse:
                self.crash(lose=0 if self._fuse_keeps else 1)
                return CLOSED
        return reply

    def _publish(self, tick: bytes) -> int:
        if self._ticks_to_lose:
            self._ticks_to_lose -= 1
            return 0
        return super()._publish(tick)

    def _next_tick(self, name: str, number: int, fresh: bool) -> object:
        tick = super()._next_tick(name, number, fresh)
        # With every wait the real listener sends a PING, which a full disk refuses; but what came
        # before that is read first.
        return _DISK_FULL if tick is None and self._disk_full == "refuses" else tick

    def _never_before(self) -> int:
        return min(super()._never_before(), self._disk.sure(_now_s()))

    def _die(self, silent: bool) -> None:
        """Leave nobody and nothing behind in memory."""
        self._life += 1
        self._gone, self._down = (NO_ANSWER, NO_ANSWER) if silent else (CLOSED, _REFUSED)
        self._fuse = 0
        self._parking.end(self._gone)
        self._listeners.end()
        self._wake()

    def _wake(self) -> None:
        resumed, self._resumed = self._resumed, None
        if resumed is not None:
            resumed.set()

    def _back_to(self, position: int) -> int:
        """Lose what was written after `position`, here and on every replica."""
        lost = self._history.back_to(position) if position else self._history.clear()
        self._disk.begin(position)
        for replica in self._replicas:
            replica.forget(position)
        return lost

    def _replica(self, name: str) -> Replica:
        return next(replica for replica in self._replicas if replica.name == name)

    def _note(self, what: str, result: int = 0) -> int:
        self.done.append((self.now_ms(), what))
        return result


def _now_s() -> float:
    return asyncio.get_running_loop().time()
