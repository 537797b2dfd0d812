"""`gala diff`: what is different between two run sheets, in a producer's terms."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from pydantic_core import to_jsonable_python

from gala.cli import sheets
from gala.cli.failure import Failure
from gala.cli.formats import Format, Formatted, as_text
from gala.cli.language import Lang, Language, is_chinese
from run_sheet import RunSheet, digest
from run_sheet.differences import Difference, differences, finish_said


def diff(
    old: Annotated[Path, typer.Argument(help="A run sheet.")],
    new: Annotated[Path, typer.Argument(help="The same, later.")],
    format: Formatted = Format.TEXT,
    lang: Lang = None,
) -> None:
    """Tell what is different: segments, lengths, prices, stock, windows, prizes, promises, times.

    Exits 0 when both sheets mean the same, 1 when they differ, 2 when one of them cannot go on air.

    Example: gala diff monday.yaml friday.yaml
    """
    before, after = _load(old, lang), _load(new, lang)
    found = differences(before, after)
    if format is Format.JSON:
        typer.echo(as_text(_as_json(before, after, found)))
    else:
        chinese = is_chinese(lang)
        for one in found:
            if one.what != "finish":
                typer.echo(one.said.zh if chinese else one.said.en)
        if not found:
            typer.echo("两份流程单意思一样" if chinese else "Both sheets mean the same.")
        finish = finish_said(before.planned_end_ms, after.planned_end_ms, after.utc_offset_min)
        typer.echo(finish.zh if chinese else finish.en)
    raise typer.Exit(1 if found else 0)


def _load(path: Path, lang: Language | None) -> RunSheet:
    """Return a sheet without errors. Raises `Failure` (2), for 1 says that sheets differ."""
    try:
        return sheets.load(path, lang).sheet
    except Failure as failure:
        raise Failure(str(failure)) from None


def _as_json(before: RunSheet, after: RunSheet, found: tuple[Difference, ...]) -> dict[str, object]:
    return {
        "digest": {"before": digest(before), "after": digest(after)},
        "planned_end_ms": {"before": before.planned_end_ms, "after": after.planned_end_ms},
        "differences": [
            {
                "what": one.what,
                "place": one.place,
                "zh": one.said.zh,
                "en": one.said.en,
                "before": _plain(one.before),
                "after": _plain(one.after),
            }
            for one in found
        ],
    }


def _plain(value: object) -> object:
    return to_jsonable_python(value, exclude_none=True)
