"""A record's claims, held against who might take part."""

from __future__ import annotations

from pathlib import Path

import pytest

from gala.conductor.entitled import has_rules, held_against_rules
from gala.conductor.record import LOG, write_claims
from gala.conductor.replay import ClaimError
from gala.core.log import header_line
from gala.core.seckill import Winner, Won
from run_sheet import digest
from tests.core.playing import ORIGIN_MS, SHEET, sheet_of
from tests.keys import header

RULED = (
    SHEET.rstrip()
    + """
  - {id: later, kind: draw, title: Later, length: 60s, opens: 0s, open_for: 30s,
     prizes: [{id: p, title: P, count: 1, value_fen: 1}], who: {bought: [sale]}}
"""
)


def winner(viewer: str, unit: int) -> Winner:
    won = Won(1, bytes([unit]) * 16, unit, 0, ORIGIN_MS + unit, 1, f"{unit}-0", 0, 1, "app")
    return Winner(viewer * 32, "app", won)


def record(folder: Path, sheet: str, **claims: list[Winner]) -> Path:
    line = header_line(header("live", sheet, digest(sheet_of(sheet)), 1000, ORIGIN_MS, "auto"))
    (folder / LOG).write_bytes(line + b"\n")
    write_claims(folder, claims)
    return folder


def test_a_record_without_rules_has_nothing_to_hold(tmp_path: Path) -> None:
    assert not has_rules(record(tmp_path, SHEET, sale=[winner("a", 1)]))


def test_buyers_may_be_in(tmp_path: Path) -> None:
    folder = record(tmp_path, RULED, sale=[winner("a", 1)], later=[winner("a", 2)])
    assert has_rules(folder)
    assert held_against_rules(folder).startswith("later: by what was bought;")


def test_others_are_named_by_their_line(tmp_path: Path) -> None:
    folder = record(tmp_path, RULED, sale=[winner("a", 1)], later=[winner("a", 2), winner("b", 3)])
    with pytest.raises(ClaimError, match=r"claims.jsonl line 3: .* `later` has a `who`"):
        held_against_rules(folder)
