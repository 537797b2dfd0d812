"""What is read out of a file: rows of cells, each a text or what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from gala.grid.wrong import SaidError
from run_sheet.said import Said

ROWS_MAX = 10_000
COLUMNS_MAX = 100
FILE_BYTES_MAX = 20 * 1024 * 1024


class GridError(SaidError):
    """A file that is no table; it says why, and what to do."""

    def about(self, file: object) -> Self:
        """Return the error with the file's name before it."""
        return type(self)(f"{file}: {self.said.zh}", f"{file}: {self.said.en}")


@dataclass(frozen=True, slots=True)
class Cell:
    """`text` as people see it, exact; `problem` says why it cannot be taken, None when it can."""

    text: str = ""
    problem: Said | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """`number` counts from 1, as the spreadsheet shows it."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return not any(cell.text.strip() or cell.problem for cell in self.cells)


def letter(column: int) -> str:
    """Return a column's letters, as the spreadsheet shows them; `column` counts from 0."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def bounded(rows: list[Row]) -> list[Row]:
    """Return the rows. Raises `GridError` when they are more than anyone means to read."""
    if len(rows) > ROWS_MAX:
        raise GridError(
            f"超过 {ROWS_MAX:,} 行：是这个文件吗？",
            f"more than {ROWS_MAX:,} rows: is this the right file?",
        )
    if any(len(row.cells) > COLUMNS_MAX for row in rows):
        raise GridError(
            f"超过 {COLUMNS_MAX} 列：是这个文件吗？",
            f"more than {COLUMNS_MAX} columns: is this the right file?",
        )
    return rows
