"""Putting the included files of a sheet where they belong, before anything else is judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard

from pydantic import ValidationError

from . import include_findings as findings
from .compose import VALUES_MAX, compose
from .entries import explained
from .explain import explain
from .file_names import is_file_name
from .origins import File, Origins, in_file
from .problem import PROBLEMS_MAX, Finding, Path, Problem
from .said import Said
from .sizes import values_in
from .source import read_text
from .written import INCLUDES_MAX, Inclusion, Top

Files = Mapping[str, bytes | str | Said]
"""Included files by name: what each holds, or why it cannot be read."""

LISTS = (
    *("goods", "rooms", "merchants", "guarantees", "tiers", "auditors", "promises"),
    "templates",
)
"""The lists that an included file may bring; they go behind the sheet's own."""

_Graft = tuple[Path, File, Path]


@dataclass(slots=True)
class Joined:
    """A sheet with its included files in it; loops and templates are still as written.

    Where it `is_broken`, something is missing, and what refers to it cannot be judged; where it
    `lacks_files`, that is for what it includes.
    """

    data: dict[str, Any]
    origins: Origins
    problems: list[Problem]
    is_broken: bool = False
    lacks_files: bool = False

    @property
    def is_enough(self) -> bool:
        """Whether more is wrong than anyone can read, and nothing more needs to be looked for."""
        return len(self.problems) > PROBLEMS_MAX

    def tell(self, finding: Finding, *, lacking: bool = True) -> None:
        """Note what is wrong, unless the value could not be read, which is told already.

        `lacking` says that a part is missing for it.
        """
        self.is_broken = self.is_broken or lacking
        if not self.is_enough and not self.origins.is_told(finding.path):
            self.problems.append(self.origins.problem(finding))


def included_names(source: bytes | str) -> tuple[str, ...]:
    """Return the names of the files that a sheet includes, as far as they are allowed.

    Never raises: what is wrong with the others, `parse` tells.
    """
    text = read_text(source)
    if not isinstance(text, str) or "include" not in text:
        return ()
    data = compose(text).data
    if not isinstance(data, dict):
        return ()
    top = data.get("include")
    names = [*(top if isinstance(top, list) else ()), *_spliced(data.get("segments"))]
    return tuple(dict.fromkeys(filter(is_file_name, names)))[:INCLUDES_MAX]


def is_loop(entry: object) -> TypeGuard[dict[str, Any]]:
    """Whether an entry of a list of segments is a loop."""
    return isinstance(entry, dict) and "repeat" in entry


def is_inclusion(entry: object) -> TypeGuard[dict[str, Any]]:
    """Whether an entry of a list of segments stands for those of another file."""
    return isinstance(entry, dict) and "include" in entry and not is_loop(entry)


def _spliced(segments: object) -> Iterator[Any]:
    for entry in segments if isinstance(segments, list) else ():
        if is_inclusion(entry):
            yield entry["include"]
        elif is_loop(entry):
            inside = filter(is_inclusion, _list(entry.get("segments")))
            yield from (inner["include"] for inner in inside)


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def join(sheet: File, data: dict[str, Any], files: Files) -> Joined:
    """Return the sheet with its included files in their places."""
    joined = Joined(data, Origins(sheet), [])
    if "include" in data or any(map(_holds_inclusion, _list(data.get("segments")))):
        _Joiner(joined, files).join()
    return joined


def _holds_inclusion(entry: object) -> bool:
    if is_loop(entry):
        return any(map(is_inclusion, _list(entry.get("segments"))))
    return is_inclusion(entry)


