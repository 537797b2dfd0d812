"""`gala check`: judge a run sheet before anyone is on air."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from gala.cli import sheets
from gala.cli.failure import Failure
from gala.cli.formats import Format, Formatted
from gala.cli.language import Lang, Language, is_chinese
from gala.cli.telling import advised, summary, told
from gala.cli.watching import Seen, changes
from run_sheet import Advice, Parsed, advice, digest

CLEAR = "\033[2J\033[H"
"""What a terminal makes a clear screen of."""


def check(
    sheet: Annotated[Path, typer.Argument(help="The run sheet, a YAML file.")],
    format: Formatted = Format.TEXT,
    lang: Lang = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Check again whenever a file changes, until Ctrl-C.")
    ] = False,
) -> None:
    """Check a run sheet: every problem with its line, column and a hint.

    Exits 0 when it may go on air, 1 when it has errors, 2 when it cannot be read; with --watch
    that of the last check. Then --format json prints one line for each check.

    Example: gala check run_sheet/shows/616.yaml
    """
    chinese = is_chinese(lang)
    written = sheets.written(sheet, lang)
    code = _watched(sheet, format, lang) if watch else _judged(sheet, written, format, chinese, 1)
    raise typer.Exit(code)


def _judged(
    path: Path, written: sheets.Written, format: Format, chinese: bool, indent: int | None
) -> int:
    """Tell what is wrong with a sheet and return the exit status."""
    parsed = written.parsed(path)
    if format is Format.JSON:
        typer.echo(json.dumps(_as_json(path, parsed), ensure_ascii=False, indent=indent))
    else:
        for problem in parsed.problems:
            typer.echo(told(path, problem, chinese))
        for one in _advice(parsed):
            typer.echo(advised(path, one, chinese))
        for line in _signatures(path, parsed, chinese):
            typer.echo(line)
        typer.echo(summary(path, parsed, chinese))
    return _status(parsed)


def _watched(path: Path, format: Format, lang: Language | None) -> int:
    """Check at every change until somebody interrupts; return what the last check ends with."""
    chinese = is_chinese(lang)
    seen: Seen[sheets.Written] = sheets.Written(b"")
    # An interrupt may come in the midst of a check: the status is found for itself.
    with contextlib.suppress(KeyboardInterrupt):
        for seen in changes(lambda: sheets.written(path, lang)):
            if format is Format.TEXT:
                _separate(path, chinese)
            if isinstance(seen, Failure):
                typer.echo(f"gala: {seen}", err=True)
            else:
                _judged(path, seen, format, chinese, None)
    return seen.code if isinstance(seen, Failure) else _status(seen.parsed(path))


def _status(parsed: Parsed) -> int:
    return 0 if parsed.sheet is not None else 1


def _separate(path: Path, chinese: bool) -> None:
    """Begin a check: on a clear screen, or in a file under a line that says when it was."""
    if sys.stdout.isatty():
        typer.echo(CLEAR, nl=False)
    clock = datetime.now().strftime("%H:%M:%S")
    rule = "每次存盘就检查，Ctrl-C 结束" if chinese else "checked at every change, Ctrl-C ends"
    typer.echo(f"--- {clock} {path}: {rule}")


def _signatures(path: Path, parsed: Parsed, chinese: bool) -> Iterator[str]:
    """Yield what is said of signatures that are missing: of auditors, and of approvers."""
    sheet = parsed.sheet
    if sheet is None or not (sheet.auditors or sheet.unattended):
        return
    from gala.cli.approvals import approvals_hint
    from gala.cli.audits import audits_hint

    for hint_of in (audits_hint, approvals_hint):
        try:
            hint = hint_of(sheet, path, chinese=chinese)
        except Failure as failure:
            hint = f"gala: {failure}"
        if hint is not None:
            yield hint


def _advice(parsed: Parsed) -> list[Advice]:
    """The hints, once for all rounds of a loop."""
    found = advice(parsed.sheet) if parsed.sheet else ()
    return [one for one in found if one.segment not in parsed.repeats]


def _as_json(path: Path, parsed: Parsed) -> dict[str, object]:
    return {
        "sheet": str(path),
        "digest": digest(parsed.sheet) if parsed.sheet else None,
        "problems": [
            {
                "code": problem.code,
                "severity": problem.severity,
                "file": problem.file,
                "line": problem.line,
                "column": problem.column,
                "path": problem.path,
                "message": problem.message,
                "hint": problem.hint,
                "zh": {"message": problem.zh[0], "hint": problem.zh[1]},
                "waiver": problem.waiver and problem.waiver.model_dump(exclude={"rule"}),
                **({} if problem.chart is None else {"chart": problem.chart.numbers()}),
            }
            for problem in parsed.problems
        ],
        "hints": [
            {"segment": one.segment, "text": one.text.en, "zh": one.text.zh}
            for one in _advice(parsed)
        ],
    }
