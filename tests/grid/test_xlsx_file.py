import contextlib
import datetime
import io
import random
import re
import zipfile
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from gala.grid.cells import GridError
from gala.grid.table import Column, Table, count, yuan
from gala.grid.xlsx_file import PART_BYTES_MAX, read_xlsx, write_xlsx


def book(*rows: list[Any]) -> bytes:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_numbers_are_what_they_show() -> None:
    (row,) = read_xlsx(book(["a", 19.9, 19.999, 20, 1e15, None, 100.0, None]))
    assert [cell.text for cell in row.cells] == [
        "a", "19.9", "19.999", "20", "1000000000000000", "", "100",
    ]  # fmt: skip


def test_what_excel_stores_of_an_amount_is_that_amount() -> None:
    """Excel keeps seventeen digits: 19.9 stands as 19.899999999999999 in the file."""
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book([19.9]))) as old, zipfile.ZipFile(data, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith("sheet1.xml"):
                assert b"<v>19.9</v>" in part
                part = part.replace(b"<v>19.9</v>", b"<v>19.899999999999999</v>")
            new.writestr(name, part)
    assert read_xlsx(data.getvalue())[0].cells[0].text == "19.9"


def test_what_is_neither_text_nor_number_says_so() -> None:
    (row,) = read_xlsx(book(["=1+1", datetime.date(2021, 6, 15), True]))
    formula, day, tick = (cell.problem for cell in row.cells)
    assert formula == ("这里是公式：改粘它的值", "a formula stands here: paste its value")
    assert day is not None
    assert "as text" in day.en
    assert tick is not None


def test_formulas_by_what_they_came_to_and_times_as_text() -> None:
    half = datetime.datetime(2026, 1, 30, 20, 30)
    (row,) = read_xlsx(
        book(["a", datetime.time(0, 5), datetime.timedelta(minutes=5), half, True, "=1+1", 5]),
        computed=True,
    )
    assert [cell.text for cell in row.cells] == [
        "a", "00:05:00", "0:05:00", "2026-01-30 20:30:00", "TRUE", "", "5",
    ]  # fmt: skip
    assert "never computed" in str(row.cells[5].problem)
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book(["=1+1"]))) as old, zipfile.ZipFile(data, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith("sheet1.xml"):
                part = re.sub(rb"<v ?/>|<v></v>", b"<v>2</v>", part)
                assert b"<v>2</v>" in part
            new.writestr(name, part)
    assert read_xlsx(data.getvalue(), computed=True)[0].cells[0].text == "2"
    assert "formula" in str(read_xlsx(data.getvalue())[0].cells[0].problem)


def test_a_sheet_by_its_name() -> None:
    tables = [Table(name, "表", "T", (Column(name, "文", "Text"),)) for name in ("one", "two")]
    data = write_xlsx(tables)
    assert read_xlsx(data)[0].cells[0].text == "one"
    assert read_xlsx(data, worksheet="two")[0].cells[0].text == "two"
    with pytest.raises(GridError, match="it has `one`, `two`"):
        read_xlsx(data, worksheet="three")


def test_what_is_written_is_read_and_runs_nothing() -> None:
    table = Table(
        "t", "表", "T", (Column("text", "文", "Text"), count("n", "数", "N"), yuan("y", "元", "Y"))
    )
    table.add("=1+1", 7, 1999)
    table.add("@x", None, 10**13)
    table.add(("笔", "=Pen"), 0, 0)
    data = write_xlsx([table, Table("other", "别", "Other", (count("n", "数", "N"),))])
    rows = [[cell.text for cell in row.cells] for row in read_xlsx(data)]
    assert rows == [
        ["text", "n", "y"],
        ["=1+1", "7", "19.99"],
        ["@x", "", "100000000000"],
        ["笔 · =Pen", "0", "0"],
    ]
    sheets = load_workbook(io.BytesIO(data))
    assert sheets.sheetnames == ["t", "other"]
    assert sheets["t"]["A2"].data_type == "s"


def test_any_broken_byte_is_an_answer_and_not_a_traceback() -> None:
    whole = book(["a", 1.5], ["b", 2])
    chance = random.Random(616)
    for _ in range(150):
        broken = bytearray(whole)
        broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
        with contextlib.suppress(GridError):
            read_xlsx(bytes(broken))


@pytest.mark.parametrize("data", [b"", b"PK", b"id,title\n"])
def test_what_is_no_workbook(data: bytes) -> None:
    with pytest.raises(GridError, match="no XLSX"):
        read_xlsx(data)


def test_what_packs_small_and_would_take_minutes_is_not_read() -> None:
    whole, packed = zipfile.ZipFile(io.BytesIO(book(["a"]))), io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for part in whole.infolist():
            made.writestr(part.filename, whole.read(part))
        made.writestr("xl/worksheets/sheet2.xml", b" " * (PART_BYTES_MAX + 1))
        made.writestr("xl/media/image1.png", b" " * (PART_BYTES_MAX + 1))
    assert len(packed.getvalue()) < 200_000
    with pytest.raises(GridError, match="more than 32 MB"):
        read_xlsx(packed.getvalue())
