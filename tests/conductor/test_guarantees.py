"""Claims on guarantees in a record: written, counted again, and refused when they do not hold."""

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from gala.conductor.guarantees import (
    GUARANTEES,
    has_guarantees,
    recounted,
    write_guarantees,
)
from gala.core.trust.claims import Decided, Entry, Filed, Redeemed
from gala.proof.errors import ProofError
from gala.proof.leaf import parse_leaf
from tests.conductor.nights import SHEET
from tests.core.playing import ORIGIN_MS, Playing
from tests.core.trust.cards import CARD, UNITS, filing, verdict

ENTRIES: list[Entry] = [
    Filed(2_000_000, filing(1)),
    Decided(2_000_001, verdict(1)),
    Redeemed(2_000_002, filing(2, "again")),
]


def record(folder: Path, sheet: str = CARD, entries: list[Entry] = ENTRIES) -> Path:
    """The files of a record that guarantees look at."""
    first = {"sheet": sheet, "sheet_digest": "", "pace_milli": 1000, "rehearsal": False}
    (folder / "log.jsonl").write_text(json.dumps(first) + "\n", encoding="utf-8")
    lines = [
        {"window": window, "outlet": outlet, "unit": unit, "pseudonym": one.viewer}
        | {"price_fen": one.price_fen, "at_ms": one.at_ms}
        for (window, outlet, unit), one in UNITS.items()
    ]
    claims = "".join(json.dumps(line) + "\n" for line in lines)
    (folder / "claims.jsonl").write_text(claims, encoding="utf-8")
    write_guarantees(folder, sheet, entries)
    return folder


def test_what_is_written_is_counted_again(tmp_path: Path) -> None:
    folder = record(tmp_path)
    assert has_guarantees(folder)
    assert recounted(folder) == (
        "pens comes with refund, freight, tenfold, again; 2 claims, 2 met with 900 fen"
    )


def test_a_night_without_claims_still_says_what_was_given(tmp_path: Path) -> None:
    assert recounted(record(tmp_path, entries=[])).endswith("again; 0 claims, 0 met with 0 fen")


def test_a_night_without_guarantees_has_no_such_file(tmp_path: Path) -> None:
    folder = record(tmp_path, SHEET)
    assert not (folder / GUARANTEES).exists()
    assert not has_guarantees(folder)
    (folder / GUARANTEES).write_bytes(b"")
    assert has_guarantees(folder)
    assert recounted(folder) == "none given; 0 claims, 0 met with 0 fen"


def test_claims_that_were_taken_away_or_changed_are_missed(tmp_path: Path) -> None:
    path = record(tmp_path) / GUARANTEES
    lines = path.read_bytes().splitlines(keepends=True)
    for damaged, why in {
        b"".join(lines[1:]): "does not continue",
        lines[0] + lines[2]: "does not continue",
        lines[0].replace(b'"paid_fen":400', b'"paid_fen":500'): "hash",
        lines[0][:-1]: "cut off",
    }.items():
        path.write_bytes(damaged)
        with pytest.raises(ProofError, match=why):
            recounted(tmp_path)
    path.unlink()
    with pytest.raises(ProofError, match="missing"):
        recounted(tmp_path)


def test_by_lot_only_who_was_drawn_has_bought(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = CARD.replace("open_for: 40s, stock:", "open_for: 40s, by: lot, stock:", 1)
    play = Playing(sheet)
    play.entries["pens"] = {"app": (1,) * 9}
    show = play.until(ORIGIN_MS + 500_000).show
    names = [one.pseudonym for one in show.draws[0].places]
    leaf = next(lots for lots in [play.lots("pens")] if lots)
    entered = [parse_leaf(text).pseudonym for text in leaf.texts]
    monkeypatch.setattr(
        "gala.conductor.guarantees.read_log", lambda _: (SimpleNamespace(show=show), iter(()))
    )
    for viewer, holds in ((names[0], True), (next(n for n in entered if n not in names), False)):
        unit = entered.index(viewer) + 1
        claim = replace(filing(1), viewer=viewer, unit=unit)
        record(tmp_path, sheet, [Filed(2_000_000, claim)])
        line = {"window": "pens", "outlet": "app", "unit": unit, "pseudonym": viewer}
        line |= {"price_fen": 400, "at_ms": 1_000_000}
        (tmp_path / "claims.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
        if holds:
            assert recounted(tmp_path).endswith("1 claims, 0 met with 0 fen")
        else:
            with pytest.raises(ProofError, match="was not given"):
                recounted(tmp_path)
