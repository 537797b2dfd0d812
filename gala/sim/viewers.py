"""Viewers of a simulated night: the real client, and a person with habits in front of it.

They come, claim, tap twice, ask again, go along into the room, switch their phones off and on. What
they are told goes to `heard`, in order; a claim's end goes to `claimed`.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from enum import Enum
from typing import Any, Protocol

from gala.client import (
    Answer,
    ClientError,
    Cue,
    Ended,
    Event,
    Presented,
    Receipt,
    Resumed,
    ShowOver,
    Snapshot,
    Unreachable,
    Viewer,
    connect,
)
from gala.proof.pseudonym import pseudonym
from gala.wire.picture import Window
from gala.wire.tickets import issue

from . import night
from .cast import DOOR, PORT
from .hosts import Host
from .simulation import Simulation

_TICKET_MS = 3_600_000
_COMES_S = 1.5
_CLAIMS_SHARE = 0.9
_HEARTS = 3


class Style(Enum):
    """What people do with a button."""

    ONCE = "once"
    HASTY = "hasty"  # before the opening
    DOUBLE = "double"  # two claims at nearly the same time
    AGAIN = "again"  # the same claim once more after its receipt
    ANOTHER = "another"  # a new claim after the receipt, marked as a retry


class Witnesses(Protocol):
    """Who judges what viewers are told."""

    def came(self, person: Person) -> None:
        """A new session begins: the phone knows nothing of what was before."""

    def heard(self, person: Person, event: Event | Presented) -> None:
        """Take one event."""

    def claimed(self, person: Person, window: str, got: Receipt | Answer, retry: bool) -> None:
        """Take a claim's final answer."""


class Person:
    """One viewer. `open` are the claims that have no final answer yet."""

    def __init__(
        self, sim: Simulation, host: Host, outlet: str, judge: Witnesses, show_key: bytes
    ) -> None:
        self.name = host.name
        self.host = host
        self.outlet = outlet
        self.pseudonym = pseudonym(show_key, host.name)
        self.viewer: Viewer | None = None
        self.over = False
        self.open: dict[int, str] = {}
        self._sim = sim
        self._judge = judge
        self._rng = sim.random(host.name)
        self._ticket = ""
        self._numbers = 0
        self._considered: set[tuple[str, int]] = set()
        self.hearts = 0
        """How many it has given in all its lives, lost ones too."""
        self.flagged: set[str] = set()
        """The segments that it has flagged, each once."""
        self._acts: list[asyncio.Task[None]] = []
        self.waits: Callable[[Person, str, str], Coroutine[Any, Any, None]] | None = None
        """What it does with its ticket in a window that gave it nothing, None: nothing."""
        self.claims: Callable[[Person, str, Receipt], Coroutine[Any, Any, None]] | None = None
        """What it does with its ticket and a receipt besides, None: nothing."""

    async def live(self, _: Host) -> None:
        """Watch until the show is over: one life of the phone."""
        self.viewer, self.over, self._acts = None, False, []
        self.open.clear()
        self._considered.clear()
        now_ms = self._sim.clock.true_ms()
        ticket = self._ticket = issue(
            *(night.TICKETS, night.SHOW, self.name, self.outlet, now_ms, now_ms + _TICKET_MS),
            claims={"tier": night.tier(self.name)},
        )
        await asyncio.sleep(self._rng.uniform(0, _COMES_S))
        while not self.over:
            self._judge.came(self)
            with contextlib.suppress(Unreachable):
                await self._watch(ticket)

    async def _watch(self, ticket: str) -> None:
        try:
            url = f"ws://{DOOR}:{PORT}/live"
            async with connect(
                url, ticket, visits=True, listener=self._heard, rng=self._rng
            ) as viewer:
                self.viewer = viewer
                self._consider(viewer)
                ended = await viewer.ended()
            self.over = isinstance(ended, ShowOver)
        except ShowOver:
            self.over = True
        finally:
            self.viewer = None

    @property
    def connected(self) -> bool:
        """Whether a connection stands that has given every channel."""
        return self.viewer is not None and self.viewer.connected

    def _heard(self, event: Event | Presented) -> None:
        self._judge.heard(self, event)
        viewer = self.viewer
        if viewer is None:
            return
        match event:
            case Cue(kind="window") | Snapshot() | Resumed():
                self._consider(viewer)
            case Presented(cue=Cue(kind="take", body=[[str(segment), *_], *_])):
                self._feel(viewer, segment)

    def _feel(self, viewer: Viewer, segment: str) -> None:
        """Give hearts to what has come on, and flag it the first time."""
        if viewer.heart(_HEARTS):
            self.hearts += _HEARTS
        if segment not in self.flagged:
            self.flagged.add(segment)
            flagging = self._flag(viewer, segment)
            self._acts.append(asyncio.get_running_loop().create_task(flagging))

    async def _flag(self, viewer: Viewer, segment: str) -> None:
        with contextlib.suppress(Ended, ClientError):
            await viewer.flag(segment, "other")

    def _consider(self, viewer: Viewer) -> None:
        """Make up one's mind about each opening, once."""
        for window in viewer.board.windows:
            key = (window.id, window.gen)
            if window.state in ("armed", "open") and key not in self._considered:
                self._considered.add(key)
                if self._rng.random() < _CLAIMS_SHARE:
                    self._act(self._tap(viewer, window))

    async def _tap(self, viewer: Viewer, window: Window) -> None:
        rng = self._rng
        style = rng.choice(list(Style))
        row = window.row(self.outlet)
        if row is None:
            return
        open_ms = row.closes_at_ms - row.opens_at_ms
        after_ms = rng.choice((0, 0, open_ms * rng.random(), open_ms * 0.95))
        quantity = rng.randint(1, 4)
        if style is Style.HASTY:
            after_ms = -rng.uniform(0, 600)
        wait_ms = row.opens_at_ms + after_ms - viewer.clock.now_ms()
        await asyncio.sleep(max(wait_ms, 0) / 1_000)
        if style is Style.DOUBLE:
            self._act(self._claim(viewer, window.id, quantity))
            await asyncio.sleep(rng.choice((0, 0.002, 0.2)))
        got = await self._claim(viewer, window.id, quantity, wait=style is not Style.HASTY)
        if self.waits is not None and isinstance(got, Answer) and got.outcome == "sold_out":
            await self.waits(self, self._ticket, window.id)
        if self.claims is not None and isinstance(got, Receipt):
            self._act(self.claims(self, self._ticket, got))
        if isinstance(got, Receipt) and style in (Style.AGAIN, Style.ANOTHER):
            await asyncio.sleep(rng.uniform(0, 3))
            again = got.claim_id if style is Style.AGAIN else None
            await self._claim(viewer, window.id, quantity, claim_id=again, retry=True)

    async def _claim(
        self,
        viewer: Viewer,
        window: str,
        quantity: int,
        *,
        claim_id: bytes | None = None,
        retry: bool = False,
        wait: bool = True,
    ) -> Receipt | Answer:
        self._numbers += 1
        number = self._numbers
        self.open[number] = window
        got = await viewer.claim(
            window, claim_id=claim_id, retry=retry, wait=wait, quantity=quantity
        )
        del self.open[number]
        self._judge.claimed(self, window, got, retry)
        return got

    def _act(self, act: Coroutine[Any, Any, object]) -> None:
        async def run() -> None:
            # The show, or this session, ended first; anything else is a failure of the run.
            with contextlib.suppress(Ended, ClientError):
                await act

        self._acts.append(asyncio.get_running_loop().create_task(run()))


Comes = Callable[[Person], None]
