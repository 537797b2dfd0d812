"""A sheet's text with a few segments changed, as somebody asks who has no editor at hand.

The sheet is written anew, with its templates and loops written out; its comments stay in the text
before. Whether it may go on air is for `parse` to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from .compose import DEPTH_MAX, compose
from .expand import expand
from .flat import flat
from .said import Said

CHANGES_MAX = 100

_KEYS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "set": (frozenset({"segment", "values"}), frozenset()),
    "insert": (frozenset({"values"}), frozenset({"after"})),
    "move": (frozenset({"segment"}), frozenset({"after"})),
    "remove": (frozenset({"segment"}), frozenset()),
}
"""By what to do: the keys that it must have, and those that it may have."""


class Amiss(Exception):
    """A change that cannot be made to this sheet; `said` says why."""

    def __init__(self, said: Said) -> None:
        super().__init__(said.en)
        self.said = said


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `do` is `set`, `insert`, `move` or `remove`.

    `values` are keys of a segment as a sheet writes them; None takes a key away. What is inserted
    or moved goes behind the segment `after`, or, without one, to the beginning.
    """

    do: str
    segment: str = ""
    values: tuple[tuple[str, Any], ...] = ()
    after: str | None = None


def read_changes(value: object) -> tuple[Change, ...]:
    """Return the changes in a list of JSON objects. Raises `ValueError` saying what is wrong."""
    if not isinstance(value, list) or not 1 <= len(value) <= CHANGES_MAX:
        raise ValueError(f"`changes` is a list of 1 to {CHANGES_MAX}")
    return tuple(map(_change, value))


def _change(value: object) -> Change:
    do = value.get("do") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(do, str) or do not in _KEYS:
        raise ValueError(f"a change has a `do`: {', '.join(_KEYS)}")
    must, may = _KEYS[do]
    keys = value.keys() - {"do"}
    if not must <= keys <= must | may:
        raise ValueError(f"`{do}` has {' and '.join(f'`{key}`' for key in sorted(must))}")
    segment, after, values = value.get("segment", ""), value.get("after"), value.get("values", {})
    if not isinstance(segment, str) or not isinstance(after, str | None):
        raise ValueError("`segment` and `after` are ids of segments")
    if not isinstance(values, dict):
        raise ValueError("`values` are keys of a segment")
    if _is_deeper(values, DEPTH_MAX):
        raise ValueError(f"`values` are nested more than {DEPTH_MAX} deep")
    return Change(do, segment, tuple(values.items()), after)


def _is_deeper(value: object, depth: int) -> bool:
    inner = value.values() if isinstance(value, dict) else value
    if not isinstance(inner, Iterable) or isinstance(inner, str):
        return False
    return depth == 0 or any(_is_deeper(one, depth - 1) for one in inner)


def amended(text: str, changes: Sequence[Change]) -> str:
    """Return the text of a sheet that `parse` has passed, with `changes` made one by one.

    Raises `Amiss`.
    """
    data = expand(compose(text), {}).data
    segments = list(data["segments"])
    for change in changes:
        _make(segments, change)
    return flat({**data, "segments": segments})


def _make(segments: list[Any], change: Change) -> None:
    if change.do == "insert":
        made = {key: value for key, value in change.values if value is not None}
        segments.insert(_behind(segments, change.after), made)
        return
    place = _place(segments, change.segment)
    if change.do == "remove":
        del segments[place]
    elif change.do == "move" and change.after != change.segment:
        segment = segments.pop(place)
        segments.insert(_behind(segments, change.after), segment)
    elif change.do == "set":
        values = {**segments[place], **dict(change.values)}
        segments[place] = {key: value for key, value in values.items() if value is not None}


def _behind(segments: Sequence[Any], after: str | None) -> int:
    return 0 if after is None else _place(segments, after) + 1


def _place(segments: Sequence[Any], name: str) -> int:
    for place, segment in enumerate(segments):
        if segment.get("id") == name:
            return place
    raise Amiss(
        Said(
            f"流程单里没有环节 `{name[:60]}`：也许已经改了，请重新打开",
            f"there is no segment `{name[:60]}`: the sheet may have been edited; open it anew",
        )
    )
