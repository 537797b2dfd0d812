"""`gala export`: files that spreadsheets open, and totals that a reconciliation agrees with."""

import csv
import io
from pathlib import Path
from shutil import copytree

import pytest
from openpyxl import load_workbook

from gala.cli.export import outside
from gala.cli.failure import Failure
from gala.conductor.record import CLAIMS
from tests.cli.conftest import Gala

NAMES = ["receipts", "units", "orders", "guarantees", "winners", "rain", "payouts", "totals"]


def test_every_table_in_both_forms(gala: Gala, drawn_record: Path, tmp_path: Path) -> None:
    to = tmp_path / "finance"
    ended = gala("export", drawn_record, "--to", to)
    assert (ended.code, ended.err) == (0, "")
    assert "figures reconciled, all equal" in ended.out
    assert sorted(path.name for path in to.iterdir()) == sorted(
        ["night.xlsx", *(f"{name}.csv" for name in NAMES)]
    )
    book = load_workbook(to / "night.xlsx")
    assert book.sheetnames == NAMES
    rows = list(csv.reader(io.StringIO((to / "rain.csv").read_text("utf-8-sig"))))
    paid_fen = sum(int(row[6]) for row in rows[1:])
    cells = list(book["rain"].iter_rows(min_row=2, values_only=True))
    assert sum(int(str(row[6])) for row in cells) == paid_fen > 0
    assert rows[1][7] == f"{int(rows[1][6]) // 100}.{int(rows[1][6]) % 100:02}"


def test_differences_are_told_and_all_is_written(
    gala: Gala, drawn_record: Path, tmp_path: Path
) -> None:
    folder = Path(copytree(drawn_record, tmp_path / "out"))
    lines = (folder / CLAIMS).read_bytes().splitlines(keepends=True)
    (folder / CLAIMS).write_bytes(b"".join(lines[:-1]))
    ended = gala("export", folder, "--to", tmp_path / "to")
    assert ended.code == 1
    assert "figures differ" in ended.err
    assert (tmp_path / "to" / "totals.csv").exists()


def test_a_sealed_record_is_not_written_into(gala: Gala, drawn_record: Path) -> None:
    ended = gala("export", drawn_record, "--to", drawn_record / "finance")
    assert ended.code == 2
    assert "sealed" in ended.err
    assert not (drawn_record / "finance").exists()
    with pytest.raises(Failure):
        outside(drawn_record, drawn_record)


def test_a_place_that_cannot_be_written_to(gala: Gala, drawn_record: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ended = gala("export", drawn_record, "--to", tmp_path / "file" / "to")
    assert ended.code == 2
    assert "cannot be written to" in ended.err