class _Joiner:
    """Everything is told of paths as they are written; grafts are made when all is told."""

    def __init__(self, joined: Joined, files: Files) -> None:
        self.joined = joined
        self.files = files
        self.read: dict[str, File | None] = {}
        self.placed: set[str] = set()
        self.grafts: list[_Graft] = []
        self.values = 0
        self.is_full = False

    def join(self) -> None:
        written = self.joined.data
        data = {key: value for key, value in written.items() if key != "include"}
        for name, path in self.named_at_top(written):
            self.file(name, path)
        if isinstance(written.get("segments"), list):
            place = ("segments",)
            data["segments"] = self.segments(written["segments"], place, place)
        self.lists(data)
        if "segments" in data:
            # People read lists before what refers to them.
            data["segments"] = data.pop("segments")
        for file in filter(None, self.read.values()):
            self.check_keys(file)
        self.joined.data = data
        self.joined.lacks_files = self.joined.is_broken
        for graft in self.grafts:
            self.joined.origins.graft(*graft)

    def named_at_top(self, data: dict[str, Any]) -> Iterator[tuple[str, Path]]:
        try:
            Top.model_validate({"include": data.get("include")})
        except ValidationError as error:
            for finding in explain(error.errors(include_url=False), data):
                self.joined.tell(finding)
        named: set[str] = set()
        for index, name in enumerate(_list(data.get("include"))):
            if not is_file_name(name):
                continue
            if name in named:
                self.joined.tell(findings.twice(name, ("include", index)))
            else:
                named.add(name)
                yield name, ("include", index)

    def segments(self, entries: list[Any], path: Path, place: Path) -> list[Any]:
        """The entries with those of included files among them.

        They are written at `path`, and are put to `place`.
        """
        made: list[Any] = []
        for index, entry in enumerate(entries):
            written, there = (*path, index), (*place, len(made))
            if is_inclusion(entry):
                for file, inner, at in self.spliced(entry, written):
                    self.grafts.append(((*place, len(made)), file, at))
                    made.append(inner)
                continue
            if there != written:
                self.grafts.append((there, self.joined.origins.sheet, written))
            if is_loop(entry) and len(path) == 1:
                inside = _list(entry.get("segments"))
                if any(map(is_inclusion, inside)):
                    made_inside = self.segments(
                        inside, (*written, "segments"), (*there, "segments")
                    )
                    entry = {**entry, "segments": made_inside}
            made.append(entry)
        return made

    def spliced(self, entry: dict[str, Any], path: Path) -> Iterator[tuple[File, Any, Path]]:
        """The segments of a file, each with where it is written."""
        try:
            name = Inclusion.model_validate(entry).include
        except ValidationError as error:
            self.joined.is_broken = True
            for finding in (
                ()
                if self.joined.is_enough
                else explained(error, "include", entry, path, self.joined.origins.path)
            ):
                self.joined.tell(finding)
            return
        place = (*path, "include")
        if name in self.placed:
            self.joined.tell(findings.twice(name, place))
            return
        self.placed.add(name)
        file = self.file(name, place)
        if file is None:
            return
        data = file.document.data
        if "segments" not in data:
            self.joined.tell(findings.no_segments(name, place))
        for index, segment in enumerate(_list(data.get("segments"))):
            if _holds_inclusion(segment):
                self.tell_in(file, findings.nested(("segments", index)))
            else:
                yield file, segment, ("segments", index)

    def lists(self, data: dict[str, Any]) -> None:
        """Put the lists of all files behind the sheet's own, in the order of their names."""
        for key in LISTS:
            if key in data and not isinstance(data[key], list):
                continue
            entries = list(data.get(key, ()))
            for file in filter(None, self.read.values()):
                for index, entry in enumerate(_list(file.document.data.get(key))):
                    self.grafts.append(((key, len(entries)), file, (key, index)))
                    entries.append(entry)
            if entries or key in data:
                data[key] = entries

    def file(self, name: str, path: Path) -> File | None:
        """The file, read once; None where it is no good, which is told."""
        if name not in self.read:
            if len(self.read) < INCLUDES_MAX:
                self.read[name] = self.opened(name, path)
            elif not self.is_full:
                self.is_full = True
                self.joined.tell(findings.too_many(INCLUDES_MAX, path))
        return self.read.get(name)

    def opened(self, name: str, path: Path) -> File | None:
        content = self.files.get(name, Said("没有这个文件", "there is no such file"))
        if isinstance(content, Said):
            self.joined.tell(findings.unreadable(name, path, content))
            return None
        text = read_text(content)
        document = compose(text) if isinstance(text, str) else None
        problems = [text] if isinstance(text, Problem) else document.problems if document else []
        self.joined.problems += in_file(problems, name)
        self.joined.is_broken = self.joined.is_broken or bool(problems)
        if document is None or not document.is_complete or () in document.unread:
            return None
        file = File(name, document)
        if not isinstance(document.data, dict):
            self.tell_in(file, findings.no_mapping(document.data))
            return None
        if "gala" in document.data:
            self.joined.tell(findings.whole(name, path))
            return None
        self.values += values_in(document.data)
        if self.values > VALUES_MAX:
            self.joined.tell(findings.too_much(VALUES_MAX, path))
            return None
        return file

    def check_keys(self, file: File) -> None:
        """Tell of keys that an included file does not have, and of segments without a place."""
        assert file.name is not None
        for key, value in file.document.data.items():
            if key == "include":
                self.tell_in(file, findings.nested((key,)))
            elif key not in (*LISTS, "segments"):
                self.tell_in(file, findings.unknown_key(key, (*LISTS, "segments")))
            elif not isinstance(value, list):
                self.tell_in(file, findings.no_list(key, value))
        if "segments" in file.document.data and file.name not in self.placed:
            self.tell_in(file, findings.unplaced(file.name, ("segments",)))

    def tell_in(self, file: File, finding: Finding) -> None:
        """Tell what is wrong in an included file; the path is the file's own."""
        Joined({}, Origins(file), self.joined.problems).tell(finding)
        self.joined.is_broken = True
