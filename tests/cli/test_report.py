from pathlib import Path
from shutil import copytree

from openpyxl import load_workbook

from gala.conductor.record import CLAIMS
from tests.cli.conftest import Gala


def test_a_report_for_reading_and_for_reckoning(
    gala: Gala, drawn_record: Path, tmp_path: Path
) -> None:
    html, xlsx = tmp_path / "r.html", tmp_path / "r.xlsx"
    ended = gala("report", drawn_record, "--html", html, "--xlsx", xlsx)
    assert (ended.code, ended.err) == (0, "")
    assert html.read_text("utf-8").startswith("<!doctype html>")
    assert {"sales", "repeat-buyers", "outlets"} <= set(load_workbook(xlsx).sheetnames)


def test_without_a_file_it_is_a_summary(gala: Gala, drawn_record: Path) -> None:
    ended = gala("report", drawn_record)
    assert "Units sold, of stock  3 / 5" in ended.out


def test_a_night_that_does_not_reconcile_is_reported_and_is_a_failure(
    gala: Gala, drawn_record: Path, tmp_path: Path
) -> None:
    folder = Path(copytree(drawn_record, tmp_path / "out"))
    lines = (folder / CLAIMS).read_bytes().splitlines(keepends=True)
    (folder / CLAIMS).write_bytes(b"".join(lines[:-1]))
    ended = gala("report", folder, "--html", tmp_path / "r.html")
    assert ended.code == 1
    assert "figures differ" in ended.err
    assert 'data-equal="false"' in (tmp_path / "r.html").read_text("utf-8")


def test_where_a_report_cannot_be(gala: Gala, drawn_record: Path, tmp_path: Path) -> None:
    assert gala("report", drawn_record, "--html", drawn_record / "r.html").code == 2
    assert gala("report", drawn_record, "--html", tmp_path / "none" / "r.html").code == 2
    assert gala("report", tmp_path).code == 2
