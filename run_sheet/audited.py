"""What an auditor signs: everything that viewers are told of goods that are sold, as one text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from .day_numbers import day_text
from .durations import DAY_MS
from .kinds import Seckill
from .model import Good, RunSheet

_DOMAIN = b"gala audited goods 1\n"

_DIRECTION = {
    *("at_ms", "ends_ms", "back_timed"),
    *("kind", "length_ms", "notes", "opens_ms", "plan_b"),
}
"""What a sale's segment says to the crew and of the clock, and not of what is sold."""


def audited_texts(sheet: RunSheet) -> dict[str, str]:
    """Return the text to sign of all goods that a segment sells, by id, as the sheet lists them.

    It is canonical JSON over the entry, every sale of it, the merchant and the guarantees that it
    names, the show and its day. Layout, the clock and the crew's notes do not change it; a fen, a
    unit or a word does.
    """
    sales: dict[str, list[Seckill]] = {}
    for segment in sheet.segments:
        if isinstance(segment, Seckill):
            sales.setdefault(segment.goods, []).append(segment)
    return {
        good.id: _canonical(dict(_meaning(sheet, good, sales[good.id])))
        for good in sheet.goods
        if good.id in sales
    }


def audited_digest(text: str) -> str:
    """Return the hex SHA-256 by which a signature names an audited text."""
    return sha256(_DOMAIN + text.encode()).hexdigest()


def _meaning(sheet: RunSheet, good: Good, sales: list[Seckill]) -> Iterator[tuple[str, Any]]:
    named = frozenset(good.guarantees or ())
    local_ms = sheet.start_ms + sheet.utc_offset_min * 60_000
    yield "day", day_text(local_ms // DAY_MS)
    yield "goods", good.model_dump(exclude_none=True)
    for one in sheet.merchants or ():
        if one.id == good.merchant:
            merchant = one.model_dump(exclude_none=True)
            merchant["opted_in"] = [
                opted for opted in merchant["opted_in"] if opted["guarantee"] in named
            ]
            yield "merchant", merchant
    yield (
        "guarantees",
        [one.model_dump(exclude_none=True) for one in sheet.guarantees or () if one.id in named],
    )
    yield "sales", [one.model_dump(exclude_none=True, exclude=_DIRECTION) for one in sales]
    yield "show", sheet.id


def _canonical(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
