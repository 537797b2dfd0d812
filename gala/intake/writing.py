"""The text of a sheet out of the segments of a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gala.intake.items import Item
from run_sheet import KINDS, Outlet, Text
from run_sheet.durations import format_duration
from run_sheet.starter import SCHEMA_NAME
from run_sheet.writing import scalar, text_value

_GIVEN = frozenset(["id", "kind", "title"])


def sheet_text(
    sheet_id: str,
    title: Text,
    start: str,
    outlets: Sequence[Outlet],
    items: Sequence[Item],
    comments: Sequence[str],
) -> str:
    """Return a sheet; what a segment still lacks is named in a comment inside it."""
    lines = [f"# yaml-language-server: $schema={SCHEMA_NAME}", "#"]
    lines += [f"# {' '.join(one.split())}" for one in comments]
    lines += ["gala: 1", f"id: {scalar(sheet_id)}", f"title: {text_value(title)}"]
    lines += [f"start: {start}", "", "outlets:"]
    lines += [
        f"  - {{id: {scalar(one.id)}, title: {text_value(one.title)}, "
        f"delay: {format_duration(one.delay_ms)}}}"
        for one in outlets
    ]
    lines += ["", "segments:"]
    for item in items:
        lines += _segment(item)
    return "\n".join(lines) + "\n"


def _segment(item: Item) -> Iterator[str]:
    yield f"  - id: {scalar(item.id)}"
    yield f"    kind: {item.kind}"
    yield f"    title: {text_value(item.title)}"
    if item.length_ms is not None:
        yield f"    length: {format_duration(item.length_ms)}"
    if item.at is not None:
        yield f'    at: "{item.at}"'
    if item.ends is not None:
        yield f'    ends: "{item.ends}"'
    for key, value in item.more.items():
        yield f"    {key}: {value}"
    if item.prizes:
        yield "    prizes:"
        yield from (f"      - {prize}" for prize in item.prizes)
    if item.guests:
        yield "    guests:"
        for role, count in item.guests:
            more = f", count: {count}" if count != 1 else ""
            yield f"      - {{role: {scalar(role)}{more}}}"
    yield from _texts("notes", "\n".join(item.notes), "\n".join(item.notes_en))
    yield from _texts("prompter", item.prompter, item.prompter_en)
    if lacks := missing(item):
        yield f"    # 待填 / to fill in: {', '.join(lacks)}"


def missing(item: Item) -> list[str]:
    """Return the keys that a segment of this kind needs and the table has not."""
    has = {*_GIVEN, *item.more} | ({"length"} if item.length_ms is not None else set())
    has |= {"prizes"} if item.prizes else set()
    needed = [
        info.alias or name
        for name, info in KINDS[item.kind].model_fields.items()
        if info.is_required()
    ]
    # Of these one of two is needed, which the model leaves open.
    own = [] if "entries" in item.more else ["opens", "open_for"]
    needed += {"visit": ["room"], "draw": own}.get(item.kind, [])
    return [key for key in needed if key not in has]


def _texts(key: str, zh: str, en: str) -> Iterator[str]:
    """Yield a segment's text as its key: one stands for both languages."""
    if zh and en:
        yield f"    {key}:"
        yield from _block("      zh", zh)
        yield from _block("      en", en)
    elif zh or en:
        yield from _block(f"    {key}", zh or en)


def _block(key: str, text: str) -> Iterator[str]:
    if "\n" not in text:
        yield f"{key}: {scalar(text)}"
        return
    indent = " " * (len(key) - len(key.lstrip()) + 2)
    yield f"{key}: |-"
    for line in text.split("\n"):
        yield f"{indent}{line}" if line else ""
