"""Reading a sheet: from bytes to a run sheet, or to everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from .check import check
from .checks import judged
from .compose import Document, compose
from .draft import draft_of
from .expand import Expanded, expand
from .explain import explain
from .includes import LISTS, Files
from .model import FORMAT_VERSION, RunSheet
from .once import bounded, errors_once, told_once
from .origins import Origins
from .problem import PROBLEMS_MAX, Finding, Problem, problem
from .refusal import shown
from .rules import Rule
from .said import Said
from .source import read_text
from .weighing import weighed


@dataclass(frozen=True, slots=True)
class Parsed:
    """What came of reading: `sheet` is there exactly if no problem is an error.

    `text` is what a night keeps: the sheet in one text that stands for itself, as it was given or,
    with includes, templates and loops, written out.
    `repeats` are the ids of segments that only repeat others, in the later rounds of a loop.
    `unfit` is a sheet whose parts are valid, where errors keep it from being the `sheet`.
    """

    name: str
    sheet: RunSheet | None
    problems: tuple[Problem, ...]
    text: str = ""
    repeats: frozenset[str] = frozenset()
    unfit: RunSheet | None = None

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep the sheet off the air."""
        return tuple(problem for problem in self.problems if problem.is_error)

    def report(self, lang: str = "en") -> str:
        """The problems for people, one a line, each beginning `name:line:column:`."""
        return "\n".join(problem.render(self.name, lang) for problem in self.problems)


def parse(source: bytes | str, *, name: str = "sheet", files: Files | None = None) -> Parsed:
    """Read a run sheet. Never raises for bad input: see `Parsed.problems`, sorted by position.

    `name` is what reports call the sheet, its file name as a rule. `files` are those that it
    includes (`included_names`).
    """
    text = read_text(source)
    if isinstance(text, Problem):
        return Parsed(name, None, (text,))
    document = compose(text)
    sheet, problems = None, list(document.problems)
    repeats: frozenset[str] = frozenset()
    if document.is_complete:
        not_a_sheet = _not_a_sheet(document)
        if not_a_sheet is not None:
            problems.append(not_a_sheet)
        elif isinstance(document.data, dict):
            expanded = expand(document, files or {})
            sheet, findings = _judge(expanded)
            problems += expanded.problems
            problems += _placed(told_once(findings, expanded.origins), expanded.origins)
            text, repeats = expanded.text or text, expanded.repeats
    problems = _in_order(problems)
    if any(each.is_error for each in problems):
        return Parsed(name, None, tuple(problems), text, repeats, sheet)
    return Parsed(name, sheet, tuple(problems), text, repeats)


def _judge(expanded: Expanded) -> tuple[RunSheet | None, list[Finding]]:
    data, origins = expanded.data, expanded.origins
    sheet = None
    findings = list(expanded.findings)
    try:
        sheet = RunSheet.model_validate(data)
    except ValidationError as error:
        errors = error.errors(include_url=False)
        # A misspelt key is two errors and one finding.
        most = 2 * (PROBLEMS_MAX + 1)
        errors = errors_once(errors + _of_unknown_kinds(errors, data), origins)
        findings += explain(errors[:most], data, origins.path)
    if not expanded.is_broken:
        findings += bounded(check(draft_of(data, sheet)), origins, PROBLEMS_MAX + 1)
    if sheet is None:
        return None, findings
    if expanded.is_broken or any(finding.rule.severity == "error" for finding in findings):
        # Its references may lead nowhere: it is not judged, and its waivers may yet be needed.
        told = weighed(findings, sheet)
        return sheet, [finding for finding in told if finding.rule is not Rule.UNUSED_WAIVER]
    findings += bounded(judged(sheet), origins, PROBLEMS_MAX + 1)
    return sheet, list(weighed(findings, sheet))


