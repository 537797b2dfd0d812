"""What an edit on air may not change now, and why: whatever viewers have seen or been told stands.

Free to be edited is what is still to come. The rest falls under one of these: it is on air, it was,
or it is announced; people have entered a draw under its rule; or somebody outside of the log was
told of it when the show began (tickets, edges, receipts) and cannot be told again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from gala.core.plan import LotPlan, Plan, SegmentPlan, Text, WhoRule
from gala.core.state import Show
from gala.core.tables import SegmentState, WindowState
from gala.core.trust.book import book_of
from run_sheet import RunSheet
from run_sheet.field_words import word

EDITABLE = frozenset(
    {
        *("goods", "promises", "segments", "budget", "draw_terms", "expected_viewers"),
        *("rules", "price_rules", "waive"),
    }
)
"""The keys of a sheet that an edit may touch. What a later format adds stands, until it is here."""

_CAME = {
    SegmentState.TAKING: ("已经预告", "it is announced"),
    SegmentState.ON_AIR: ("正在播出", "it is on air"),
    SegmentState.DONE: ("已经播出", "it has been on air"),
}
_ENTERED: Text = ("它的窗口已经开放过", "its window has been open")
_DRAWN: Text = ("它的抽奖已经开始", "its draw has begun")


@dataclass(frozen=True, slots=True)
class Barrier:
    """Something that cannot be changed now; `place` as in `run_sheet.differences`."""

    place: str
    said: Text


def barriers(show: Show, old: RunSheet, new: RunSheet, plan: Plan) -> tuple[Barrier, ...]:
    """Return what stands in the way of `new`, in the order of the sheet; empty for an edit that may
    be. `old` is the sheet in force, `plan` what `new` leads to."""
    return tuple(
        dict.fromkeys(
            [
                *_told_at_the_beginning(show, old, new, plan),
                *_segments(show, old, new, plan),
                *_lots(show, plan),
            ]
        )
    )


def stands(show: Show, segment: str) -> Text | None:
    """Return why a segment, or a filler, stands as it is; None while it may be edited."""
    run = show.run(segment)
    if run.state in _CAME:
        return _CAME[run.state]
    plan = show.segment(segment)
    window = show.window(plan.window.id) if plan.window else None
    if window and (window.gen or window.state is not WindowState.PLANNED):
        return _ENTERED
    if show.draw_of(segment) or any(one == segment for one, _ in show.given_up):
        return _DRAWN
    return None


def _told_at_the_beginning(
    show: Show, old: RunSheet, new: RunSheet, plan: Plan
) -> Iterator[Barrier]:
    for name, info in RunSheet.model_fields.items():
        if name not in EDITABLE and getattr(old, name) != getattr(new, name):
            key = info.alias or name
            zh, en = word(name, key)
            yield Barrier(key, (f"{zh}：开播时已经定下", f"{en}: settled when the show began"))
    same = (old.outlets, old.rooms) == (new.outlets, new.rooms)
    if same and (plan.outlets, plan.rooms) != (show.plan.outlets, show.plan.rooms):
        why = (
            "房间里要播的变了：开播时已经定下",
            "a room would show something else: it is settled",
        )
        yield Barrier("rooms", why)
    before, after = book_of(old), book_of(new)
    if (before.offers, before.tiers) != (after.offers, after.tiers):
        return  # told above
    for window, sold in after.windows.items():
        if before.windows.get(window) != sold:
            yield _barrier(
                window,
                "它带的保障写在夜晚的第一行里，收据指向那一行",
                "its guarantees stand in the night's first line, to which receipts point",
            )
    for window in before.windows.keys() - after.windows.keys():
        if any(one.id == window for one in new.segments):
            yield _barrier(
                window,
                "它的保障已经承诺：不能拿掉",
                "its guarantees are promised and cannot be taken away",
            )
    was_led = any(one.rooms for one in show.plan.segments)
    for one in plan.segments:
        if one.rooms and not was_led:
            yield _barrier(
                one.id,
                "开播时没有探房，观众端没有准备",
                "the show began without visits, and viewers cannot be led",
            )


def _segments(show: Show, old: RunSheet, new: RunSheet, plan: Plan) -> Iterator[Barrier]:
    before = {one.id: one for one in old.segments}
    after = {one.id: one for one in new.segments}
    shown = {one.id: one for one in plan.segments}
    for run in show.runs:
        was = show.segment(run.id)
        why = stands(show, run.id)
        owner = was.filler_for or run.id
        if why is not None:
            if run.id not in shown:
                yield _barrier(owner, f"{why[0]}：不能去掉", f"{why[1]}: it cannot be removed")
            elif was.filler_for is None and before[owner] != after[owner]:
                yield _barrier(owner, f"{why[0]}：不能改", f"{why[1]}: it stands as it is")
            elif _seen(was) != _seen(shown[run.id]):
                yield _barrier(
                    owner,
                    f"{why[0]}：会变成别的样子",
                    f"{why[1]}: something that it shows would be another",
                )
        elif run.id not in shown:
            yield from _removed(show, run.id, owner)
        elif was.kind != shown[run.id].kind:
            yield _barrier(owner, "换类型要用新的 id", "another kind needs an id of its own")
    for one in plan.segments:
        yield from _windows(show, one)
    yield from _order(show, plan)


def _removed(show: Show, segment: str, owner: str) -> Iterator[Barrier]:
    if show.standby == segment and show.run(segment).state is SegmentState.READY:
        yield _barrier(
            owner,
            "已经准备好：先准备别的环节",
            "it is made ready: make another one ready first",
        )
    feelings = show.feelings
    rows = [*feelings.hearts, *feelings.flags] if feelings else []
    if any(one.segment == segment for one in show.visits) or any(row[0] == segment for row in rows):
        yield _barrier(owner, "已经播出过：不能去掉", "it has been on air: it cannot be removed")


def _windows(show: Show, one: SegmentPlan) -> Iterator[Barrier]:
    """What edges were told of a window when the show began, and the store of how it lies there."""
    window = one.window
    was = show.segment(one.id) if one.id in show.plan.places else None
    if any(one.id in edit.retired for edit in show.edits) and was is None:
        yield _barrier(
            one.filler_for or one.id,
            "今晚去掉过的环节，id 不再用：换一个",
            "the id of a segment that was removed tonight is not used again: take another",
        )
    if window is None:
        return
    if was is None or was.window is None:
        if window.quantity_max != 1 or window.weighed or window.who is not None:
            yield _barrier(
                one.id,
                "新加的窗口要对所有人一样：谁能参加、每人几次、权重，开播时已经告诉入口",
                "a new window must be alike for everybody: who may take part, how often, and what "
                "an entry weighs was told to the edges when the show began",
            )
        return
    if (window.quantity_max, window.weighed, _rule(window.who)) != (
        *(was.window.quantity_max, was.window.weighed),
        _rule(was.window.who),
    ):
        yield _barrier(
            one.id,
            "谁能参加、每人几次、权重，开播时已经告诉入口",
            "who may take part, how often, and what an entry weighs was told to the edges when "
            "the show began",
        )
    if window.stocked != was.window.stocked:
        yield _barrier(
            one.id,
            "先到先得和抽签不能互换：换成新的环节",
            "first come and by lot cannot be changed for each other: make it a new segment",
        )


def _order(show: Show, plan: Plan) -> Iterator[Barrier]:
    """What came stands in its order, and what is to come comes after it."""
    places = {one.id: place for place, one in enumerate(plan.segments)}
    came = [run.id for run in show.runs if stands(show, run.id) and run.id in places]
    if [places[one] for one in came] != sorted(places[one] for one in came):
        why = ("已经播出的先后不能改", "what has been on air stands in its order")
        yield Barrier("segments", why)
    if show.current not in places:
        return
    assert show.current is not None
    here = places[show.current]
    behind = {run.id for run in show.runs[: show.index(show.current)]}
    for one in plan.segments[:here]:
        if one.id not in behind and one.filler_for is None:
            yield _barrier(
                one.id,
                f"排在正在播出的 `{show.current}` 前面：不会播了",
                f"it stands before `{show.current}`, which is on air: it would never come",
            )


def _lots(show: Show, plan: Plan) -> Iterator[Barrier]:
    """People have entered a draw under the rule that they were shown."""
    old, new = _by_window(show.plan.segments), _by_window(plan.segments)
    for window in show.windows:
        if window.gen == 0:
            continue
        before, after = old.get(window.id, {}), new.get(window.id, {})
        for segment in (*before, *(one for one in after if one not in before)):
            if before.get(segment) != after.get(segment):
                yield _barrier(
                    segment,
                    f"`{window.id}` 已经有人报名：抽什么、怎么抽不能改",
                    f"people have entered `{window.id}`: what is drawn from it, and how, stands",
                )


def _by_window(segments: Iterable[SegmentPlan]) -> dict[str, dict[str, LotPlan]]:
    found: dict[str, dict[str, LotPlan]] = {}
    for one in segments:
        if one.lot:
            found.setdefault(one.lot.window, {})[one.id] = one.lot
    return found


def _seen(segment: SegmentPlan) -> SegmentPlan:
    """What a segment is, but for its time: at another pace that is shared out anew."""
    return replace(segment, length_ms=0)


def _rule(who: WhoRule | None) -> WhoRule | None:
    """A rule as edges hold it: titles are for pages."""
    return replace(who, titles=()) if who else None


def _barrier(segment: str, zh: str, en: str) -> Barrier:
    return Barrier(f"segments.{segment}", (f"`{segment}`：{zh}", f"`{segment}`: {en}"))
