import pytest

from gala.grid.cells import GridError
from gala.grid.csv_file import read_csv, write_csv
from gala.grid.table import Column, Table, yuan


def texts(data: bytes) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in read_csv(data)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_encodings_of_offices(encoding: str) -> None:
    assert texts("编号,品名\npen,红笔\n".encode(encoding)) == [["编号", "品名"], ["pen", "红笔"]]


def test_a_mark_that_a_conversion_has_left_is_no_part_of_the_first_header() -> None:
    assert texts("\ufeffid,品名\npen,红笔\n".encode("gb18030"))[0] == ["id", "品名"]


def test_rows_are_numbered_as_the_spreadsheet_does() -> None:
    assert [row.number for row in read_csv(b'a\n\n"b\nc"\nd\n')] == [1, 2, 3, 4]


@pytest.mark.parametrize("mark", [";", "\t"])
def test_other_separators(mark: str) -> None:
    assert texts(f"id{mark}price\npen{mark}1,5\n".encode()) == [["id", "price"], ["pen", "1,5"]]


@pytest.mark.parametrize("data", [b"\xff\xff\xff", b"a\0b\n", b'a,"b\n'])
def test_what_is_no_csv(data: bytes) -> None:
    with pytest.raises(GridError, match="save it"):
        read_csv(data)


def test_what_is_written_is_read_and_runs_nothing() -> None:
    table = Table("t", "表", "T", (Column("text", "文", "Text"), yuan("y", "元", "Y")))
    for text in ("=1+1", "a,b", 'a"b', "多\n行", "'=x", "-3"):
        table.add(text, 5)
    data = write_csv(table)
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"\r\n=1" not in data
    assert texts(data) == [["text", "y"], *([str(row[0]), "0.05"] for row in table.rows)]
