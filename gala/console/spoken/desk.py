"""The desk for what is said on air: hears captions, follows the journal, and says how all stands.

Every console follows the same journal, so all of them show the same alerts. A source's captions go
to one console: sentences are put together there.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from gala.console.spoken.ears import Caption, Ears, Spoken
from gala.console.spoken.fields import Batch
from gala.console.spoken.key import CaptionsKey
from gala.console.spoken.words import alert_fields, message_fields
from gala.console.watch import Watch
from gala.core.alerts import (
    Alert,
    AlertBook,
    At,
    Cleared,
    Decided,
    Message,
    Raised,
    Standing,
    alert_id,
)
from gala.core.rooms import room_run
from gala.core.sheets import parsed
from gala.core.state import Show
from gala.ports import Alerts, StoreError
from run_sheet.checks.claims import FAMILIES
from run_sheet.spoken import answered, evidence_around

_log = logging.getLogger("gala.console")

WAIT_MS = 1_000
RETRY_MS = 500
LISTEN_MS = 500
SHOWN_MAX = 50
"""Alerts that a page is told of: the open ones first, of each kind the newest."""
ALERTS_MAX = 5_000
"""Of a night: more than that is no night, but captions that are something else."""


class Full(Exception):
    """There are so many alerts that no more are kept."""


@dataclass(slots=True)
class Hearing:
    """What became of a batch: captions that were new, heard before, or not final; new alerts."""

    heard: int = 0
    again: int = 0
    partial: int = 0
    alerts: list[Alert] = field(default_factory=list)


class AlertDesk:
    """Alerts and messages of one show; `number` counts their changes, `heard_number` captions'."""

    def __init__(self, alerts: Alerts, watch: Watch, key: CaptionsKey) -> None:
        self.key = key
        self.book = AlertBook()
        self.entries: list[At] = []
        """The journal as far as it was read: the trail of who has decided what."""
        self.number = self.heard_number = 0
        self.text = self.heard_text = ""
        self._alerts = alerts
        self._watch = watch
        self._ears = Ears()
        self._hearing = asyncio.Lock()
        self._reading = asyncio.Lock()
        self._cursor = "0"
        self._unwritten: list[Alert] = []
        self._say()

    @property
    def open(self) -> int:
        """How many alerts wait for somebody."""
        return sum(1 for _ in self.book.open())

    async def run(self) -> None:
        """Follow the journal, and end sentences when nobody speaks, until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._follow())
            tasks.create_task(self._listen())

    async def catch_up(self) -> None:
        """Know of everything that was written until now. Raises `StoreError`."""
        async with self._reading:
            self._cursor, entries = await self._alerts.journal(self._cursor)
            self._take(entries)

    async def hear(self, batch: Batch) -> Hearing:
        """Hear captions of a show that has begun.

        What was heard and could not be written is written with the next call, or by `run`. Raises
        `Full`, and `StoreError`: then the same may be sent again.
        """
        async with self._hearing:
            if len(self.book.alerts) + len(self._unwritten) >= ALERTS_MAX:
                raise Full
            became, now_ms = Hearing(), self._watch.now_ms()
            spoken: list[Spoken] = []
            for caption in batch.captions:
                if self._ears.knows(caption):
                    became.again += 1
                elif caption.final:
                    became.heard += 1
                else:
                    became.partial += 1
                spoken += self._ears.hear(caption, now_ms)
                await asyncio.sleep(0)  # a batch may take a while: the others' turn
            if batch.finish:
                spoken += self._ears.end(batch.source)
            became.alerts = await self._raise(spoken)
            if batch.captions:
                self._say_heard(batch.captions[-1])
            await self._write()
            with contextlib.suppress(StoreError):  # they are written in any case
                await self.catch_up()
        return became

    async def decide(self, decided: Decided) -> Standing | None:
        """Decide about an alert; None when there is none. The first decision stands: it may be
        another's. Raises `StoreError`.
        """
        await self.catch_up()
        standing = self.book.alerts.get(decided.alert)
        if standing is None or standing.decided is not None:
            return standing
        await self.write(decided)
        return self.book.alerts[decided.alert]

    async def write(self, entry: Decided | Message | Cleared) -> None:
        """Write an entry and know of it. Raises `StoreError`."""
        await self._alerts.append(entry)
        await self.catch_up()

    async def _follow(self) -> None:
        while True:
            try:
                await self._alerts.wait(self._cursor, WAIT_MS)
                await self.catch_up()
            except StoreError as error:
                _log.warning("alerts cannot be followed: %s", error)
                await asyncio.sleep(RETRY_MS / 1000)

    async def _listen(self) -> None:
        while True:
            await asyncio.sleep(LISTEN_MS / 1000)
            if not self._watch.started:
                continue
            async with self._hearing:
                await self._raise(self._ears.silent(self._watch.now_ms()))
                try:
                    await self._write()
                except StoreError as error:
                    _log.warning("an alert cannot be written yet: %s", error)

    async def _raise(self, spoken: Iterable[Spoken]) -> list[Alert]:
        """Note the alerts among what was claimed, to be written; return them.

        Two words of one sentence that claim the same kind of thing are one alert.
        """
        raised: dict[tuple[str, str, str], Alert] = {}
        for one in spoken:
            alert = await self._alert(one)
            known = alert is None or alert.id in self.book.alerts
            if alert is not None and not known and alert not in self._unwritten:
                raised.setdefault((alert.source, alert.sentence, alert.family), alert)
        self._unwritten += raised.values()
        return list(raised.values())

    async def _alert(self, one: Spoken) -> Alert | None:
        """Return the alert that a claim is; None where the sheet has evidence for it."""
        claim, show = one.heard.claim, self._watch.show
        segment = segment_of(show, one.source, one.heard.start_ms)
        # A long sheet takes seconds to read: whoever follows the show does not wait for that.
        sheet = (await asyncio.to_thread(parsed, self._watch.sheet)).sheet
        if sheet is not None:
            # A filler is part of the segment in whose place it stands.
            evidence = evidence_around(sheet, segment.partition(".")[0])
            if answered(evidence, claim.term, claim.sentence):
                return None
        rule, _ = FAMILIES[claim.family]
        name = (show.plan.show, one.source, one.heard.start_ms, claim.family, claim.term)
        return Alert(
            *(alert_id(*name), one.heard.start_ms, segment, one.source, one.speaker),
            *(claim.family, rule.code, claim.term, claim.sentence),
        )

    async def _write(self) -> None:
        while self._unwritten:
            await self._alerts.append(Raised(self._unwritten[0]))
            self._unwritten.pop(0)

    def _take(self, entries: list[At]) -> None:
        for one in entries:
            self.entries.append(one)
            self.book.take(one)
        if entries:
            self._say()

    def _say(self) -> None:
        shown = list(self._shown())
        self.text = json.dumps(
            {
                "type": "alerts",
                "open": self.open,
                "alerts": [alert_fields(one) for one in shown],
                "messages": [message_fields(at) for at in self.book.messages.values()],
            }
        )
        self.number += 1
        self._watch.notify()

    def _shown(self) -> Iterator[Standing]:
        newest = list(reversed(self.book.alerts.values()))
        waiting = [one for one in newest if one.decided is None][:SHOWN_MAX]
        yield from waiting
        decided = [one for one in newest if one.decided is not None]
        yield from decided[: SHOWN_MAX - len(waiting)]

    def _say_heard(self, caption: Caption) -> None:
        self.heard_text = json.dumps(
            {
                "type": "captions",
                "source": caption.source,
                "speaker": caption.speaker,
                "text": caption.text,
                "final": caption.final,
                "at_ms": caption.start_ms,
            }
        )
        self.heard_number += 1
        self._watch.notify()


def segment_of(show: Show, source: str, at_ms: int) -> str:
    """Return what was on where a source is: in the room of its name, else on the main stage."""
    if not any(room.id == source and room.segments for room in show.plan.rooms):
        return segment_at(show, at_ms)
    run = room_run(show, source)
    return run.on or "" if run and run.since_ms <= at_ms else ""


def segment_at(show: Show, at_ms: int) -> str:
    """Return the segment that was on air at an instant, "" when none was."""
    for run in reversed(show.runs):
        if (
            run.started_ms is not None
            and run.started_ms <= at_ms
            and (run.ended_ms is None or at_ms < run.ended_ms)
        ):
            return run.id
    return ""
