import pytest

from gala.grid.cells import Cell, GridError, Row, bounded, letter
from run_sheet.said import both


def test_letters_are_the_spreadsheets() -> None:
    assert [letter(n) for n in (0, 25, 26, 51, 52, 701, 702)] == [
        "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip


def test_an_empty_row_has_nothing_in_it() -> None:
    assert Row(1, (Cell(" "), Cell())).is_empty
    assert not Row(1, (Cell("", both("a formula stands here")),)).is_empty


def test_nobody_means_to_read_a_million_rows() -> None:
    with pytest.raises(GridError, match="10,000 rows"):
        bounded([Row(n, ()) for n in range(10_001)])
    with pytest.raises(GridError, match="100 columns"):
        bounded([Row(1, (Cell(),) * 101)])


def test_an_error_is_told_about_its_file_in_both_languages() -> None:
    error = GridError("没有", "there is none").about("a.csv")
    assert error.said == ("a.csv: 没有", "a.csv: there is none")
    assert str(error) == "a.csv: there is none"
