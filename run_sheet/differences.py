"""What is different between two sheets, in a producer's terms and in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from .compared import Change, Part, Place, What, changes, moved
from .durations import format_duration
from .field_words import word
from .instants import format_clock
from .kinds import AnySegment, Draw, Segment, WindowSegment
from .model import RunSheet
from .said import Said
from .value_words import delta_said, value_said

_SEGMENTS = Part("segments", "segments")

_Order = tuple[Sequence[Segment], Sequence[int]]
"""Segments, and when each is planned to start."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is different; `place` is like `segments.song.length`, empty for the finish.

    `before` and `after` are values of the model; None stands for what is not there.
    """

    what: What
    place: str
    said: Said
    before: Any
    after: Any


def differences(old: RunSheet, new: RunSheet) -> tuple[Difference, ...]:
    """Return all that is different: empty exactly when both sheets mean the same.

    First the parts, then the segments in the order of `new`, then what starts at another time and
    when the night is planned to end.
    """
    return tuple(_all(old, new))


def finish_said(before_ms: int, after_ms: int, utc_offset_min: int) -> Said:
    """Return when a night was and is planned to end, and how much later or earlier that is."""
    before, after = (format_clock(ms, utc_offset_min) for ms in (before_ms, after_ms))
    if before_ms == after_ms:
        return Said(f"计划结束 {after}，不变", f"planned to end at {after}, as before")
    shift = _shift(after_ms - before_ms)
    return Said(
        f"计划结束 {before} → {after}（{shift.zh}）",
        f"planned to end at {before} -> {after} ({shift.en})",
    )


def _all(old: RunSheet, new: RunSheet) -> Iterator[Difference]:
    offset_min = new.utc_offset_min
    for change in changes(old, new, skip=frozenset(["segments"])):
        yield _told(change, offset_min)
    yield from _segments(old, new)
    yield from _starts(old, new)
    if old.planned_end_ms != new.planned_end_ms:
        said = finish_said(old.planned_end_ms, new.planned_end_ms, offset_min)
        yield Difference("finish", "", said, old.planned_end_ms, new.planned_end_ms)


def _segments(old: RunSheet, new: RunSheet) -> Iterator[Difference]:
    before, after = ({one.id: one for one in sheet.segments} for sheet in (old, new))
    follows_old, follows_new = _follows(tuple(before)), _follows(tuple(after))
    for name, segment in before.items():
        if name not in after:
            said = _appeared(segment, follows_old[name], Said("去掉", "removed"))
            yield Difference("removed", f"segments.{name}", said, segment, None)
    shifted = set(moved(tuple(before), tuple(after)))
    for name, segment in after.items():
        if name not in before:
            said = _appeared(segment, follows_new[name], Said("新增", "added"))
            yield Difference("added", f"segments.{name}", said, None, segment)
            continue
        if name in shifted:
            was, now = _behind(follows_old[name]), _behind(follows_new[name])
            said = Said(
                f"环节 `{name}` 移到{now.zh}（原来在{was.zh}）",
                f"segment `{name}` moved: now {now.en} (was {was.en})",
            )
            place = f"segments.{name}"
            yield Difference("moved", place, said, follows_old[name], follows_new[name])
        part = Part(_SEGMENTS.field, _SEGMENTS.key, name)
        for change in changes(before[name], segment, (part,)):
            yield _told(change, new.utc_offset_min)


def _starts(old: RunSheet, new: RunSheet) -> Iterator[Difference]:
    """Yield each run of segments that start so much later or earlier than they did.

    What only goes along with the start of the show is told with that.
    """
    before, after = ((one.segments, one.planned_starts()) for one in (old, new))
    yield from _starts_of(old, new, before, after)
    rooms = {room.id: room for room in old.rooms}
    for room in new.rooms:
        if (was := rooms.get(room.id)) is not None:
            own_before = (was.segments or (), was.planned_starts(old.start_ms))
            own_after = (room.segments or (), room.planned_starts(new.start_ms))
            yield from _starts_of(old, new, own_before, own_after, room.id)


def _starts_of(
    old: RunSheet, new: RunSheet, before: _Order, after: _Order, room: str = ""
) -> Iterator[Difference]:
    started = dict(zip((one.id for one in before[0]), before[1], strict=True))
    timed = [
        (segment, started[segment.id], now_ms)
        for segment, now_ms in zip(*after, strict=True)
        if segment.id in started
    ]
    for shift_ms, run in groupby(timed, key=lambda one: one[2] - one[1]):
        if shift_ms not in (0, new.start_ms - old.start_ms):
            ran = list(run)
            first, before_ms, after_ms = ran[0]
            said = _run_said([one[0] for one in ran], shift_ms)
            clocks = tuple(format_clock(ms, new.utc_offset_min) for ms in (before_ms, after_ms))
            said = Said(f"{said.zh}，{' → '.join(clocks)}", f"{said.en}, {' -> '.join(clocks)}")
            place = f"segments.{first.id}"
            if room:
                place = f"rooms.{room}.{place}"
                said = Said(f"房间 `{room}` 里，{said.zh}", f"in room `{room}`, {said.en}")
            yield Difference("starts", place, said, before_ms, after_ms)


def _run_said(run: list[Segment], shift_ms: int) -> Said:
    shift = _shift(shift_ms)
    names = f"`{run[0].id}`"
    windows = [
        f"`{one.id}`" for one in run
        if isinstance(one, WindowSegment) or (isinstance(one, Draw) and one.opens_ms is not None)
    ]  # fmt: skip
    zh, en = f"环节 {names} ", f"segment {names} starts"
    if len(run) > 1:
        zh = f"从 {names} 到 `{run[-1].id}` 共 {len(run)} 个环节"
        en = f"{len(run)} segments from {names} to `{run[-1].id}` start"
    if windows:
        with_zh, with_en = (
            f"（窗口一起：{'、'.join(windows)}）",
            f" (windows: {', '.join(windows)})",
        )
    else:
        with_zh = with_en = ""
    return Said(f"{zh}{shift.zh} 开始{with_zh}", f"{en} {shift.en}{with_en}")


def _told(change: Change, offset_min: int) -> Difference:
    return Difference(
        change.what,
        ".".join(f"{part.key}.{part.id}" if part.id else part.key for part in change.place),
        _changed_said(change, offset_min),
        change.before,
        change.after,
    )


def _changed_said(change: Change, offset_min: int) -> Said:
    place, field = _place_said(change.place), change.place[-1].field
    if change.what == "reordered":
        return Said(f"{place.zh}：换了先后", f"{place.en}: another order")
    before, after = (value_said(field, one, offset_min) for one in (change.before, change.after))
    if change.what == "added":
        return Said(f"新增{place.zh}：{after.zh}", f"added {place.en}: {after.en}")
    if change.what == "removed":
        return Said(f"去掉{place.zh}：{before.zh}", f"removed {place.en}: {before.en}")
    if field == "length_ms" and change.before and change.after:
        shift = change.after - change.before
        much = format_duration(abs(shift))
        zh, en = ("加长", "longer") if shift > 0 else ("缩短", "shorter")
        owner = _place_said(change.place[:-1])
        return Said(
            f"{owner.zh} {zh} {much}（{before.zh} → {after.zh}）",
            f"{owner.en} is {en} by {much} ({before.en} -> {after.en})",
        )
    delta = delta_said(field, change.before, change.after)
    if before == after:
        return Said(f"{place.zh}：改了", f"{place.en}: changed")
    # Who reads one language must see what was changed in the other alone.
    if before.zh == after.zh:
        zh = f"{place.zh}（英文）：{before.en} → {after.en}"
        return Said(zh, f"{place.en}: {before.en} -> {after.en}")
    if before.en == after.en:
        en = f"{place.en} (in Chinese): {before.zh} -> {after.zh}"
        return Said(f"{place.zh}：{before.zh} → {after.zh}", en)
    return Said(
        f"{place.zh}：{before.zh} → {after.zh}{delta.zh}",
        f"{place.en}: {before.en} -> {after.en}{delta.en}",
    )


def _place_said(place: Place) -> Said:
    said = [
        Said(f"{name.zh} `{part.id}`", f"{name.en} `{part.id}`") if part.id else name
        for part in place
        for name in [word(part.field, part.key)]
    ]
    return Said(" ".join(one.zh for one in said), " ".join(one.en for one in said))


def _appeared(segment: AnySegment, follows: str | None, verb: Said) -> Said:
    length = format_duration(segment.length_ms)
    behind = _behind(follows)
    kind, title = segment.kind, segment.title
    return Said(
        f"{verb.zh}环节 `{segment.id}`「{title.zh}」（{kind}，{length}），在{behind.zh}",
        f'{verb.en} segment `{segment.id}` "{title.en}" ({kind}, {length}), {behind.en}',
    )


def _behind(follows: str | None) -> Said:
    if follows is None:
        return Said("最前面", "at the beginning")
    return Said(f" `{follows}` 之后", f"after `{follows}`")


def _follows(names: tuple[str, ...]) -> dict[str, str | None]:
    """Return what each comes after."""
    return dict(zip(names, (None, *names[:-1]), strict=True))


def _shift(shift_ms: int) -> Said:
    much = format_duration(abs(shift_ms))
    return Said(f"晚 {much}", f"{much} later") if shift_ms > 0 else Said(
        f"早 {much}", f"{much} earlier"
    )  # fmt: skip
