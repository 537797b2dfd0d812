"""Putting goods into the text of a sheet: all other lines, and the comments, stay as they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from gala.goods.block import good_lines
from gala.grid.wrong import SaidError
from run_sheet import Good
from run_sheet.compose import Document, compose

_COMMENT = re.compile(r"(?:^|(?<=\s))#.*$")
_BEFORE = ("promises", "segments")
"""The keys before which goods are put into a sheet that has none yet."""


class SpliceError(SaidError):
    """Goods cannot be put into this text; it says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Spliced:
    """The new text, and the ids of what is new, changed, gone and as before."""

    text: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    kept: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry in the sheet: the comments above it, and its own lines."""

    above: list[str]
    lines: list[str]
    good: Good | None


def spliced(text: str, goods: tuple[Good, ...]) -> Spliced:
    """Return the sheet `text` with `goods` in place of its own, in their order.

    Raises `SpliceError` when the text is not one where that can be done safely.
    """
    end = "\r\n" if "\r\n" in text else "\n"
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    body = text.removeprefix("\ufeff")
    document = compose(body)
    if not document.is_complete or not isinstance(document.data, dict):
        raise SpliceError(
            "流程单现在不是 YAML 的键值：见 gala check",
            "the sheet is no YAML mapping as it stands: see gala check",
        )
    lines = body.replace("\r\n", "\n").split("\n")
    first, last = _block(document, lines)
    entries = _entries(document, lines, first, last)
    made, kept, changed = _merged(entries, goods, _indent(lines, first, last))
    head = [lines[first]] if first < last and _is_block(lines[first]) else ["goods:"]
    gap = [] if first < last else [""]
    new = [*lines[:first], *head, *made, *gap, *lines[last:]]
    _check(document, "\n".join(new), goods)
    old = set(entries)
    ids = [good.id for good in goods]
    return Spliced(
        mark + end.join(new),
        added=tuple(name for name in ids if name not in old),
        changed=changed,
        removed=tuple(name for name in entries if name not in set(ids)),
        kept=kept,
    )


def _block(document: Document, lines: list[str]) -> tuple[int, int]:
    """Return the goods' lines as a slice; an empty one where they would go."""
    starts: dict[str, int] = {}
    for key in document.data:
        line, column = document.places.find((key,), on_key=True)
        if column != 1 or line in starts.values():
            raise SpliceError(
                "流程单有几个键写在同一行：每个键各占一行",
                "the sheet's keys share a line: give each a line of its own",
            )
        starts[key] = line - 1
    if "goods" in starts:
        first = starts["goods"]
        later = [line for line in starts.values() if line > first]
        return first, _without_comments(lines, min(later) if later else len(lines), first + 1)
    before = next((starts[key] for key in _BEFORE if key in starts), len(lines))
    place = _without_comments(lines, before, 0)
    while place < before and not lines[place].strip():
        place += 1
    return place, place


def _without_comments(lines: list[str], end: int, least: int) -> int:
    """Return `end`, moved before the blank lines and comments that belong to what follows."""
    while end > least and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    return end


def _is_block(line: str) -> bool:
    """Whether `goods:` has nothing behind it but a comment."""
    return not _COMMENT.sub("", line.partition(":")[2]).strip()


def _entries(document: Document, lines: list[str], first: int, last: int) -> dict[str, _Entry]:
    """Return the entries that the sheet has, by id."""
    items = document.data.get("goods")
    if first == last or not isinstance(items, list) or not items:
        return {}
    if not _is_block(lines[first]):
        if any(_COMMENT.search(line) for line in lines[first:last]):
            raise SpliceError(
                "商品写在 [ ] 里，中间有注释，改写会丢掉注释：每条商品各占一行，以 `- ` 开头",
                "the goods stand in [ ] with comments among them, which would be lost: put each "
                "entry on a line of its own, after `- `",
            )
        return {_id(item): _Entry([], [], _good(item)) for item in items}
    starts = [document.places.find(("goods", place))[0] - 1 for place in range(len(items))]
    for place, start in enumerate(starts):
        while start > first and not lines[start].lstrip().startswith("-"):
            start -= 1
        starts[place] = start
    entries: dict[str, _Entry] = {}
    before = first + 1
    for item, start, end in zip(items, starts, [*starts[1:], last], strict=True):
        own_end = _own_end(lines, start, end)
        entries[_id(item)] = _Entry(lines[before:start], lines[start:own_end], _good(item))
        before = own_end
    return entries


def _own_end(lines: list[str], start: int, end: int) -> int:
    """Return where an entry ends: comments and blank lines below it belong to the next one."""
    while end > start + 1 and (
        not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")
    ):
        end -= 1
    return end


def _merged(
    entries: dict[str, _Entry], goods: tuple[Good, ...], indent: str
) -> tuple[list[str], tuple[str, ...], tuple[str, ...]]:
    """Return the new entries' lines, and the ids of those that are as before, and that are not."""
    made: list[str] = []
    kept: list[str] = []
    changed: list[str] = []
    for good in goods:
        entry = entries.get(good.id)
        if entry is None:
            made += good_lines(good, indent)
            continue
        made += entry.above
        if entry.good == good:
            kept.append(good.id)
            made += entry.lines or good_lines(good, indent)
        else:
            changed.append(good.id)
            said = [found.group() for line in entry.lines if (found := _COMMENT.search(line))]
            made += [f"{indent}{comment}" for comment in said]
            made += good_lines(good, indent)
    return made, tuple(kept), tuple(changed)


def _indent(lines: list[str], first: int, last: int) -> str:
    """Return what stands before the dashes of the sheet's own entries."""
    for line in lines[first + 1 : last]:
        if line.lstrip().startswith("-"):
            return line[: len(line) - len(line.lstrip())]
    return "  "


def _check(document: Document, text: str, goods: tuple[Good, ...]) -> None:
    """Hold the new text to say what the old one said, but for its goods."""
    new = compose(text)
    if new.is_complete and isinstance(new.data, dict):
        others = {key: value for key, value in new.data.items() if key != "goods"}
        before = {key: value for key, value in document.data.items() if key != "goods"}
        if others == before and tuple(map(_good, new.data.get("goods") or [])) == goods:
            return
    raise SpliceError(
        "放进这些商品会改动别的内容：不加 --into 打印出来，自己粘贴",
        "the goods cannot be put into this sheet without changing something else: print them "
        "without --into, and paste them yourself",
    )


def _good(item: Any) -> Good | None:
    try:
        return Good.model_validate(item)
    except ValueError:
        return None


def _id(item: Any) -> str:
    return str(item.get("id")) if isinstance(item, dict) else repr(item)
