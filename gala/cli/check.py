"""`gala check`: judge a run sheet before anyone is on air."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from gala.cli import sheets
from gala.cli.language import Lang, is_chinese
from run_sheet import Advice, Parsed, Problem, advice, digest


class Format(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    JSON = "json"


def check(
    sheet: Annotated[Path, typer.Argument(help="The run sheet, a YAML file.")],
    format: Annotated[Format, typer.Option(help="For people, or for programs.")] = Format.TEXT,
    lang: Lang = None,
) -> None:
    """Check a run sheet: every problem with its line, column and a hint.

    Exits 0 when it may go on air, 1 when it has errors, 2 when it cannot be read.

    Example: gala check run_sheet/shows/616.yaml
    """
    parsed = sheets.read(sheet)
    errors = len(parsed.errors)
    if format is Format.JSON:
        typer.echo(json.dumps(_as_json(sheet, parsed), ensure_ascii=False, indent=1))
    else:
        chinese = is_chinese(lang)
        for problem in parsed.problems:
            typer.echo(_told(sheet, problem, chinese))
        for one in _advice(parsed):
            typer.echo(f"{sheet}: hint: {one.segment}: {one.text}")
        typer.echo(_summary(sheet, parsed, errors))
    raise typer.Exit(1 if errors or parsed.sheet is None else 0)


def _told(path: Path, problem: Problem, chinese: bool) -> str:
    message, hint = problem.zh if chinese else (problem.message, problem.hint)
    where = f"{path}:{problem.line}:{problem.column}"
    waiver = problem.waiver
    if waiver is None:
        word = "提示" if chinese else "hint"
        return f"{where}: {problem.severity} {problem.code}: {message}\n    {word}: {hint}"
    if chinese:
        why = f"{waiver.by.zh} 于 {waiver.on} 豁免：{waiver.reason.zh}"
    else:
        why = f"waived by {waiver.by.en} on {waiver.on}: {waiver.reason.en}"
    return f"{where}: waived {problem.code}: {message}\n    {why}"


def _summary(path: Path, parsed: Parsed, errors: int) -> str:
    if errors or parsed.sheet is None:
        return f"{path}: {errors} error{'s' if errors != 1 else ''}"
    sheet = parsed.sheet
    minutes = (sheet.planned_end_ms - sheet.start_ms) // 60_000
    waived = sum(problem.waiver is not None for problem in parsed.problems)
    warnings = len(parsed.problems) - waived
    return (
        f"{path}: may go on air: {len(sheet.segments)} segments, {minutes} minutes, "
        f"{len(sheet.outlets)} outlets, {warnings} warning{'s' if warnings != 1 else ''}"
        + (f", {waived} waived" if waived else "")
    )


def _advice(parsed: Parsed) -> list[Advice]:
    return list(advice(parsed.sheet)) if parsed.sheet and not parsed.errors else []


def _as_json(path: Path, parsed: Parsed) -> dict[str, object]:
    return {
        "sheet": str(path),
        "digest": digest(parsed.sheet) if parsed.sheet else None,
        "problems": [
            {
                "code": problem.code,
                "severity": problem.severity,
                "line": problem.line,
                "column": problem.column,
                "path": problem.path,
                "message": problem.message,
                "hint": problem.hint,
                "zh": {"message": problem.zh[0], "hint": problem.zh[1]},
                "waiver": problem.waiver and problem.waiver.model_dump(exclude={"rule"}),
            }
            for problem in parsed.problems
        ],
        "hints": [{"segment": one.segment, "text": one.text} for one in _advice(parsed)],
    }
