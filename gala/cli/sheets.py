"""Reading run sheets from files, with every problem said where it is."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from gala.cli.failure import Failure
from gala.cli.language import Language, is_chinese
from run_sheet import Parsed, RunSheet, parse
from run_sheet.said import Said

SHEET_BYTES_MAX = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Sheet:
    """A run sheet that may go on air, and its text as it stands in the file."""

    sheet: RunSheet
    text: str


def read(path: Path) -> Parsed:
    """Return what the file says. Raises `Failure` (2) when it cannot be read."""
    return parse(source(path), name=str(path))


def source(path: Path, lang: Language | None = None) -> bytes:
    """Return a sheet's file as it is.

    Raises `Failure` (2) when it cannot be read, in the language given or that of the locale.
    """
    try:
        with path.open("rb") as file:
            return file.read(SHEET_BYTES_MAX)
    except FileNotFoundError:
        why = Said("没有这个文件", "there is no such file")
    except IsADirectoryError:
        why = Said("这是文件夹；写上里面的流程单", "this is a folder; name the run sheet in it")
    except OSError as error:
        why = Said(f"读不了（{error.strerror}）", f"cannot be read ({error.strerror})")
    raise Failure(f"{path}: {why.zh if is_chinese(lang) else why.en}")


def load(path: Path, lang: Language | None = None) -> Sheet:
    """Return a sheet without errors.

    Otherwise print its errors, in the language given or that of the locale, and raise `Failure`
    (1).
    """
    data = source(path, lang)
    parsed = parse(data, name=str(path))
    if parsed.sheet is None:
        chinese = is_chinese(lang)
        for problem in parsed.errors:
            print(problem.render(str(path), "zh" if chinese else "en"), file=sys.stderr)
        refused = "不能播出：见" if chinese else "cannot go on air: see"
        raise Failure(f"{path} {refused} gala check {path}", code=1)
    return Sheet(parsed.sheet, data.decode("utf-8-sig"))
