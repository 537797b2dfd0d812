"""One simulated viewer: arrives, watches, taps, goes along on visits, and witnesses it all."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from functools import partial
from random import Random

from gala.client import (
    Answer,
    ClientError,
    Cue,
    Disconnected,
    Ended,
    Event,
    GapFound,
    JoinRefused,
    Presented,
    Receipt,
    Resumed,
    RoomFull,
    ShowOver,
    Snapshot,
    Ticket,
    Viewer,
    Welcome,
    connect,
)
from gala.wire.picture import read_card

from .behaviour import Habits, Night, Style, Tap, hearts, tap
from .paying import Pay, first_order, payment
from .witness import Take, Witness

Join = Callable[[str | None], Awaitable[Ticket]]
"""Gives a ticket for an outlet, None being any."""

JOIN_TRIES = 5
MAIN = "main"


class CrowdViewer:
    """A viewer with habits. `witness` holds what came of it.

    With `pay` it pays for what it has won, or forgets to.
    """

    def __init__(
        self,
        habits: Habits,
        night: Night,
        join: Join,
        stop: asyncio.Event,
        pay: Pay | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.habits = habits
        self.witness = Witness(f"viewer {habits.index}")
        self.outlet = ""
        self.joined = False
        self.here = False
        """True while a connection stands that has given us the main stage."""
        self.at_end = False
        """True when it was here when the show was over, or when it was stopped."""
        self.reconnects = 0
        self.clock_error_ms = 0.0
        self._night = night
        self._join = join
        self._stop = stop
        self._pay = pay
        self._tls = tls
        self._ticket = ""
        self._bought: set[str] = set()
        self._inside: set[str] = set()
        """Channels of rooms that we came into in this segment: another snapshot is no coming in."""
        self._viewer: Viewer | None = None
        self._considered: set[tuple[str, int]] = set()
        self._caught_up: dict[str, int] = {}
        self._acts: set[asyncio.Task[None]] = set()

    async def live(self, start_s: float) -> None:
        """Arrive, stay and leave; `start_s` is the show's start by the loop's clock."""
        if await self._sleep_until(start_s + self.habits.arrives_ms / 1_000):
            return
        rng = Random(f"{self.habits.seed} waits")
        try:
            ticket = await self._let_in(rng)
            self.joined, self.outlet, self._ticket = True, ticket.outlet, ticket.ticket
            listener = self._heard
            async with connect(
                *(ticket.edge, ticket.ticket),
                visits=self.habits.visits_rooms,
                listener=listener,
                rng=rng,
                tls=self._tls,
            ) as viewer:
                self._viewer = viewer
                self._consider(viewer)
                await self._watch(viewer, start_s)
        except ShowOver:
            pass  # came when it was over
        except Exception as error:  # one broken viewer is a finding, not the end of the crowd
            self.witness.problem("failed", f"{type(error).__name__}: {error}")
        finally:
            self._viewer = None
            self.here = False
            for act in self._acts:
                act.cancel()

    async def _let_in(self, rng: Random) -> Ticket:
        for again in range(JOIN_TRIES, 0, -1):
            try:
                return await self._join(self.habits.outlet)
            except JoinRefused:
                if again == 1:
                    raise
                await asyncio.sleep(rng.uniform(0.1, 1.0))
        raise AssertionError("unreachable")

    async def _watch(self, viewer: Viewer, start_s: float) -> None:
        loop = asyncio.get_running_loop()
        tunnels = [
            loop.call_at(start_s + trip.at_ms / 1_000, viewer.drop, trip.away_ms)
            for trip in self.habits.trips
            if start_s + trip.at_ms / 1_000 > loop.time()
        ]
        leaves_ms = self.habits.leaves_ms
        leaving = asyncio.create_task(
            self._sleep_until(None if leaves_ms is None else start_s + leaves_ms / 1_000)
        )
        ending = asyncio.create_task(viewer.ended())
        try:
            await asyncio.wait((ending, leaving), return_when=asyncio.FIRST_COMPLETED)
            if ending.done():
                ended = ending.result()
                self.at_end = self.here and isinstance(ended, ShowOver)
                if not isinstance(ended, ShowOver):
                    self.witness.problem("failed", f"{type(ended).__name__}: {ended}")
            else:
                self.at_end = self.here and leaving.result()
        finally:
            for tunnel in tunnels:
                tunnel.cancel()
            for task in (ending, leaving):
                task.cancel()
            self.reconnects = viewer.reconnects
            self.clock_error_ms = viewer.clock.error_ms

    async def _sleep_until(self, at_s: float | None) -> bool:
        """Return at `at_s` by the loop's clock, True when the crowd was stopped before."""
        try:
            async with asyncio.timeout_at(at_s):
                await self._stop.wait()
        except TimeoutError:
            return False
        return True

    def _heard(self, event: Event | Presented) -> None:
        witness = self.witness
        match event:
            case Presented():
                self._presented(event)
            case Cue():
                witness.cue(event)
                if self._viewer is not None:
                    self._arrived(self._viewer, event)
            case Welcome():
                self.here = False
            case RoomFull():
                witness.counts["rooms_full"] += 1
            case Snapshot():
                witness.snapshot(event)
                if event.channel != MAIN and event.channel not in self._inside:
                    self._inside.add(event.channel)
                    witness.counts["entered"] += 1
                self.here |= event.channel == MAIN
                if self._viewer is not None:
                    self._consider(self._viewer)
            case Resumed():
                witness.resumed(event)
                self._caught_up[event.channel] = event.seq
                self.here |= event.channel == MAIN
            case Receipt():
                witness.receipt(event)
                self._buy(event)
            case Answer():
                witness.answer(event)
            case GapFound():
                witness.refused(event.cue, event.expected_seq)
            case Disconnected():
                # Sent home at the end is not away: what it has seen by then must be everything.
                self.here &= event.code == 1000

    def _live(self, cue: Cue) -> bool:
        """True for a cue that came when it was sent, and not when we came back."""
        return cue.seq > self._caught_up.get(cue.channel, 0)

    def _arrived(self, viewer: Viewer, cue: Cue) -> None:
        if cue.kind == "window":
            self._consider(viewer)
        elif cue.kind == "take" and self._live(cue):
            due_ms = cue.due_ms(viewer.delay_ms)
            self.witness.counts["late_arrivals"] += 0 < due_ms < viewer.clock.now_ms()

    def _presented(self, event: Presented) -> None:
        cue = event.cue
        if cue is None:
            return
        if cue.kind == "take":
            self._inside.clear()
            segment = read_card(cue.body[0])
            if self._live(cue) and event.due_ms:
                self.witness.take_shown(Take(segment.id, event.shown_ms - event.due_ms))
            if (liked := hearts(self.habits, self._night, segment.id)) is not None:
                self._act(partial(self._like, *liked))

    def _consider(self, viewer: Viewer) -> None:
        """Make up one's mind about each opening, once, when it is first heard of."""
        for window in viewer.board.windows:
            key = (window.id, window.gen)
            if key in self._considered or window.state not in ("armed", "open"):
                continue
            self._considered.add(key)
            row = window.row(self.outlet)
            if row is None or window.id in self.witness.receipts:
                continue
            span_ms, now_ms = (row.opens_at_ms, row.closes_at_ms), viewer.clock.now_ms()
            mind = tap(self.habits, self._night, window.id, window.gen, span_ms, now_ms)
            if mind is not None:
                self._act(partial(self._tap, viewer, window.id, mind))

    async def _tap(self, viewer: Viewer, window: str, mind: Tap) -> None:
        await asyncio.sleep(max(mind.at_ms - viewer.clock.now_ms(), 0) / 1_000)
        if mind.style is Style.DOUBLE:
            self._act(partial(self._tap_later, viewer, window, mind.apart_ms))
        self.witness.counts["claims"] += 1
        won = await viewer.claim(window, wait=mind.style is not Style.HASTY, quantity=mind.catches)
        if isinstance(won, Receipt) and mind.style in (Style.AGAIN, Style.ANOTHER):
            await asyncio.sleep(mind.apart_ms / 1_000)
            again = mind.style is Style.AGAIN
            # Its answer comes to `_heard`, where the witness compares the bytes.
            self.witness.counts["claims"] += 1
            await viewer.claim(window, claim_id=won.claim_id if again else None, retry=again)

    async def _tap_later(self, viewer: Viewer, window: str, apart_ms: int) -> None:
        await asyncio.sleep(apart_ms / 1_000)
        self.witness.counts["claims"] += 1
        await viewer.claim(window)

    def _buy(self, receipt: Receipt) -> None:
        """Make up one's mind, once, about paying for what a receipt is for."""
        if self._pay is None or receipt.window in self._bought:
            return
        self._bought.add(receipt.window)
        after_ms = payment(self.habits, self._night, receipt)
        if after_ms is not None:
            self._act(partial(self._pays, self._pay, first_order(receipt), after_ms))

    async def _pays(self, pay: Pay, order: str, after_ms: int) -> None:
        await asyncio.sleep(after_ms / 1_000)
        self.witness.counts["paid"] += await pay(self._ticket, order)

    async def _like(self, after_ms: int, taps: int) -> None:
        await asyncio.sleep(after_ms / 1_000)
        if self._viewer is not None and self._viewer.heart(taps):
            self.witness.counts["hearts"] += taps

    def _act(self, act: Callable[[], Awaitable[None]]) -> None:
        task = asyncio.create_task(self._run(act))
        self._acts.add(task)
        task.add_done_callback(self._acts.discard)

    async def _run(self, act: Callable[[], Awaitable[None]]) -> None:
        try:
            await act()
        except Ended:
            pass  # the show ended first
        except ClientError as error:
            self.witness.problem("failed", f"{type(error).__name__}: {error}")
