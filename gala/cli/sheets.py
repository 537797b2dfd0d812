"""Reading run sheets from files, with every problem said where it is."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from gala.cli.beside import beside
from gala.cli.failure import Failure
from gala.cli.language import Language, is_chinese
from run_sheet import Parsed, RunSheet, included_names, parse
from run_sheet.said import Said

SHEET_BYTES_MAX = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Written:
    """A sheet's file as it is, and those that it includes: what each holds, or why it cannot."""

    source: bytes
    files: Mapping[str, bytes | Said] = field(default_factory=dict)

    def parsed(self, path: Path) -> Parsed:
        """Judge the sheet; reports name it by its `path`."""
        return parse(self.source, name=str(path), files=self.files)

    def content(self, name: str | None) -> bytes:
        """What one of the files holds; None is the sheet itself."""
        held = self.source if name is None else self.files[name]
        return held if isinstance(held, bytes) else b""

    def changed(self, name: str | None, data: bytes) -> Written:
        """The same with other content of one of the files."""
        if name is None:
            return replace(self, source=data)
        return replace(self, files={**self.files, name: data})


@dataclass(frozen=True, slots=True)
class Sheet:
    """A run sheet that may go on air, and its text with everything that it includes."""

    sheet: RunSheet
    text: str


def read(path: Path) -> Parsed:
    """Return what the file says. Raises `Failure` (2) when it cannot be read."""
    return written(path).parsed(path)


def written(path: Path, lang: Language | None = None) -> Written:
    """Return a sheet's file and those that it includes. Raises `Failure` as `source`."""
    data = source(path, lang)
    return Written(data, beside(path, _names(data)))


@lru_cache(maxsize=1)
def _names(data: bytes) -> tuple[str, ...]:
    """Return which files a sheet includes. Kept: a sheet that is watched is mostly as it was."""
    return included_names(data)


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
    parsed = written(path, lang).parsed(path)
    if parsed.sheet is None:
        chinese = is_chinese(lang)
        for problem in parsed.errors:
            print(problem.render(str(path), "zh" if chinese else "en"), file=sys.stderr)
        refused = "不能播出：见" if chinese else "cannot go on air: see"
        raise Failure(f"{path} {refused} gala check {path}", code=1)
    return Sheet(parsed.sheet, parsed.text)
