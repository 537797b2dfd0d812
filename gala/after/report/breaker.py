"""When the breaker held an unattended night: why, for how long, and who let it go on."""

from __future__ import annotations

from gala.after.account import Account
from gala.after.instants import clock_text
from gala.after.report.section import Section
from gala.core.breaker_events import BreakerTripped
from gala.core.events import ClockResumed, PanicCleared, ShowEnded
from gala.grid.table import Both, Column, Kind, Table

Held = tuple[BreakerTripped, Both]
_NOBODY: Both = ("—", "-")


def section(account: Account) -> Section:
    """Return every hold with its sums, and the seat that went on, or ended the night."""
    made = Table(
        "breaker",
        "熔断",
        "Breaker",
        (
            Column("at", "时刻", "At"),
            Column("segment", "停在哪个环节之前", "Held before"),
            Column("given_fen", "已送出", "Given", Kind.YUAN),
            Column("open_fen", "进行中最多", "Under way, at most", Kind.YUAN),
            Column("coming_fen", "这个环节最多", "This segment, at most", Kind.YUAN),
            Column("until", "到", "Until"),
            Column("by", "谁让继续的", "Who went on"),
        ),
    )
    held: Held | None = None
    for written in account.entries:
        event = written.event
        if isinstance(event, BreakerTripped):
            # As it was called then: an edit may have taken it out since.
            held = event, written.show.segment(event.segment).title
        elif held and isinstance(event, ClockResumed | PanicCleared | ShowEnded):
            made.add(*_row(account, held, event.at_ms, event.by))
            held = None
    if held:
        made.add(*_row(account, held, None, None))
    limits = account.show.plan.unattended
    spend_fen = limits.spend_fen if limits else 0
    note = (
        f"送出超过 {spend_fen} 分之前停住，等人决定。",
        f"Held before more than {spend_fen} fen would have been given away; a person decides then.",
    )
    return Section(("无人值守的熔断", "The breaker of an unattended night"), (made,), (note,))


def _row(
    account: Account, held: Held, until_ms: int | None, by: str | None
) -> tuple[str | int | Both | None, ...]:
    tripped, title = held
    offset_min = account.utc_offset_min
    until = clock_text(until_ms, offset_min) if until_ms is not None else None
    return (
        clock_text(tripped.at_ms, offset_min),
        title,
        tripped.given_fen,
        tripped.open_fen,
        tripped.coming_fen,
        until,
        by or _NOBODY,
    )
