"""Tables in files, by the ending of their names."""

from __future__ import annotations

import shutil
from pathlib import Path

from gala.grid.cells import FILE_BYTES_MAX, GridError, Row
from gala.grid.csv_file import read_csv, write_csv
from gala.grid.table import Table
from gala.grid.xlsx_file import read_xlsx, write_xlsx

ENDINGS = (".csv", ".xlsx")


def read_rows(path: Path, *, worksheet: str | None = None, computed: bool = False) -> list[Row]:
    """Return the rows of a CSV or XLSX file. Raises `GridError`, which names it.

    `worksheet` and `computed` are for workbooks: see `read_xlsx`.
    """
    ending = _ending(path)
    data = read_bytes(path)
    try:
        if ending == ".csv":
            return read_csv(data)
        return read_xlsx(data, worksheet=worksheet, computed=computed)
    except GridError as error:
        raise error.about(path) from None


def read_bytes(path: Path) -> bytes:
    """Return a file of at most 20 MB. Raises `GridError`, which names it."""
    try:
        with path.open("rb") as file:
            data = file.read(FILE_BYTES_MAX + 1)
    except FileNotFoundError:
        raise GridError(f"{path}: 没有这个文件", f"{path}: there is no such file") from None
    except OSError as error:
        raise GridError(
            f"{path}: 读不了（{error.strerror}）", f"{path}: cannot be read ({error.strerror})"
        ) from None
    if len(data) > FILE_BYTES_MAX:
        raise GridError(
            f"{path}: 超过 20 MB：是这个文件吗？",
            f"{path}: larger than 20 MB: is this the right file?",
        )
    return data


def write_table(path: Path, table: Table) -> None:
    """Write a table into a CSV or XLSX file. Raises `GridError`, which names it."""
    data = write_csv(table) if _ending(path) == ".csv" else write_xlsx([table])
    write_bytes(path, data)


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; who may read it stays. Raises `GridError`."""
    path = path.resolve()
    draft = path.with_name(f"{path.name}.draft")
    try:
        draft.write_bytes(data)
        if path.exists():
            shutil.copymode(path, draft)
        draft.replace(path)
    except OSError as error:
        raise GridError(
            f"{path}: 写不了（{error.strerror}）", f"{path}: cannot be written ({error.strerror})"
        ) from None


def _ending(path: Path) -> str:
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise GridError(f"{path}: 请写 .csv 或 .xlsx 文件", f"{path}: name a .csv or an .xlsx file")
    return ending
