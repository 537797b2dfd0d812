"""Where the parts of an expanded sheet are written: in which file, and at which path in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from .compose import Document
from .problem import Finding, Path, Problem, problem
from .said import Said


@dataclass(frozen=True, slots=True)
class File:
    """A file that was read; the sheet itself has no name here, for it has none in a sheet."""

    name: str | None
    document: Document


class Spot(NamedTuple):
    """Where something is written. `of` names the part that was put elsewhere as a whole."""

    file: File
    path: Path
    of: Path | None


class Origins:
    """The places of an expanded sheet, each with where it is written.

    What was not put elsewhere stands in the sheet itself, at the same path.
    """

    def __init__(self, sheet: File) -> None:
        self.sheet = sheet
        self._grafts: dict[Path, tuple[File, Path]] = {}
        self._uses: Counter[tuple[str | None, Path]] = Counter()
        self._mute: set[Path] = set()
        self._mute_alone: set[Path] = set()

    @property
    def is_plain(self) -> bool:
        """Whether all stands where it is written."""
        return not self._grafts

    def graft(self, path: Path, file: File, written: Path) -> None:
        """Note that what stands at `path` is written in `file` at another."""
        self._grafts[path] = (file, written)
        self._uses[file.name, written] += 1

    def copy(self, path: Path, other: Path, origins: Origins) -> None:
        """Note that what stands at `path` is what stood at `other` by other origins."""
        spot = origins.spot(other)
        self.graft(path, spot.file, spot.path)

    def without(self, places: Iterable[Path]) -> Origins:
        """The same origins, but for what is below some places."""
        below = set(places)
        origins = Origins(self.sheet)
        for path, (file, written) in self._grafts.items():
            if not _lies_in(path, below):
                origins.graft(path, file, written)
        return origins

    def mute(self, path: Path, *, alone: bool = False) -> None:
        """Note that what is wrong at `path`, or in it unless `alone`, is told already."""
        (self._mute_alone if alone else self._mute).add(path)

    def spot(self, path: Path) -> Spot:
        """Where a path is written, or where it would be."""
        for depth in range(len(path), 0, -1) if self._grafts else ():
            if path[:depth] in self._grafts:
                file, written = self._grafts[path[:depth]]
                return Spot(file, (*written, *path[depth:]), written)
        return Spot(self.sheet, path, None)

    def uses(self, spot: Spot) -> int:
        """How many places of the expanded sheet come of what is written there."""
        return 1 if spot.of is None else self._uses[spot.file.name, spot.of]

    def path(self, path: Path) -> Path:
        """The path in its own file."""
        return self.spot(path).path

    def is_told(self, path: Path) -> bool:
        """Whether a path lies in a value that could not be read, which is told already."""
        if path in self._mute_alone or _lies_in(path, self._mute):
            return True
        spot = self.spot(path)
        return _lies_in(spot.path, spot.file.document.unread)

    def problem(self, finding: Finding) -> Problem:
        """The finding with its file, line and column."""
        spot = self.spot(finding.path)
        message = finding.message
        if finding.see is not None:
            seen = self.spot(finding.see)
            line = seen.file.document.places.find(seen.path)[0]
            where = Said(f"第 {line} 行", f"line {line}")
            if seen.file.name != spot.file.name:
                zh, en = _file_said(seen.file)
                where = Said(f"{zh}{where.zh}", f"{where.en} of {en}")
            message = Said(
                message.zh.replace("{see}", where.zh), message.en.replace("{see}", where.en)
            )
        return problem(
            finding.rule,
            spot.file.document.places.find(spot.path, on_key=finding.on_key),
            spot.path,
            message,
            *(finding.hint, finding.severity, finding.waiver, finding.chart, spot.file.name),
        )


def in_file(problems: list[Problem], name: str) -> list[Problem]:
    """The problems of an included file's text, with its name."""
    return [replace(each, file=name) for each in problems]


def _lies_in(path: Path, places: set[Path]) -> bool:
    return bool(places) and any(path[:depth] in places for depth in range(len(path) + 1))


def _file_said(file: File) -> Said:
    if file.name is None:
        return Said("流程单", "the sheet")
    return Said(f" {file.name} ", file.name)
