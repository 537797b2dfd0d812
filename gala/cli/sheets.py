"""Reading run sheets from files, with every problem said where it is."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from gala.cli.failure import Failure
from gala.cli.language import is_chinese
from run_sheet import Parsed, RunSheet, parse

SHEET_BYTES_MAX = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Sheet:
    """A run sheet that may go on air, and its text as it stands in the file."""

    sheet: RunSheet
    text: str


def read(path: Path) -> Parsed:
    """Return what the file says. Raises `Failure` (2) when it cannot be read."""
    return parse(source(path), name=str(path))


def source(path: Path) -> bytes:
    """Return a sheet's file as it is. Raises `Failure` (2) when it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(SHEET_BYTES_MAX)
    except FileNotFoundError:
        raise Failure(f"{path}: there is no such file") from None
    except IsADirectoryError:
        raise Failure(f"{path}: this is a folder; name the run sheet in it") from None
    except OSError as error:
        raise Failure(f"{path}: cannot be read ({error.strerror})") from None


def load(path: Path) -> Sheet:
    """Return a sheet without errors.

    Otherwise print its errors in the locale's language and raise `Failure` (1).
    """
    data = source(path)
    parsed = parse(data, name=str(path))
    if parsed.sheet is None:
        chinese = is_chinese(None)
        for problem in parsed.errors:
            print(problem.render(str(path), "zh" if chinese else "en"), file=sys.stderr)
        refused = "不能播出：见" if chinese else "cannot go on air: see"
        raise Failure(f"{path} {refused} gala check {path}", code=1)
    return Sheet(parsed.sheet, data.decode("utf-8-sig"))
