"""What a new show begins with, as the command line asks for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from gala.cli import beacons, promises
from gala.cli.failure import Failure
from gala.cli.operator_keys import OperatorKeys
from gala.cli.sheets import Sheet
from gala.cli.times import pace_milli, start_ms
from gala.conductor.opening import OtherShow, open_show
from gala.core.log import Header, LogReader, header_line
from gala.proof.approval import Approval
from gala.proof.audit import Audit
from gala.proof.promise import Promise
from gala.store.show import Store
from run_sheet import digest

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")

NOW_LEAD_MS = 5_000
"""How long before its start a show that starts now opens its doors."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """A run sheet and how it is to go on air. Without `at_ms` the show starts now.

    `planned` prefers the sheet's own start while that is still to come. `audits` are the signatures
    under what it sells, `approvals` those under a sheet that nobody drives.
    """

    sheet: Sheet
    show: str
    pace_milli: int
    at_ms: int | None
    planned: bool
    auto: bool
    keys: OperatorKeys
    beacon: str
    rehearsal: bool = False
    audits: tuple[Audit, ...] = ()
    approvals: tuple[Approval, ...] = ()

    def header(self, now_ms: int, promise: Promise) -> Header:
        """Return the header of a show that is put into the store at `now_ms`."""
        origin_ms = now_ms + NOW_LEAD_MS
        if self.at_ms is not None:
            origin_ms = self.at_ms
        elif self.planned and self.sheet.sheet.start_ms > now_ms:
            origin_ms = self.sheet.sheet.start_ms
        return Header(
            show=self.show,
            sheet=self.sheet.text,
            sheet_digest=digest(self.sheet.sheet),
            pace_milli=self.pace_milli,
            origin_ms=origin_ms,
            mode="auto" if self.auto else "manual",
            beacon=beacons.beacon(self.beacon, self.keys, origin_ms, self.pace_milli),
            keys=self.keys.log_keys,
            rehearsal=self.rehearsal,
            promise=promise,
            audits=self.audits,
            approvals=self.approvals,
        )


def beginning(
    sheet: Sheet,
    show: str,
    *,
    start: str | None,
    pace: float | None,
    auto: bool | None,
    keys: OperatorKeys,
    beacon: str = "rehearsal",
    rehearsal: bool = False,
    audits: tuple[Audit, ...] = (),
    approvals: tuple[Approval, ...] = (),
) -> Beginning:
    """Read what was asked for; None is what was not said. Raises `Failure`."""
    if not nameable(show):
        raise Failure(
            f"{show!r} cannot name a show: it is part of every proof, and has 1 to 40 small "
            "letters, digits and hyphens"
        )
    return Beginning(
        sheet,
        show,
        pace_milli(1.0 if pace is None else pace),
        start_ms(start),
        planned=start is None,
        auto=auto is not False,
        keys=keys,
        beacon=beacon,
        rehearsal=rehearsal,
        audits=audits,
        approvals=approvals,
    )


def nameable(show: str) -> bool:
    """Whether this can name a show: it is part of every proof, key and page."""
    return _NAME.fullmatch(show) is not None


async def begun(
    store: Store,
    header: Callable[[int, Promise], Header],
    found: LogReader | None,
    replicas: int | None,
    shards: int,
) -> LogReader:
    """Put a show into the store, if it is not the one that was `found` there. Raises `Failure`."""
    promise = found.header.promise if found else await promises.declared(store, replicas)
    made = header(store.clock.now_ms(), promise)
    if found is None:
        store.wait_for(promise.replicas)
        await store.cut_into(shards, _sold(made))
    try:
        return await open_show(store.log, made)
    except OtherShow as error:
        raise Failure(f"{error}. Name another with --show, or use another store.") from None


def _sold(header: Header) -> list[str]:
    """Return the windows of a show that sell units."""
    plan = LogReader(header_line(header)).show.plan
    windows = [segment.window for segment in plan.segments if segment.window]
    return [window.id for window in windows if window.stocked]
