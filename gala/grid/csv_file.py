"""CSV as offices save it: UTF-8 with or without its mark, or GB18030; written with the mark.

The mark is what makes spreadsheets read Chinese as UTF-8.
"""

from __future__ import annotations

import csv
import io

from gala.grid.cells import Cell, GridError, Row, bounded
from gala.grid.guard import guarded, unguarded
from gala.grid.table import Table, shown

_MARK = b"\xef\xbb\xbf"


def read_csv(data: bytes) -> list[Row]:
    """Return the rows of a CSV, numbered as a spreadsheet shows them. Raises `GridError`."""
    text = _text(data)
    delimiter = _delimiter(text.partition("\n")[0])
    rows: list[Row] = []
    try:
        for number, values in enumerate(
            csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), 1
        ):
            rows.append(Row(number, tuple(Cell(unguarded(value)) for value in values)))
    except csv.Error as error:
        number = len(rows) + 1
        raise GridError(
            f"第 {number} 行不是 CSV（{error}）：请重新存一次",
            f"row {number} is not CSV ({error}): save it again",
        ) from None
    return bounded(rows)


def write_csv(table: Table) -> bytes:
    """Return a table as CSV: a row of keys, then its rows; no cell of it is run as a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.key for column in table.columns])
    kinds = [column.kind for column in table.columns]
    for row in table.rows:
        writer.writerow(
            [
                shown(kind, value) if isinstance(value, int) else guarded(shown(kind, value))
                for kind, value in zip(kinds, row, strict=True)
            ]
        )
    return _MARK + out.getvalue().encode("utf-8")


def _text(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text.removeprefix("\ufeff")  # which programs leave that convert to GB18030
    raise GridError(
        "既不是 UTF-8 也不是 GB18030 文本：请存成 CSV UTF-8",
        "this is neither UTF-8 nor GB18030 text: save it as CSV UTF-8",
    )


def _delimiter(first: str) -> str:
    """Return what separates the cells of the first line; some spreadsheets write `;` or tabs."""
    return max((",", ";", "\t"), key=first.count)
