"""Whether what is given fits those who can take part, the rooms, and the outlets' delays."""

from __future__ import annotations

from collections.abc import Iterator

from ..durations import format_duration
from ..kinds import Draw, Rain, Seckill, Visit
from ..model import RunSheet
from ..problem import Finding, Path
from ..rules import Rule
from ..said import Said
from ..who import Who


def capacity_findings(sheet: RunSheet) -> Iterator[Finding]:
    """Yield what nobody is there to take, visits without room, and windows that run together."""
    for index, segment in enumerate(sheet.segments):
        path: Path = ("segments", index)
        if isinstance(segment, Rain):
            viewers = _viewers(sheet, segment.who)
            most = None if viewers is None else viewers * segment.per_viewer
            yield from _fits(segment.packets, most, (*path, "packets"))
        elif isinstance(segment, Seckill):
            most = _viewers(sheet, segment.who)
            yield from _fits(segment.stock_total, most, (*path, "stock"))
        elif isinstance(segment, Draw):
            won = sum(prize.count for prize in segment.prizes)
            yield from _fits(won, sheet.expected_viewers, (*path, "prizes"))
        elif isinstance(segment, Visit):
            yield from _rooms(sheet, segment, index)
    yield from _windows(sheet)


def _viewers(sheet: RunSheet, who: Who | None) -> int | None:
    """Return how many can take part at most, None when nobody has said."""
    listed = who.listed.count if who is not None and who.listed is not None else None
    known = [number for number in (sheet.expected_viewers, listed) if number is not None]
    return min(known, default=None)


def _fits(given: int, most: int | None, path: Path) -> Iterator[Finding]:
    if most is not None and given > most:
        yield Finding(
            Rule.MORE_THAN_VIEWERS,
            path,
            Said(
                f"要送出 {given} 份，能参加的人最多拿 {most} 份：剩下的没有人要",
                f"{given} to give, but those who can take part get {most} at most: "
                f"{given - most} are for nobody",
            ),
            Said(
                "少准备一些，或改正 `expected_viewers`、名单人数和每人上限",
                "give fewer, or correct `expected_viewers`, the list's count or the limit for each",
            ),
            on_key=path[-1] in ("stock", "prizes"),
        )


def _rooms(sheet: RunSheet, visit: Visit, index: int) -> Iterator[Finding]:
    capacity = {room.id: room.capacity for room in sheet.rooms}
    places = sum(capacity[room] for room, _ in visit.weights)
    if sheet.expected_viewers is not None and sheet.expected_viewers > places:
        yield Finding(
            Rule.VISIT_OVERFULL,
            ("segments", index, "room" if visit.rooms is None else "rooms"),
            Said(
                f"预计 {sheet.expected_viewers} 人在看，要去的房间只容得下 {places} 人：其余的人"
                "留在主会场",
                f"{sheet.expected_viewers} viewers are expected, the rooms of this visit take "
                f"{places}: the others find them full and stay on the main stage",
            ),
            Said(
                "多开几个房间，或提高房间的 `capacity`",
                "visit more rooms, or give them a larger `capacity`",
            ),
            on_key=True,
        )


def _windows(sheet: RunSheet) -> Iterator[Finding]:
    """A window that opens on the first outlet while the one before is open on the last."""
    delays = sorted((outlet.delay_ms, outlet.id) for outlet in sheet.outlets)
    (first_ms, first), (last_ms, last) = delays[0], delays[-1]
    closed_ms, before = 0, ""
    for index, (segment, starts_ms) in enumerate(
        zip(sheet.segments, sheet.planned_starts(), strict=True)
    ):
        if not isinstance(segment, Seckill | Rain | Draw) or segment.open_for_ms is None:
            continue
        opens_ms = starts_ms + (segment.opens_ms or 0)
        together_ms = closed_ms + last_ms - opens_ms - first_ms
        if before and together_ms > 0:
            long = format_duration(together_ms)
            yield Finding(
                Rule.WINDOWS_TOO_CLOSE,
                ("segments", index, "opens"),
                Said(
                    f"`{before}` 在 `{last}` 上还开着 {long}，`{segment.id}` 在 `{first}` 上已经"
                    "打开：两个都看的人同时面对两个窗口",
                    f"`{before}` is still open on `{last}` for {long} when `{segment.id}` opens on "
                    f"`{first}`: who has both sees two windows at once",
                ),
                Said(
                    f"晚 {long} 再打开，或让前一个早些关",
                    f"open it {long} later, or close the one before earlier",
                ),
            )
        if opens_ms + segment.open_for_ms > closed_ms:
            closed_ms, before = opens_ms + segment.open_for_ms, segment.id
