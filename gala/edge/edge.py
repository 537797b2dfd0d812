"""An edge: the parts put together, started, and drained."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import ssl
from collections.abc import Callable, Collection, Coroutine, Mapping
from dataclasses import dataclass
from functools import partial
from random import Random
from types import MappingProxyType
from typing import Any

from gala.core.plan import Plan
from gala.ports import BoundedClock, Counters, CueStream, Ledger, ViewerFacts
from gala.proof.viewer_list import ViewerList
from gala.wire.proxies import Proxies
from gala.wire.tickets import TicketVerifier

from .addresses import Addresses
from .admission import Bucket
from .claims import Claims
from .eligibility import Eligibility, watches
from .follow import Follower, Ticks, report
from .hall import Hall
from .handshake import Door
from .limits import Limits
from .listen import listen, reachable
from .lists import check_lists
from .metrics import EdgeMetrics
from .opening import Opening
from .probe import Probe
from .receipts import ReceiptKeys
from .revoking import send_away
from .securing import Securing
from .shedding import measure
from .sweep import FanOut
from .watching import Watching
from .wheel import STEP_S
from .windows import Windows

log = logging.getLogger(__name__)

AWAY_MS_MAX = 2_000
"""Who is sent away is back after so long at most: a second's wait, and the opening."""

_DRAIN_STEP_S = 0.05


@dataclass(frozen=True, slots=True)
class EdgePorts:
    """What an edge needs of the store."""

    clock: BoundedClock
    cues: CueStream
    ledger: Ledger
    counters: Counters
    viewers: ViewerFacts | None = None
    """Needed when the sheet asks for what viewers have watched or bought."""


@dataclass(frozen=True, slots=True)
class EdgeKeys:
    """The operator's secrets that an edge needs: for pseudonyms, and for receipts."""

    show_key: bytes
    receipts: ReceiptKeys


