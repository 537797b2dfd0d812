"""`gala import`: a producer's spreadsheet, or a project of ontime, as a run sheet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gala.cli import head
from gala.cli.failure import Failure
from gala.cli.language import Lang, Language, failure, is_chinese
from gala.cli.new import schema_beside, write_new
from run_sheet import Parsed, Text, parse
from run_sheet.durations import format_duration
from run_sheet.instants import Start, format_clock, parse_instant
from run_sheet.said import Said

if TYPE_CHECKING:
    from gala.grid.cells import Row
    from gala.intake.items import Item
    from gala.intake.reading import Reading

SHOWN = 12
"""Rows of the preview."""

Table = Annotated[Path, typer.Argument(help="A .csv, an .xlsx, or the .json of an ontime project.")]
Corrections = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        help="What a column is, by its header or letter: 时间=length, F=notes, G=- (leave it out). "
        "Repeat it for more.",
        show_default=False,
    ),
]
SheetName = Annotated[
    str | None,
    typer.Option("--sheet", help="Which worksheet, or which rundown.", show_default="the first"),
]
Out = Annotated[
    Path | None,
    typer.Option(help="Write the run sheet here; it must not be there yet.", show_default=False),
]


def import_(
    table: Table,
    correction: Corrections = None,
    out: Out = None,
    sheet: SheetName = None,
    title: head.Title = None,
    title_en: head.TitleEn = None,
    start: head.Start = None,
    outlet: head.Outlets = None,
    lang: Lang = None,
) -> None:
    """Show how a table is understood as a run sheet; with --out, write it.

    Columns are known by their headers in Chinese or English. What has no place in a run sheet is
    kept in the notes. Exits 0 when the sheet may go on air, 1 when there are mistakes (then nothing
    is written) or something is left to fill in.

    Example: gala import rundown.xlsx --map 时间=length --out my-show.yaml
    """
    from gala.intake.columns import MapError
    from gala.intake.reading import read_rundown
    from gala.intake.timing import set_times
    from gala.intake.writing import sheet_text

    chinese = is_chinese(lang)
    named, rows = _rows(table, sheet, lang)
    outlets = head.outlets_of(outlet or ["app"], lang)
    try:
        found = read_rundown(rows, _wishes(correction, lang), [one.id for one in outlets])
    except MapError as error:
        raise failure(error.said, lang) from None
    begins = head.start_of(start, lang=lang) if start else _proposed(found.items)
    instant = parse_instant(begins)
    assert instant is not None
    told = [*found.told, *set_times(found.items, instant)]
    _preview(table, found, instant, chinese)
    for one in sorted(told, key=lambda one: one.row or 0):
        typer.echo(one.render(str(table), chinese))
    if found.mistakes:
        count = found.mistakes
        en = f"{table}: {count} mistake{'s' if count != 1 else ''}: nothing is written"
        raise Failure(f"{table}: {count} 处错误：什么也没写" if chinese else en, 1)
    comments = [f"由 gala import 从 {table.name} 生成 / made by gala import out of {table.name}"]
    if start is None:
        comments.append(
            "开始的日期只是建议，请改 / the date of the start is a proposal: correct it"
        )
    text = sheet_text(
        head.sheet_id(out or table),
        head.title_of(title, title_en, Text(zh=named, en=named), lang),
        begins,
        outlets,
        found.items,
        comments,
    )
    # Its lines are those of the sheet, not of the table.
    parsed = parse(text, name=str(out or ("流程单" if chinese else "run sheet")))
    _left(parsed, chinese)
    if out is not None:
        write_new(out, text, lang)
        schema_beside(out, lang)
        typer.echo(f"已写：{out}" if chinese else f"Written: {out}")
    else:
        typer.echo("加上 --out 文件名 就写出来" if chinese else "--out FILE writes it.")
    raise typer.Exit(1 if parsed.errors else 0)


def _rows(table: Path, sheet: str | None, lang: Language | None) -> tuple[str, list[Row]]:
    """Return a title for the sheet and the rows of the table. Raises `Failure`."""
    from gala.grid.cells import GridError
    from gala.grid.files import read_bytes, read_rows
    from gala.intake.items import line_of
    from gala.intake.ontime import read_project

    otherwise = line_of(table.stem) or "my show"
    try:
        if table.suffix.lower() != ".json":
            return otherwise, read_rows(table, worksheet=sheet, computed=True)
        data = read_bytes(table)
    except GridError as error:
        raise failure(error.said, lang) from None
    try:
        title, rows = read_project(data, sheet)
    except GridError as error:
        raise failure(error.about(table).said, lang) from None
    return line_of(title) or otherwise, rows


def _wishes(corrections: Sequence[str] | None, lang: Language | None) -> dict[str, str]:
    wishes = {}
    for one in corrections or ():
        which, equals, key = one.rpartition("=")
        if not (which and equals and key):
            said = Said(
                f"--map {one}：写列和键，例如 --map 时间=length",
                f"--map {one}: write a column and a key, like --map 时间=length",
            )
            raise failure(said, lang)
        wishes[which] = key
    return wishes


def _proposed(items: Sequence[Item]) -> str:
    """Return tomorrow, at the time of day at which the first segment starts."""
    begins = head.start_of(None)
    first_ms = items[0].start_ms if items else None
    if first_ms is None:
        return begins
    return f"{begins[:11]}{format_clock(first_ms, 0)[:8]}{begins[19:]}"


def _preview(table: Path, found: Reading, start: Start, chinese: bool) -> None:
    for column in found.columns:
        typer.echo(f"{table}: {column.said().zh if chinese else column.said().en}")
    for item in found.items[:SHOWN]:
        lasts = format_duration(item.length_ms) if item.length_ms else "?"
        at = f" {'定于' if chinese else 'at'} {item.at}" if item.at else ""
        if item.ends:
            at = f" {item.ends} 结束" if chinese else f" ends {item.ends}"
        guests = f" [{len(item.guests)}]" if item.guests else ""
        prizes = f" {{{len(item.prizes)}}}" if item.prizes else ""
        notes = f" +{len(item.notes)}" if item.notes else ""
        typer.echo(
            f"  {item.row:>4}  {item.id}  {item.kind}  {lasts}{at}  {item.title.zh}"
            f"{guests}{prizes}{notes}"
        )
    if len(found.items) > SHOWN:
        typer.echo("   ...")
    if not found.items:
        return
    total = format_duration(sum(item.length_ms or 0 for item in found.items))
    begins = format_clock(start.unix_ms, start.utc_offset_min)
    count = len(found.items)
    zh = f"{count} 个环节，共 {total}，{begins} 开始；[n] 是嘉宾，{{n}} 是奖品，+n 是备注行"
    en = f"{count} segments, {total} in all, from {begins}; [n] guests, {{n}} prizes, +n notes"
    typer.echo(f"{table}: {zh if chinese else en}")


def _left(parsed: Parsed, chinese: bool) -> None:
    """Tell what the check would say of the sheet."""
    for problem in parsed.problems:
        typer.echo(problem.render(parsed.name, "zh" if chinese else "en"))
    count = len(parsed.errors)
    if count:
        typer.echo(f"还有 {count} 处要补" if chinese else f"{count} left to fill in or correct")
