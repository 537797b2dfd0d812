"""`gala new` and `gala schema`: a first run sheet, and what editors know the format by."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from gala.cli import head
from gala.cli.language import Lang, Language, failure, is_chinese
from run_sheet import Text, json_schema
from run_sheet.said import Said
from run_sheet.starter import SCHEMA_NAME, starter


def new(
    sheet: Annotated[Path, typer.Argument(help="The file to write; it must not be there yet.")] = (
        Path("my-show.yaml")
    ),
    title: head.Title = None,
    title_en: head.TitleEn = None,
    start: head.Start = None,
    outlet: head.Outlets = None,
    lang: Lang = None,
) -> None:
    """Write a run sheet with comments, ready to go on air and to be made yours.

    The schema that editors complete and explain keys by is written beside it, unless one is there.

    Example: gala new my-show.yaml --title 周二夜场 --outlet app --outlet tv=6s
    """
    chinese = is_chinese(lang)
    text = starter(
        head.sheet_id(sheet),
        head.title_of(title, title_en, Text(zh="我的晚会", en="My show"), lang),
        head.start_of(start, lang=lang),
        head.outlets_of(outlet, lang),
        "zh" if chinese else "en",
    )
    write_new(sheet, text, lang)
    beside = schema_beside(sheet, lang)
    said = [str(sheet)] + ([str(beside)] if beside else [])
    typer.echo(f"已写：{'、'.join(said)}" if chinese else f"Written: {', '.join(said)}")
    typer.echo(
        f"接着：gala check {sheet} --watch" if chinese else f"Next: gala check {sheet} --watch"
    )


def schema() -> None:
    """Print the JSON Schema of run sheets, for editors.

    Example: gala schema > run-sheet.schema.json
    """
    typer.echo(_schema_text(), nl=False)


def write_new(path: Path, text: str, lang: Language | None = None) -> None:
    """Write a file that is not there yet. Raises `Failure`."""
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        said = Said(f"{path} 已经有了：换个文件名", f"{path} is there already: name another file")
        raise failure(said, lang) from None
    except OSError as error:
        why = error.strerror
        said = Said(f"{path}: 写不了（{why}）", f"{path}: cannot be written ({why})")
        raise failure(said, lang) from None


def schema_beside(sheet: Path, lang: Language | None = None) -> Path | None:
    """Write the schema beside a sheet and return its path; None when one is there already.

    Raises `Failure`.
    """
    path = sheet.with_name(SCHEMA_NAME)
    if path.exists():
        return None
    write_new(path, _schema_text(), lang)
    return path


def _schema_text() -> str:
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
