"""A row of a table as the segment that it is to be, and the texts of the sheet it goes into."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from run_sheet import Text
from run_sheet.text import TITLE_CHARACTERS_MAX

_UNFIT = re.compile(r"[^a-z0-9]+")
_LETTER = re.compile(r"[a-z]")


@dataclass(slots=True)
class Item:
    """What a row says. Times are ms, `start_ms` and `end_ms` since midnight; None is unsaid.

    `lengths_ms` has what its length can mean, the likeliest first. `more` has the lines of keys
    that only its kind has, by key, and `prizes` a line for each. `notes` and `notes_en` have a text
    for each line; `prompter` and `prompter_en` are the host's words, whole.
    """

    row: int
    kind: str
    title: Text
    named: str = ""
    lengths_ms: tuple[int, ...] = ()
    start_ms: int | None = None
    end_ms: int | None = None
    guests: tuple[tuple[str, int], ...] = ()
    more: dict[str, str] = field(default_factory=dict)
    prizes: tuple[str, ...] = ()
    notes: list[str] = field(default_factory=list)
    notes_en: list[str] = field(default_factory=list)
    prompter: str = ""
    prompter_en: str = ""

    id: str = ""
    length_ms: int | None = None
    at: str | None = None
    ends: str | None = None


def line_of(text: str) -> str:
    """Return a title that fits on a line: the first line of a text, cut where it is too long."""
    first = " ".join((text.strip().splitlines() or [""])[0].split())
    if len(first) <= TITLE_CHARACTERS_MAX:
        return first
    return f"{first[: TITLE_CHARACTERS_MAX - 1]}…"


def slug(text: str) -> str:
    """Return the small letters, digits and hyphens of a text, up to 40; maybe nothing."""
    return _UNFIT.sub("-", text.lower()).strip("-")[:40].strip("-")


def give_ids(items: Iterable[Item]) -> None:
    """Give each item an id of its own: the one it has, or one after its title or its kind."""
    taken: set[str] = set()
    for item in items:
        item.id = free_id(slug(item.named) or id_after(item.title.en) or item.kind, taken)


def id_after(title: str) -> str:
    """Return an id after a title in Latin letters; nothing after any other."""
    return slug(title) if title.isascii() and _LETTER.search(title.lower()) else ""


def free_id(wish: str, taken: set[str]) -> str:
    """Return the id that is wished for, with a number behind it when it is taken; take it."""
    made, count = wish, 1
    while made in taken:
        count += 1
        made = f"{wish[: 39 - len(str(count))]}-{count}"
    taken.add(made)
    return made