def _of_unknown_kinds(errors: list[ErrorDetails], data: dict[str, Any]) -> list[ErrorDetails]:
    """Errors in what all kinds have, of segments whose kind is not known."""
    places = {
        error["loc"][1]
        for error in errors
        if error["type"].startswith("union_tag") and error["loc"][0] == "segments"
    }
    if not places:
        return []
    as_host = [
        {**segment, "kind": "host"} if index in places and isinstance(segment, dict) else segment
        for index, segment in enumerate(data["segments"])
    ]
    try:
        RunSheet.model_validate({**data, "segments": as_host})
    except ValidationError as error:
        return [
            each
            for each in error.errors(include_url=False)
            if each["loc"][0] == "segments"
            and each["loc"][1:2] != ()
            and each["loc"][1] in places
            and each["type"] != "extra_forbidden"
        ]
    return []


def _placed(findings: Iterable[Finding], origins: Origins) -> Iterator[Problem]:
    """The findings with line and column, but for those inside a value that could not be read.

    That it could not be read is told already: one mistake is one problem.
    """
    for finding in findings:
        if not origins.is_told(finding.path):
            yield origins.problem(finding)


def _in_order(problems: list[Problem]) -> list[Problem]:
    """By position, each once, and not more than anyone can read."""
    unique = dict.fromkeys(problems)
    ordered = sorted(unique, key=_position)
    if len(ordered) <= PROBLEMS_MAX:
        return ordered
    untold = ordered[PROBLEMS_MAX]
    last = problem(
        Rule.TOO_MANY_PROBLEMS,
        (untold.line, untold.column),
        (),
        Said(
            f"问题超过 {PROBLEMS_MAX} 个；从这里起不再列出",
            f"there are more than {PROBLEMS_MAX} problems; from here on they are not told",
        ),
        Said(
            "先改正上面的；是不是选错了文件？",
            "correct those above first; is this the right file?",
        ),
        file=untold.file,
    )
    return [*ordered[:PROBLEMS_MAX], last]


def _position(each: Problem) -> tuple[str, int, int, str, str]:
    """The sheet comes first, and what it includes by name."""
    return each.file or "", each.line, each.column, each.code, each.message


def _not_a_sheet(document: Document) -> Problem | None:
    """Why there is no point in looking at keys, if so and not told already."""
    data = document.data
    if () in document.unread:
        return None
    if data is None:
        return problem(
            Rule.EMPTY,
            (1, 1),
            (),
            Said("文件是空的", "there is nothing in this file"),
            Said(
                "从 `gala: 1` 写起；run_sheet/shows 里有可以照着改的流程单",
                "begin with `gala: 1`; run_sheet/shows has sheets to start from",
            ),
        )
    if not isinstance(data, dict):
        return problem(
            Rule.NOT_A_MAPPING,
            (1, 1),
            (),
            Said("流程单应是一组键值", "a run sheet is a mapping of keys to values"),
            Said(
                "从 `gala: 1` 写起，然后是 `id:`、`title:` 等等，每个各占一行",
                "begin with `gala: 1`, then `id:`, `title:` and so on, each on a line of its own",
            ),
        )
    if data and data.keys() <= {*LISTS, "segments"}:
        return problem(
            Rule.MISSING_KEY,
            (1, 1),
            ("gala",),
            Said(
                "这不是完整的流程单：缺少 `gala`", "this is no whole run sheet: `gala` is missing"
            ),
            Said(
                "它像是别的流程单引用的文件：检查那份流程单；完整的流程单从 `gala: 1` 写起",
                "it looks like a file that a sheet includes: check that sheet; a whole one begins "
                "with `gala: 1`",
            ),
        )
    version = data.get("gala", FORMAT_VERSION)
    if type(version) is int and version != FORMAT_VERSION and ("gala",) not in document.unread:
        return problem(
            Rule.UNKNOWN_VERSION,
            document.places.find(("gala",)),
            ("gala",),
            Said(
                f"这是格式版本 {shown(version)}；这个 gala 只读版本 {FORMAT_VERSION}",
                f"this is format version {shown(version)}; this gala reads version "
                f"{FORMAT_VERSION}",
            ),
            Said(
                "如果流程单其实是这个版本，写 `gala: 1`；否则换新的 gala",
                "write `gala: 1` if the sheet is of that version, or use a newer gala",
            ),
        )
    return None
