"""Reading the files that a sheet includes: in its own folder, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable
from errno import ELOOP
from pathlib import Path

from run_sheet.said import Said
from run_sheet.source import SOURCE_BYTES_MAX


def beside(sheet: Path, names: Iterable[str]) -> dict[str, bytes | Said]:
    """Return what each named file holds, or why it cannot be read.

    Names begin at the folder of `sheet`. Links are followed as long as they stay in it. No more is
    read of a file than what shows that it is too large.
    """
    folder = sheet.parent.resolve()
    return {name: _read(folder, name) for name in names}


def _read(folder: Path, name: str) -> bytes | Said:
    try:
        path = (folder / name).resolve(strict=True)
        if not path.is_relative_to(folder):
            return Said("它指向流程单的文件夹之外", "it is a link out of the sheet's folder")
        # A pipe would wait for somebody to write.
        if not path.is_file():
            return Said("这不是普通文件", "it is no plain file")
        with path.open("rb") as file:
            return file.read(SOURCE_BYTES_MAX + 1)
    except FileNotFoundError:
        return Said("没有这个文件", "there is no such file")
    except (OSError, RuntimeError, ValueError) as error:
        # Which of them a link in a circle raises depends on the version of Python.
        if not isinstance(error, OSError) or error.errno == ELOOP:
            return Said("它是绕回自己的链接", "it is a link that leads to itself")
        return Said(f"读不了（{error.strerror}）", f"{error.strerror}")
