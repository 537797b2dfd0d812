"""Hearts and flags by segment, as the log has them."""

from __future__ import annotations

from gala.after.account import Account
from gala.after.report.section import Section
from gala.core.feelings import NONE, REASONS
from gala.grid.table import Column, Table, count

_REASONS = {
    "exaggerated": ("夸大宣传", "Exaggerated"),
    "wrong_price": ("价格不对", "Wrong price"),
    "not_as_shown": ("与展示不符", "Not as shown"),
    "offensive": ("内容冒犯", "Offensive"),
    "other": ("其他问题", "Something else"),
}


def section(account: Account) -> Section:
    """Return a row for each segment that got hearts or flags, in the order of the sheet."""
    made = Table(
        "feelings",
        "观众感受",
        "What viewers felt",
        (
            Column("segment", "环节", "Segment"),
            count("hearts", "爱心", "Hearts"),
            count("hearts_rooms", "其中房间里", "Of these in rooms"),
            *(count(reason, *_REASONS[reason]) for reason in REASONS),
        ),
    )
    feelings = account.show.feelings or NONE
    for run in account.show.runs:
        hearts, flags = feelings.hearts_of(run.id), dict(feelings.flags_of(run.id))
        if hearts or flags:
            rooms = sum(n for one, room, n in feelings.hearts if one == run.id and room)
            made.add(
                account.title(run.id), hearts, rooms, *(flags.get(reason, 0) for reason in REASONS)
            )
    note = (
        "爱心是点击数，一位观众可以点很多次；边缘减负时不收。问题按人、环节、理由只记一次。",
        "Hearts are taps, of one viewer as many as he likes; edges under load take none. Flags "
        "count once for a viewer, segment and reason.",
    )
    return Section(("观众感受", "What viewers felt"), (made,), (note,) if made.rows else ())