class Edge:
    """Viewers' sockets for one show, on one port, in the running loop.

    Give it uvloop for many viewers. `origins` are the pages admitted, exactly as browsers write
    them (`https://gala.example`); a client that sends no Origin is admitted. With `tls` viewers
    come over TLS; else put that in front, and name in `proxies` what stands there. With `probe`
    it looks at itself with a viewer's eyes (`problem`).
    """

    def __init__(
        self,
        edge: str,
        plan: Plan,
        ports: EdgePorts,
        verifier: TicketVerifier,
        keys: EdgeKeys,
        *,
        lists: Mapping[str, ViewerList] = MappingProxyType({}),
        origins: Collection[str] = (),
        host: str = "127.0.0.1",
        port: int = 0,
        limits: Limits | None = None,
        reuse_port: bool = False,
        tls: ssl.SSLContext | None = None,
        proxies: Proxies | None = None,
        probe: bool = False,
        rng: Random | None = None,
    ) -> None:
        self.id = edge
        self._plan = plan
        self._ports = ports
        self._verifier = verifier
        self._keys = keys
        self._lists = lists
        self._origins = origins
        self._host = host
        self._asked_port = port
        self._limits = limits or Limits()
        self._reuse_port = reuse_port
        self._tls = tls
        self._proxies = proxies
        self._probing = probe
        self._probe: Probe | None = None
        self._leaving = False
        self._revoking: asyncio.Task[None] | None = None
        self._rng = rng or Random()
        self._tasks: list[asyncio.Task[None]] = []
        self._server: asyncio.AbstractServer | None = None
        self._beat: asyncio.TimerHandle | None = None
        self._port = 0

    @property
    def port(self) -> int:
        """The port it listens on, once started."""
        return self._port

    @property
    def viewers(self) -> int:
        """How many viewers are in."""
        return self._hall.per_outlet.total()

    def problem(self) -> str | None:
        """Return in one word why viewers would not get the show here now; None when they do.

        `starting` and `draining`, else what the probe has found; without one it is not asked.
        """
        if self._leaving:
            return "draining"
        if self._server is None:
            return "starting"
        return None if self._probe is None else self._probe.problem()

    @property
    def metrics(self) -> EdgeMetrics:
        """The figures of an edge that was started."""
        return EdgeMetrics(self._hall)

    async def start(self) -> None:
        """Take over the night's cues from the stream, then listen.

        Raises `StoreError` when the store does not give them, `OSError` when the port is taken,
        `ValueError` when a list is missing or is not the one that the sheet commits to.
        """
        check_lists(self._plan, self._lists)
        limits, rng, ports = self._limits, self._rng, self._ports
        planned = [line.window for line in self._plan.segments if line.window is not None]
        self._windows = windows = Windows(planned, limits.early_ms)
        watching = None
        if ports.viewers is not None and watches(planned):
            watching = Watching(ports.viewers, ports.clock)
        eligibility = Eligibility(planned, ports.viewers, self._lists, watching, windows, limits)
        self._claims = Claims(
            windows, eligibility, ports.ledger, self._keys.receipts, ports.clock, limits, rng
        )
        bucket = Bucket(limits.handshakes_per_s, limits.handshakes_burst, rng)
        addresses = Addresses(limits.address_handshakes_per_s, limits.address_handshakes_burst)
        tls_bucket = None
        if self._tls is not None:
            tls_bucket = Bucket(limits.tls_handshakes_per_s, limits.tls_handshakes_burst, rng)
        door = Door(*(self._verifier, self._origins, bucket, addresses, self._proxies, tls_bucket))
        self._hall = hall = Hall(
            self._plan, self._keys.show_key, ports.clock, limits, door, self._claims, rng
        )
        hall.secure = self._tls is not None
        self._fan_out = fan_out = FanOut(hall, windows)
        self._follower = Follower(ports.cues, hall, fan_out)
        self._ticks = Ticks(ports.counters, hall, fan_out)
        await self._follower.catch_up()
        listener = listen(self._host, self._asked_port, limits, self._reuse_port)
        self._port = listener.getsockname()[1]
        self._server = await hall.loop.create_server(self._greeter(), sock=listener)
        self._spawn("sweep", fan_out.run())
        self._spawn("follow", self._follower.run())
        self._spawn("ticks", self._ticks.run())
        if watching is not None:
            self._spawn("watching", watching.run())
        self._spawn("measure", measure(hall.shedding, lambda: hall.attention))
        self._spawn("report", report(self.id, ports.counters, hall, fan_out))
        if self._probing:
            secure = self._tls is not None
            url = f"{'wss' if secure else 'ws'}://{reachable(self._host)}:{self._port}/live"
            self._probe = Probe(hall, url, secure=secure, shared=self._reuse_port)
            self._spawn("probe", self._probe.run())
        self._turned_s = hall.loop.time() - STEP_S
        self._turn()

    def _greeter(self) -> Callable[[], asyncio.Protocol]:
        hall, tls = self._hall, self._tls
        return partial(Opening, hall) if tls is None else partial(Securing, hall, tls)

    def recheck(self) -> None:
        """Send away who came by a key that the verifier trusts no more: it was told other keys."""
        if self._revoking is not None:
            self._revoking.cancel()
        self._revoking = asyncio.create_task(
            send_away(self._hall, self._verifier.trusts), name=f"{self.id}: revoking"
        )

    async def stop(self, drain_s: float = 0.0, wait_s: float = 0.0) -> None:
        """Listen no more, send the viewers away over `drain_s` seconds, and end.

        They are told when to come back, to another edge; when the show is over, that it is. Nobody
        is sent away while a window is open or about to be, unless that takes longer than `wait_s`.
        """
        if self._server is None:
            return
        self._leaving = True
        self._server.close()
        self._server = None
        hall = self._hall
        await self._quiet(drain_s, wait_s)
        over = hall.main.ring.over_at_ms <= hall.clock.now_ms()
        leaving = list(hall.connections)
        hall.rng.shuffle(leaving)
        steps = max(1, int(drain_s / _DRAIN_STEP_S))
        for step in range(steps):
            for viewer in leaving[step::steps]:
                viewer.send_away(over)
            if step + 1 < steps:
                await asyncio.sleep(_DRAIN_STEP_S)
        await self._empty(self._limits.linger_s)
        for viewer in list(hall.connections):
            viewer.abort()
        await self._empty(1.0)
        assert self._beat is not None
        self._beat.cancel()
        tasks = [*self._tasks, *([self._revoking] if self._revoking else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._claims.close()

    async def _quiet(self, drain_s: float, wait_s: float) -> None:
        """Return when no window is open, and none will be before the last has come back."""
        hall = self._hall
        ahead_ms = int(drain_s * 1_000) + AWAY_MS_MAX
        for _ in range(round(wait_s / _DRAIN_STEP_S)):
            if not (hall.connections and self._windows.busy(hall.clock.now_ms(), ahead_ms)):
                break
            await asyncio.sleep(_DRAIN_STEP_S)

    async def _empty(self, at_most_s: float) -> None:
        self._hall.emptied.clear()
        if self._hall.connections:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(at_most_s):
                    await self._hall.emptied.wait()

    def _turn(self) -> None:
        hall = self._hall
        self._beat = hall.loop.call_later(STEP_S, self._turn)
        turned_s, self._turned_s = self._turned_s, hall.loop.time()
        hall.tally.lag_s.add(max(0.0, self._turned_s - turned_s - STEP_S))
        try:
            hall.wheel.turn(hall.loop.time())
            self._follower.look(hall.clock)
            self._ticks.look(hall.clock)
        except Exception:
            log.exception("the wheel")

    def _spawn(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work, name=f"{self.id}: {name}")
        self._tasks.append(task)
