"""One conductor: stands by until the lease is free, then conducts until the end or until fenced.

The order of every step is: decide, log, then the effects. What the clock brings is derived from
the state (schedule.py), so a takeover continues with the same timers.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from gala.conductor.calling import call
from gala.conductor.drawing import Drawing, Notary
from gala.conductor.expiring import Expiring, Orders
from gala.conductor.figures import Figures
from gala.conductor.inbox import Inbox
from gala.conductor.settling import Settling
from gala.conductor.supplying import Supplying
from gala.conductor.tally import Tally
from gala.conductor.world import World
from gala.core.breaker_steps import calling
from gala.core.committing import commitment, finished, not_after_ms
from gala.core.draw_steps import opening
from gala.core.effects import (
    Call,
    CloseWindow,
    Effect,
    FreezeEntries,
    OpenDraw,
    OpenWindow,
    Publish,
)
from gala.core.events import EpochBegan, Event, ViewersCounted
from gala.core.schedule import next_due
from gala.core.state import Show
from gala.core.tables import DrawState, WindowState
from gala.core.window_steps import freezing
from gala.ports import CueRecord, Fenced, LogConflict, OutletWindow, StoreDown, TooLate
from gala.store.follow import Follower
from gala.wire import messages

_log = logging.getLogger("gala.conductor")
_T = TypeVar("_T")

LEASE_MS = 2_000
RENEW_MS = 500
STANDBY_MS = 250
RETRY_MS = 100
IDLE_MS = 1_000

HEARD_S = 3.0
"""A store that has not answered for so long is lost: the lease is over, or its holder not known."""


class Conductor:
    """Conducts one show with what `world` offers. `holder` names this conductor in the log.

    `orders` are needed where a sheet lets winners pay.
    """

    def __init__(
        self, world: World, notary: Notary, holder: str, orders: Orders | None = None
    ) -> None:
        self.finished = asyncio.Event()
        self.conducting = False
        self.tally = tally = Tally()
        self._taking_over = False
        self._world = world
        self._holder = holder
        self._epoch = 0
        self._commit_from_ms = 0
        self._follower = Follower(world.log)
        self._changed = asyncio.Event()
        self._settling = Settling(world, self._changed, tally)
        self._drawing = Drawing(world, notary, self._changed, tally)
        self._figures = Figures(world, self._changed, tally)
        self._expiring = Expiring(orders, tally) if orders else None
        self._inbox = Inbox(world, self._changed, tally)

    @property
    def show(self) -> Show:
        """The state as this conductor knows it."""
        return self._follower.show

    @property
    def started(self) -> bool:
        """Whether it has found a show."""
        return self._follower.started

    @property
    def lead_ms(self) -> int:
        """How long before its instant a take by hand goes out."""
        return self._figures.lead_ms

    def overdue_ms(self) -> int:
        """Return for how long the next event has been due, whoever conducts; 0 when none is."""
        due = next_due(self.show) if self.started else None
        return max(0, self._world.clock.now_ms() - due[0]) if due else 0

    def problem(self) -> str | None:
        """Return in one word why it neither conducts nor would take over now; None when it does.

        `starting` before it has found a show, `stale` when the store is lost, and `takeover` while
        it holds the lease and does not conduct yet.
        """
        if not self.started:
            return "starting"
        if asyncio.get_running_loop().time() - self.tally.heard_s > HEARD_S:
            return "stale"
        return "takeover" if self._taking_over else None

    async def run(self) -> None:
        """Stand by, conduct, and stand by again when a newer conductor has taken over.

        Runs until cancelled; `finished` is set when the show is over and everything is settled.
        Raises `LogConflict` when the store has lost what was logged, `LogError` when it has
        something else.
        """
        while True:
            dark_ms = await self._stand_by()
            self._taking_over = True
            self.tally.dark_s = dark_ms / 1000
            try:
                await self._conduct(dark_ms)
            except Fenced:
                self.tally.fenced += 1
                _log.warning("%s: a newer conductor has taken over; standing by", self._holder)
            except LogConflict as error:
                raise LogConflict(f"the log has changed behind {self._holder}: {error}") from None
            finally:
                self.conducting = self._taking_over = False

    async def _stand_by(self) -> int:
        """Step along with the log until the lease is ours; return how long nobody conducted."""
        while True:
            try:
                await self._follower.wait(STANDBY_MS)
                if not self.started:
                    continue
                lease = await self._world.lease.take(self._holder, LEASE_MS)
                self._heard()
            except StoreDown:
                self.tally.store_errors["standby"] += 1
                await asyncio.sleep(RETRY_MS / 1000)
                continue
            if finished(self.show) and lease.renewed_ms > self.show.now_ms + LEASE_MS:
                # Whoever conducts has outlived the end, so its last cues are out.
                self.finished.set()
            if lease.holder == self._holder:
                self._epoch = lease.epoch
                if not lease.renewed_ms:
                    return 0
                return max(0, self._world.clock.now_ms() - lease.renewed_ms)

    async def _conduct(self, dark_ms: int) -> None:
        helpers = [asyncio.create_task(self._keep_lease())]
        try:
            await self._take_over(dark_ms)
            self.conducting, self._taking_over = True, False
            self.tally.terms += 1
            helpers.append(asyncio.create_task(self._inbox.run()))
            helpers.append(asyncio.create_task(self._figures.run(lambda: self.show)))
            helpers.append(asyncio.create_task(self._settling.run(self._epoch)))
            supplying = Supplying(self._world, self.tally).run(self._epoch, lambda: self.show)
            helpers.append(asyncio.create_task(supplying))
            helpers.append(asyncio.create_task(self._drawing.run(lambda: self.show)))
            if self._expiring:
                expiring = self._expiring.run(self._epoch, lambda: self.show)
                helpers.append(asyncio.create_task(expiring))
            await self._lead(helpers)
        finally:
            await _cancelled(helpers)
            self._drawing.drop()
            await self._let_go()

    async def _take_over(self, dark_ms: int) -> None:
        """Make the log ours, then the ledger, then carry out again what may have been cut short."""
        await self._begin_epoch(dark_ms)
        windows = [w for w in self.show.windows if w.state is not WindowState.SETTLED]
        ids = [window.id for window in windows]
        await self._insist(lambda: self._world.ledger.fence(self._epoch, ids))
        again: list[Effect] = []
        for window in windows:
            price_fen = self.show.window_plan(window.id).price_fen
            if window.state in (WindowState.ARMED, WindowState.OPEN):
                again.append(OpenWindow(window.id, window.gen, price_fen, window.rows))
            elif window.counting:
                again.append(CloseWindow(window.id, window.gen))
        # After the windows: who hears of one that the ledger has not would be refused for good.
        again += self._follower.recent
        for window in self.show.windows:
            again += freezing(self.show, window)
        again += [opening(draw) for draw in self.show.draws if draw.state is DrawState.COMMITTED]
        again += calling(self.show)
        await self._carry_out(tuple(again))
        _log.info("%s conducts, epoch %d", self._holder, self._epoch)

    async def _begin_epoch(self, dark_ms: int) -> None:
        """Be the last in the log; what that asks for waits for what may have been cut short.

        Raises `Fenced` when a newer conductor has begun meanwhile.
        """
        conflict: LogConflict | None = None
        while True:
            came = await self._insist(self._follower.catch_up)
            if conflict and not came:
                raise conflict  # not that somebody else wrote: what we have read is gone
            if self.show.epoch >= self._epoch:
                raise Fenced(f"epoch {self.show.epoch} has begun")
            # Whoever sees the new epoch may press, so commands count from before it on. What an
            # older conductor still carries out of them makes the append fail, and we listen anew.
            await self._insist(self._inbox.listen)
            try:
                await self._append(EpochBegan(self._at_ms(), self._epoch, self._holder, dark_ms))
            except LogConflict as error:
                conflict = error
            else:
                return

    async def _lead(self, tasks: list[asyncio.Task[None]]) -> None:
        """Bring one thing after the other, each at its instant.

        What is due comes before what was counted or asked: however late the store made us, a due
        event must not find that a later fact has been logged.
        """
        while True:
            for task in tasks:
                if task.done():
                    task.result()
            if self._ended() and not self.finished.is_set():
                await self._finish_orders()
                self.finished.set()
            self._changed.clear()
            at_ms = self._at_ms()
            due = next_due(self.show)
            if due and due[0] <= at_ms:
                await self._bring(*due, at_ms)
            elif counted := self._counted(at_ms):
                try:
                    await self._commit(counted)
                except TooLate:  # a slow store, or our clock is behind its own
                    self._commit_from_ms = at_ms + RETRY_MS
            elif not await self._inbox.serve(
                self.show, at_ms, self._figures.lead_ms, self._commit_all
            ):
                wait_ms = min(due[0] - at_ms, IDLE_MS) if due else IDLE_MS
                # Not `wait_for`: before Python 3.12 it loses a cancellation that meets its result.
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(wait_ms / 1000):
                        await self._changed.wait()

    def _ended(self) -> bool:
        """Whether nothing can happen any more, and nothing is still to be counted."""
        return finished(self.show) and not self._figures.counting(self.show, self._at_ms())

    async def _finish_orders(self) -> None:
        """See that whoever was drawn has an order before anybody hears that all is over."""
        expiring = self._expiring
        if expiring:
            await self._insist(lambda: expiring.finish(self._epoch, self.show))

    def _counted(self, at_ms: int) -> Event | None:
        """Return what was counted, frozen or drawn, or is committed to now, if it is news."""
        while settled := self._settling.take(at_ms):
            window = self.show.window(settled.window)
            if window.counting and window.gen == settled.gen:
                return settled
        if drawn := self._drawing.take(self.show, at_ms):
            return drawn
        if at_ms >= self._commit_from_ms and (made := commitment(self.show, at_ms)):
            return made
        viewers = self._figures.take_count()
        if viewers is not None and viewers != self.show.viewers:
            return ViewersCounted(at_ms, viewers)
        if visited := self._figures.visited(self.show, at_ms):
            return visited
        return self._figures.feelings.take(self.show, at_ms)

    async def _commit_all(self, events: tuple[Event, ...]) -> Show:
        for event in events:
            await self._commit(event)
        return self.show

    def _at_ms(self) -> int:
        return max(self._world.clock.now_ms(), self.show.now_ms)

    async def _bring(self, due_ms: int, event: Event, at_ms: int) -> None:
        """Commit what was due at `due_ms`, at `at_ms`, and note how late all of it was done."""
        loop = asyncio.get_running_loop()
        begun_s = loop.time()
        await self._commit(event)
        self.tally.late_s.add((at_ms - due_ms) / 1000 + loop.time() - begun_s)

    async def _commit(self, event: Event) -> None:
        """Write `event`, then do what it asks. Raises `Fenced`, `LogConflict`, `TooLate`."""
        await self._carry_out(await self._append(event))

    async def _append(self, event: Event) -> tuple[Effect, ...]:
        """Write `event`; return what it asks for."""
        reader = self._follower.reader
        written = reader.write(event)
        index = reader.index + 1
        last_ms = not_after_ms(event)
        await self._insist(
            lambda: self._world.log.append(self._epoch, index, written.line, last_ms)
        )
        self._follower.accept(written)
        return written.effects

    async def _carry_out(self, effects: tuple[Effect, ...]) -> None:
        """Do `effects` in order; cues that stand together go together."""
        cues: list[Publish] = []
        for effect in effects:
            if isinstance(effect, Publish):
                cues.append(effect)
                continue
            await self._publish(cues)
            cues = []
            match effect:
                case OpenWindow():
                    await self._open(effect)
                case CloseWindow():
                    self._settling.close(effect)
                case FreezeEntries():
                    self._drawing.freeze(effect)
                case OpenDraw():
                    self._drawing.open(effect, self.show)
                case Call():
                    call(self.show, effect, self.tally)
        await self._publish(cues)

    async def _publish(self, cues: list[Publish]) -> None:
        if not cues:
            return
        records = [
            CueRecord(
                cue.channel,
                cue.epoch,
                cue.seq,
                messages.cue(
                    cue.channel, cue.epoch, cue.seq, cue.present_at_ms, cue.kind, cue.body
                ),
            )
            for cue in cues
        ]
        await self._insist(lambda: self._world.cues.publish(self._epoch, records))

    async def _open(self, effect: OpenWindow) -> None:
        rows = [OutletWindow(*row) for row in effect.rows]
        await self._insist(
            lambda: self._world.ledger.open_window(
                self._epoch, effect.window, effect.gen, effect.price_fen, rows
            )
        )

    async def _insist(self, call: Callable[[], Awaitable[_T]]) -> _T:
        """Do an idempotent call until the store has answered. Raises `Fenced`, `LogConflict`."""
        while True:
            try:
                return await call()
            except StoreDown:
                self.tally.store_errors["show"] += 1
                await asyncio.sleep(RETRY_MS / 1000)

    async def _keep_lease(self) -> None:
        while True:
            await asyncio.sleep(RENEW_MS / 1000)
            try:
                kept = await self._world.lease.renew(self._holder, self._epoch, LEASE_MS)
            except StoreDown:
                self.tally.store_errors["lease"] += 1
                continue
            self._heard()
            if not kept:
                self._changed.set()
                raise Fenced(f"the lease of epoch {self._epoch} is gone")

    def _heard(self) -> None:
        self.tally.heard_s = asyncio.get_running_loop().time()

    async def _let_go(self) -> None:
        """Leave the lease to a standby at once, as far as the store can be reached."""
        try:
            await self._world.lease.release(self._holder, self._epoch)
        except (StoreDown, Fenced):
            return


async def _cancelled(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
