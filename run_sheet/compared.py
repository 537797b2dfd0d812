"""Two parts of a sheet, key by key: what is there, gone, in another order or another value.

It follows the models, so a key that the format gets later is compared without a word about it here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel

from .text import Text

What = Literal["added", "removed", "moved", "reordered", "changed", "starts", "finish"]


class Part(NamedTuple):
    """A step down into a sheet: a field and its key, and the id of the entry where it has ids."""

    field: str
    key: str
    id: str | None = None


Place = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What is different at a place; `before` is None for what is added, `after` for what is gone.

    Of a list without ids, both have only the entries that the other has not.
    """

    what: What
    place: Place
    before: Any
    after: Any


def changes(
    old: BaseModel, new: BaseModel, place: Place = (), skip: frozenset[str] = frozenset()
) -> Iterator[Change]:
    """Yield what is different between two models, without the fields of `skip`.

    They may be of different kinds: a field that one lacks counts as left out.
    """
    for name, key in _fields(old, new):
        if name not in skip:
            before, after = getattr(old, name, None), getattr(new, name, None)
            yield from _values(before, after, (*place, Part(name, key)))


def moved(old: Sequence[str], new: Sequence[str]) -> tuple[str, ...]:
    """Return the fewest entries that must move for the order of `old` to become that of `new`."""
    rank = {name: index for index, name in enumerate(old)}
    common = [name for name in new if name in rank]
    stays = _longest_rise([rank[name] for name in common])
    return tuple(name for index, name in enumerate(common) if index not in stays)


def _longest_rise(numbers: Sequence[int]) -> set[int]:
    """Return the indexes of a longest rising subsequence."""
    ends: list[int] = []
    before: list[int | None] = []
    for index, number in enumerate(numbers):
        low, high = 0, len(ends)
        while low < high:
            middle = (low + high) // 2
            if numbers[ends[middle]] < number:
                low = middle + 1
            else:
                high = middle
        before.append(ends[low - 1] if low else None)
        ends[low : low + 1] = [index]
    kept: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return kept


def _fields(old: BaseModel, new: BaseModel) -> list[tuple[str, str]]:
    known = type(old).model_fields | type(new).model_fields
    return [(name, info.alias or name) for name, info in known.items()]


def _values(before: Any, after: Any, place: Place) -> Iterator[Change]:
    if before == after:
        return
    old_entries, new_entries = _entries(before), _entries(after)
    if _is_part(before) and _is_part(after):
        yield from changes(before, after, place)
    elif old_entries is not None and new_entries is not None and (old_entries or new_entries):
        yield from _by_id(old_entries, new_entries, place)
    elif _is_list(before) and _is_list(after):
        gone = tuple(one for one in before if one not in after)
        come = tuple(one for one in after if one not in before)
        what: What = "changed" if gone or come else "reordered"
        yield Change(what, place, gone or None, come or None)
    else:
        yield Change("changed", place, before, after)


def _by_id(old: dict[str, Any], new: dict[str, Any], place: Place) -> Iterator[Change]:
    *above, last = place
    for name in [*old, *(name for name in new if name not in old)]:
        here = (*above, Part(last.field, last.key, name))
        if name not in new:
            yield Change("removed", here, old[name], None)
        elif name not in old:
            yield Change("added", here, None, new[name])
        else:
            yield from _values(old[name], new[name], here)
    if moved(tuple(old), tuple(new)):
        yield Change("reordered", place, tuple(old), tuple(new))


def _entries(value: Any) -> dict[str, Any] | None:
    """Return the entries of a list by their ids, or of a mapping by its keys; else None.

    Nothing at all and a key that is left out are the same here: no entries.
    """
    if value is None:
        return {}
    if not _is_list(value):
        return None
    if all(isinstance(one, BaseModel) and hasattr(one, "id") for one in value):
        return {one.id: one for one in value}
    if all(type(one) is tuple and len(one) == 2 and isinstance(one[0], str) for one in value):
        return dict(value)
    return None


def _is_list(value: Any) -> bool:
    """Whether it is a plain tuple: a named one is a value."""
    return type(value) is tuple


def _is_part(value: Any) -> bool:
    return isinstance(value, BaseModel) and not isinstance(value, Text)
