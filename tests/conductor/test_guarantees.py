"""Claims on guarantees in a record: written, counted again, and refused when they do not hold."""

import json
from pathlib import Path

import pytest

from gala.conductor.guarantees import (
    GUARANTEES,
    card_of,
    has_guarantees,
    recounted,
    write_guarantees,
)
from gala.core.trust.claims import Decided, Entry, Filed, Redeemed
from gala.proof.errors import ProofError
from tests.conductor.nights import SHEET
from tests.core.trust.cards import CARD, UNITS, filing, verdict

ENTRIES: list[Entry] = [
    Filed(2_000_000, filing(1)),
    Decided(2_000_001, verdict(1)),
    Redeemed(2_000_002, filing(2, "again")),
]


def record(folder: Path, sheet: str = CARD, entries: list[Entry] = ENTRIES) -> Path:
    """The files of a record that guarantees look at."""
    (folder / "log.jsonl").write_text(json.dumps({"sheet": sheet}) + "\n", encoding="utf-8")
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


def test_a_sheet_with_errors_has_no_card() -> None:
    with pytest.raises(ProofError, match="errors"):
        card_of("gala: 1")
