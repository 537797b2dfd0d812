"""Writes tests/vectors/guarantees.json: journals of claims, some that hold and some that do not.

    .venv/bin/python -m tests.core.trust.vectors

The page `/verify` is held to it, and the rules here; a test holds the file to this code.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from gala.core.trust.book import book_of
from gala.core.trust.claims import Decided, Entry, Filed, Redeemed
from gala.core.trust.journal import chained
from run_sheet import Seckill, parse
from tests.core.trust.cards import BO, CARD, UNITS, filing, verdict
from tests.proof.vectors import FOLDER

SHOWS = FOLDER.parents[1] / "run_sheet" / "shows"
AT_MS = 2_000_000
FILED = Filed(AT_MS, filing())
MET = Decided(AT_MS + 1, verdict())
USED = Redeemed(AT_MS + 2, filing(2, "again"))
OUT = (Filed(AT_MS + 3, filing(3, "freight")), Decided(AT_MS + 4, verdict(3, 0, "freight")))
WAITS = Filed(AT_MS + 5, filing(4, "tenfold", 2, BO))
NIGHT: tuple[Entry, ...] = (FILED, MET, USED, *OUT, WAITS)


def good() -> Iterable[tuple[str, tuple[Entry, ...]]]:
    """Yield what holds."""
    yield "a night of claims", NIGHT
    yield "nothing claimed", ()


def bad() -> Iterable[tuple[str, tuple[Entry, ...]]]:
    """Yield chains that hold, of what cannot be."""
    mine = filing()
    yield "a unit of somebody else", (Filed(AT_MS, filing(viewer=BO)),)
    yield "a unit that was not given", (Filed(AT_MS, filing(unit=3)),)
    yield "another price", (Filed(AT_MS, replace(mine, paid_fen=401)),)
    yield "too late", (Filed(mine.until_ms, mine),)
    yield "claimed twice", (FILED, Filed(AT_MS + 1, filing(2)))
    yield "the id of another claim", (FILED, Filed(AT_MS + 1, filing(1, "freight")))
    yield "decided twice", (FILED, MET, Decided(AT_MS + 2, verdict(by="second")))
    yield "the same decision twice", (FILED, MET, replace(MET, at_ms=AT_MS + 2))
    yield "more than it may be worth", (FILED, Decided(AT_MS + 1, verdict(amount_fen=401)))
    yield "decided before it came", (MET, FILED)
    yield "back in time", (FILED, Decided(AT_MS - 1, verdict()))
    yield "a decision on another guarantee", (FILED, Decided(AT_MS + 1, verdict(1, 1, "freight")))
    yield "a coupon that is decided", (USED, Decided(AT_MS + 3, verdict(2, 1, "again")))


def bad_by_the_sheet() -> Iterable[tuple[str, tuple[Entry, ...]]]:
    """Yield what only the run sheet says no to."""
    mine = filing()
    yield "another ceiling", (Filed(AT_MS, replace(mine, ceiling_fen=500)),)
    yield "another last day", (Filed(AT_MS, replace(mine, until_ms=mine.until_ms + 1)),)
    yield "a guarantee that is none", (Filed(AT_MS, replace(mine, guarantee="nothing")),)
    yield "a refund that is redeemed", (Redeemed(AT_MS, mine),)
    other = (Filed(AT_MS + 3, filing(2, "refund", 2, BO)), Decided(AT_MS + 4, verdict(2, 301)))
    yield "beyond the quota", (FILED, MET, *other)


def broken() -> Iterable[tuple[str, list[str]]]:
    """Yield lines that no longer are a chain of claims."""
    lines = [line.decode() for line in chained(NIGHT)]
    yield "the first line left out", lines[1:]
    yield "a line left out", [*lines[:2], *lines[3:]]
    yield "an amount changed", [lines[0], lines[1].replace('"amount_fen":400', '"amount_fen":399')]
    yield "no JSON", ["nonsense"]
    yield "a key more", [lines[0].replace('"at_ms"', '"also":1,"at_ms"')]
    yield "not as it is written", [lines[0].replace(":", ": ", 1)]


def shows() -> dict[str, Any]:
    """Return what the shows that come along guarantee, for readers of their sheets."""
    made = {}
    for path in sorted(SHOWS.glob("*.yaml")):
        sheet = parse(path.read_text(encoding="utf-8")).sheet
        assert sheet is not None
        book = book_of(sheet)
        made[path.name] = {
            "windows": {
                window: sorted(one.id for one in sold.offers)
                for window, sold in sorted(book.windows.items())
            },
            "offers": {
                one.id: {
                    "kind": one.kind,
                    "limit_fen": one.limit_fen,
                    "times": one.times,
                    "claim_days": one.claim_days,
                    "quota": {"unit": one.quota.unit, "most": one.quota.most},
                }
                for one in book.offers.values()
            },
            "lots": sorted(
                one.id for one in sheet.segments if isinstance(one, Seckill) and one.by_lot
            ),
        }
    return made


def vectors() -> dict[str, Any]:
    """Return all of it."""

    def written(cases: Iterable[tuple[str, tuple[Entry, ...]]]) -> list[dict[str, Any]]:
        return [
            {"name": name, "lines": [line.decode() for line in chained(entries)]}
            for name, entries in cases
        ]

    return {
        "about": "made by tests/core/trust/vectors.py; the guarantees of docs/trust.md",
        "sheet": CARD,
        "shows": shows(),
        "units": [
            {"window": window, "outlet": outlet, "unit": unit, "pseudonym": one.viewer}
            | {"price_fen": one.price_fen, "at_ms": one.at_ms}
            for (window, outlet, unit), one in UNITS.items()
        ],
        "good": written(good()),
        "bad": written(bad()),
        "bad_by_the_sheet": written(bad_by_the_sheet()),
        "broken": [{"name": name, "lines": lines} for name, lines in broken()],
    }


def text() -> str:
    """Return the file."""
    return json.dumps(vectors(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    (FOLDER / "guarantees.json").write_text(text(), encoding="utf-8")
