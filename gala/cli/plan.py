"""`gala plan`: the running order by the clock, and what changes of it would lead to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from gala.cli import sheets
from gala.cli.beside import beside
from gala.cli.formats import Format, Formatted, as_text
from gala.cli.language import Lang, Language, failure, is_chinese
from gala.cli.plan_lines import order_json, order_lines, outcome_json, outcome_lines
from run_sheet import RunSheet, included_names
from run_sheet.differences import differences
from run_sheet.durations import parse_duration
from run_sheet.edited_text import edited_text
from run_sheet.outcome import OF_TIMES, outcome
from run_sheet.running_order import running_order
from run_sheet.said import Said
from run_sheet.what_if import Edit, Fix, Insert, Lengthen, Skip, WhatIfError, edited, segment_ids

Changes = list[str] | None


def plan(
    sheet: Annotated[Path, typer.Argument(help="The run sheet, a YAML file.")],
    at: Annotated[
        Changes, typer.Option(help="ID=21:05:00: fix the start of a segment.", metavar="ID=TIME")
    ] = None,
    extend: Annotated[
        Changes, typer.Option(help="ID=3m: make a segment longer.", metavar="ID=LENGTH")
    ] = None,
    shorten: Annotated[
        Changes, typer.Option(help="ID=30s: make a segment shorter.", metavar="ID=LENGTH")
    ] = None,
    insert: Annotated[
        Changes,
        typer.Option(
            help="ID=2m: put a break of that length after a segment.", metavar="ID=LENGTH"
        ),
    ] = None,
    skip: Annotated[Changes, typer.Option(help="Leave a segment out.", metavar="ID")] = None,
    out: Annotated[
        Path | None, typer.Option(help="Write the changed sheet here; a file that exists is kept.")
    ] = None,
    format: Formatted = Format.TEXT,
    lang: Lang = None,
) -> None:
    """Print the running order: starts, ends, latest starts, what there is to spare, windows, draws.

    With changes (each may be given several times; they are made in the order of this list) it tells
    what they would lead to: what moves, windows, draws, fixed times that are missed, what the check
    finds anew, the finish. Nothing is written without --out. A sheet whose times do not fit is told
    as it would come on air. Exits 0, 1 when what is told could not go on air, 2 when the sheet
    cannot be read or a change cannot be made.

    Example: gala plan my-show.yaml --extend opening=3m --skip song
    """
    written = sheets.written(sheet, lang)
    old, fits = _read(sheet, written, lang)
    edits = list(_edits(at, extend, shorten, insert, skip, lang))
    if not edits:
        if out is not None:
            raise failure(
                Said(
                    "没有改动可写：见 gala plan --help", "no change to write: see gala plan --help"
                ),
                lang,
            )
        _tell(old, format, lang)
        raise typer.Exit(0 if fits else 1)
    try:
        changed = edited(old, edits)
    except WhatIfError as error:
        raise failure(error.said, lang) from None
    found = outcome(old, changed)
    if format is Format.JSON:
        typer.echo(as_text(outcome_json(old, changed, found)))
    else:
        for line in outcome_lines(changed, found, chinese=is_chinese(lang)):
            typer.echo(line)
    if out is not None:
        _write(out, written, changed, edits, segment_ids(old), lang, fits=found.fits)
    raise typer.Exit(0 if found.fits else 1)


def _read(path: Path, written: sheets.Written, lang: Language | None) -> tuple[RunSheet, bool]:
    """Return a sheet and whether it fits; where only its times do not, with its errors on stderr.

    Raises `Failure` (1) for other errors.
    """
    parsed = written.parsed(path)
    if parsed.sheet is not None:
        return parsed.sheet, True
    of_times = {rule.code for rule in OF_TIMES}
    if parsed.unfit is None or not {one.code for one in parsed.errors} <= of_times:
        return sheets.load(path, lang).sheet, False
    for problem in parsed.errors:
        typer.echo(problem.render(str(path), "zh" if is_chinese(lang) else "en"), err=True)
    return parsed.unfit, False


def _tell(sheet: RunSheet, format: Format, lang: Language | None) -> None:
    order = running_order(sheet)
    if format is Format.JSON:
        typer.echo(as_text(order_json(sheet, order)))
        return
    for line in order_lines(sheet, order, chinese=is_chinese(lang)):
        typer.echo(line)


def _edits(
    at: Changes,
    extend: Changes,
    shorten: Changes,
    insert: Changes,
    skip: Changes,
    lang: Language | None,
) -> Iterator[Edit]:
    for one in at or ():
        yield Fix(*_pair(one, "ID=21:05:00", lang))
    for one in extend or ():
        yield Lengthen(*_length(one, lang))
    for one in shorten or ():
        name, length_ms = _length(one, lang)
        yield Lengthen(name, -length_ms)
    for one in insert or ():
        yield Insert(*_length(one, lang))
    for one in skip or ():
        yield Skip(one)


def _pair(text: str, example: str, lang: Language | None) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not (name and equals and value):
        said = Said(
            f"`{text[:60]}` 应写成 {example} 这样", f"`{text[:60]}` must be written like {example}"
        )
        raise failure(said, lang)
    return name, value


def _length(text: str, lang: Language | None) -> tuple[str, int]:
    name, value = _pair(text, "ID=3m", lang)
    length_ms = parse_duration(value)
    if not length_ms:
        said = Said(
            f"`{value[:60]}` 不是时长：写成 3m、30s 这样",
            f"`{value[:60]}` is no length: write it like 3m or 30s",
        )
        raise failure(said, lang)
    return name, length_ms


def _write(
    path: Path,
    written: sheets.Written,
    changed: RunSheet,
    edits: list[Edit],
    ids: frozenset[str],
    lang: Language | None,
    *,
    fits: bool,
) -> None:
    """Write the changed text, where `ids` were taken before and the sheet `fits` or does not.

    Raises `Failure`; then nothing is written.
    """
    try:
        text = edited_text(written.source.decode(), edits, ids)
    except WhatIfError as error:
        raise failure(error.said, lang) from None
    # What it includes is looked for where it will stand.
    data = text.encode()
    made = sheets.Written(data, beside(path, included_names(data))).parsed(path)
    by_hand = Said(
        "这份流程单里写不出这些改动：请手工改，什么也没写",
        "these changes cannot be made in this text: make them by hand; nothing is written",
    )
    if made.sheet is None:
        if fits and sheets.Written(data, written.files).parsed(path).sheet is None:
            raise failure(by_hand, lang)
        said = Said(
            "这样改就不能播出了：什么也没写",
            "changed like this it cannot go on air: nothing written",
        )
        raise failure(said, lang, 1)
    if differences(changed, made.sheet):
        raise failure(by_hand, lang)
    try:
        with path.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
    except FileExistsError:
        said = Said(f"{path} 已经有了：换个名字", f"{path} exists already: choose another name")
        raise failure(said, lang) from None
    except OSError as error:
        said = Said(
            f"{path} 写不了（{error.strerror}）", f"{path} cannot be written ({error.strerror})"
        )
        raise failure(said, lang) from None
    told = Said(f"已写入 {path}", f"written: {path}")
    typer.echo(told.zh if is_chinese(lang) else told.en, err=True)
