"""XLSX, read exactly and written without formulas."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from gala.grid import cells as read
from gala.grid.cells import COLUMNS_MAX, ROWS_MAX, GridError, Row, bounded, letter
from gala.grid.money import yuan_text
from gala.grid.table import Kind, Table, Value, shown
from run_sheet.said import Said

UNPACKED_BYTES_MAX = 200 * 1024 * 1024
PART_BYTES_MAX = 32 * 1024 * 1024
"""For the XML of one sheet: what packs well takes minutes to read. Pictures may be larger."""
_TEXT_FORMAT, _YUAN_FORMAT, _PERCENT_FORMAT = "@", "0.00", '0" %"'
_WIDTH_MAX = 48


def read_xlsx(data: bytes, *, worksheet: str | None = None, computed: bool = False) -> list[Row]:
    """Return the rows of the first sheet, or of the one that is named. Raises `GridError`.

    With `computed`, a formula is what it came to, and dates, times and ticks are text:
    `2026-01-30 20:00:00`, `0:05:00`, `TRUE`. Without it they are problems: a spreadsheet makes
    dates of what is none, like `1-2`.
    """
    _check_size(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and checks that a table does without
            rows = _rows(data, worksheet, computed)
    except GridError:
        raise
    except Exception as error:  # whatever a broken part of a file leads openpyxl to
        raise GridError(
            f"这个 XLSX 读不出来（{error}）：请重新存一次",
            f"this is no XLSX that can be read ({error}): save it again",
        ) from None
    return bounded([_trimmed(row) for row in rows])


def _rows(data: bytes, worksheet: str | None, computed: bool) -> list[Row]:
    rows = _grid(data, worksheet)
    if not computed:
        return [
            Row(number, tuple(_cell(value, kind) for value, kind in cells))
            for number, cells in enumerate(rows, 1)
        ]
    values = _grid(data, worksheet, computed=True)
    return [
        Row(number, tuple(map(_computed, cells, came_to)))
        for number, (cells, came_to) in enumerate(zip(rows, values, strict=True), 1)
    ]


def _grid(
    data: bytes, worksheet: str | None, computed: bool = False
) -> list[list[tuple[object, str]]]:
    """Return the values of a sheet with their types, as openpyxl has them."""
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=computed)
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    sheet = book.worksheets[0] if worksheet is None else sheets.get(worksheet)
    if sheet is None:
        named = ", ".join(f"`{name}`" for name in sheets)
        raise GridError(
            f"里面没有工作表 `{worksheet}`；有 {named}",
            f"there is no sheet `{worksheet}` in it; it has {named}",
        )
    sheet.reset_dimensions()
    coming = islice(sheet.iter_rows(max_col=COLUMNS_MAX + 1), ROWS_MAX + 1)
    return [[(cell.value, cell.data_type) for cell in cells] for cells in coming]


def _computed(cell: tuple[object, str], came_to: tuple[object, str]) -> read.Cell:
    value, kind = came_to
    if cell[1] == "f" and value is None:
        return _unfit(
            "这里的公式还没有算过：打开再存一次",
            "a formula stands here that was never computed: open it and save it",
        )
    match value:
        case bool():
            return read.Cell(str(value).upper())
        case datetime():
            return read.Cell(value.isoformat(" ", "seconds"))
        case date() | time():
            return read.Cell(value.isoformat())
        case timedelta():
            minutes, seconds = divmod(round(value.total_seconds()), 60)
            return read.Cell(f"{minutes // 60}:{minutes % 60:02}:{seconds:02}")
    return _cell(value, kind)


def write_xlsx(tables: Iterable[Table]) -> bytes:
    """Return a workbook with a sheet for each table. Texts are texts, whatever they begin with."""
    book = Workbook(write_only=True)
    for table in tables:
        sheet = book.create_sheet(table.name[:31])
        sheet.freeze_panes = "A2"
        for place, column in enumerate(table.columns):
            widest = max(
                (len(shown(column.kind, row[place])) for row in table.rows[:200]), default=0
            )
            dimension = sheet.column_dimensions[letter(place)]
            dimension.width = min(_WIDTH_MAX, max(widest, len(column.key)) + 3)
        head = [WriteOnlyCell(sheet, column.key) for column in table.columns]
        for cell in head:
            cell.font = Font(bold=True)
        sheet.append(head)
        for row in table.rows:
            sheet.append(
                [
                    _written(sheet, column.kind, value)
                    for column, value in zip(table.columns, row, strict=True)
                ]
            )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _written(sheet: WriteOnlyWorksheet, kind: Kind, value: Value) -> Cell:
    if isinstance(value, int) and kind is Kind.YUAN:
        # Exact: openpyxl writes 16 digits of a Decimal, and an amount has at most 15.
        cell: Cell = WriteOnlyCell(sheet, Decimal(yuan_text(value)))  # type: ignore[arg-type]
        cell.number_format = _YUAN_FORMAT
        return cell
    if isinstance(value, int) or value is None:
        cell = WriteOnlyCell(sheet, value)
        if kind is Kind.PERCENT:
            cell.number_format = _PERCENT_FORMAT
    else:
        cell = WriteOnlyCell(sheet, shown(kind, value))
        cell.data_type = "s"  # not "f", which openpyxl takes a leading `=` for
        cell.number_format = _TEXT_FORMAT
        cell.quotePrefix = True
    return cell


def _cell(value: object, kind: str) -> read.Cell:
    """Return what stands in a cell, exactly: a number is what it shows, not its nearest float."""
    if value is None:
        return read.Cell()
    if kind == "f":
        return _unfit("这里是公式：改粘它的值", "a formula stands here: paste its value")
    if kind == "e":
        return _unfit(
            f"表格在这里报 {value}：请改正", f"the spreadsheet says {value} here: correct it"
        )
    if isinstance(value, str):
        return read.Cell(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return _unfit(
            f"{value} 既不是文字也不是数：把单元格设成文本格式",
            f"{value} is neither text nor a number: format the cell as text",
        )
    if isinstance(value, int):
        return read.Cell(str(value))
    number = Decimal(repr(value))
    if not number.is_finite():
        return _unfit("这不是数：请改正", "this is no number: correct it")
    return read.Cell(f"{number.normalize():f}")


def _unfit(zh: str, en: str) -> read.Cell:
    return read.Cell("", Said(zh, en))


def _trimmed(row: Row) -> Row:
    cells = list(row.cells)
    while cells and cells[-1] == read.Cell():
        cells.pop()
    return Row(row.number, tuple(cells))


def _check_size(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError):
        raise GridError(
            "这不是 XLSX 文件：存成 .xlsx，或 CSV UTF-8",
            "this is no XLSX file: save it as .xlsx, or as CSV UTF-8",
        ) from None
    if any(
        part.file_size > PART_BYTES_MAX and part.filename.lower().endswith(".xml") for part in parts
    ):
        raise GridError(
            "一张表解开后超过 32 MB：是这个文件吗？删掉用不到的行、列和工作表",
            "a sheet of it unpacks to more than 32 MB: is this the right file? Delete rows, "
            "columns and sheets that are not needed",
        )
    if sum(part.file_size for part in parts) > UNPACKED_BYTES_MAX:
        raise GridError(
            "解开后超过 200 MB：是这个文件吗？",
            "it unpacks to more than 200 MB: is this the right file?",
        )
