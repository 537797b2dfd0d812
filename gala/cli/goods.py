"""`gala goods`: one goods list for the whole show, from and to the tables of merchants."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gala.cli import sheets
from gala.cli.language import Lang, Language, failure, is_chinese
from run_sheet.said import Said

if TYPE_CHECKING:
    from gala.goods.reading import Goods

app = typer.Typer(
    name="goods",
    help="The goods of a run sheet, from and to CSV and XLSX.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Table = Annotated[Path, typer.Argument(help="A .csv or an .xlsx file.")]


@app.command("import")
def import_(
    table: Table,
    into: Annotated[
        Path | None, typer.Option(help="Write them into this run sheet, in place of its own.")
    ] = None,
    lang: Lang = None,
) -> None:
    """Read a goods list and print it as the `goods:` of a sheet, or put it into one.

    First how each column was understood is told (on stderr). Prices under `price`, `价格` and the
    like are yuan; under `price_fen` or `价格（分）` they are fen. With --into, the comments and all
    other lines of the sheet stay as they are, and so does what the table has no column for. Exits 1
    with every mistake when there are any.

    Example: gala goods import goods.xlsx --into run_sheet/shows/616.yaml
    """
    from gala.goods.block import good_lines
    from gala.goods.reading import read_goods
    from gala.grid.cells import GridError
    from gala.grid.files import read_rows

    try:
        found = read_goods(read_rows(table))
    except GridError as error:
        raise failure(error.said, lang) from None
    for one in found.mapping:
        typer.echo(f"{table}: {one.said().zh if is_chinese(lang) else one.said().en}", err=True)
    _refuse(table, found, lang)
    if into is not None:
        _put(into, found, lang)
        return
    typer.echo("goods:")
    for good in found.goods:
        typer.echo("\n".join(good_lines(good)))


def _refuse(table: Path, found: Goods, lang: Language | None) -> None:
    """Print every mistake; raise `Failure` (1) when there is one."""
    for mistake in found.mistakes:
        typer.echo(mistake.render(str(table), is_chinese(lang)), err=True)
    if found.mistakes:
        count = len(found.mistakes)
        said = Said(
            f"{table}: {count} 处错误：什么也没收",
            f"{table}: {count} mistake{'s' if count != 1 else ''}: nothing is taken",
        )
        raise failure(said, lang, 1)


def _holder(sheet: Path, written: sheets.Written, lang: Language | None) -> str | None:
    """The included file that has the sheet's goods; None where the sheet itself has, or nobody.

    Raises `Failure` (1) when several files have some.
    """
    from gala.goods.holder import holders

    found = holders(written.source, written.files)
    if len(found) < 2:
        return found[0] if found else None
    names = [name or sheet.name for name in found]
    said = Said(
        f"{sheet}: 商品写在几个文件里：{'、'.join(names)}。合到一个文件里再导入",
        f"{sheet}: its goods stand in several files: {', '.join(names)}. Put them into one of "
        "them, and import again",
    )
    raise failure(said, lang, 1)


def _put(sheet: Path, found: Goods, lang: Language | None) -> None:
    """Write the goods into the file of the sheet that has them.

    Raises `Failure`; then the file is as it was.
    """
    from gala.goods.keeping import with_kept
    from gala.goods.splicing import SpliceError, spliced
    from gala.grid.cells import GridError
    from gala.grid.files import write_bytes

    chinese = is_chinese(lang)
    before = sheets.written(sheet, lang)
    name = _holder(sheet, before, lang)
    path = sheet if name is None else sheet.parent / name
    try:
        text = before.content(name).decode("utf-8")
        goods = with_kept(found, text)
        made = spliced(text, goods)
    except UnicodeDecodeError:
        said = Said(f"{path}: 不是 UTF-8 文本", f"{path}: this is not UTF-8 text")
        raise failure(said, lang) from None
    except SpliceError as error:
        said = Said(f"{path}: {error.said.zh}", f"{path}: {error.said.en}")
        raise failure(said, lang, 1) from None
    data = made.text.encode("utf-8")
    problems = before.changed(name, data).parsed(sheet).errors
    if problems and not before.parsed(sheet).errors:
        for problem in problems:
            typer.echo(problem.render(str(sheet), "zh" if chinese else "en"), err=True)
        said = Said(
            f"{sheet} 用这些商品不能播出：{'' if name is None else name}保持原样",
            f"{sheet} could not go on air with these goods: {name or 'it'} is left as it was",
        )
        raise failure(said, lang, 1)
    try:
        write_bytes(path, data)
    except GridError as error:
        raise failure(error.said, lang) from None
    for zh, en, ids in (
        ("新增", "new", made.added),
        ("有改动", "changed", made.changed),
        ("去掉", "gone", made.removed),
    ):
        if ids:
            typer.echo(f"{path}: {f'{zh}：' if chinese else f'{en}: '}{', '.join(ids)}")
    count, kept = len(goods), len(made.kept)
    zh = f"{path}: {count} 种商品，{kept} 种未变"
    typer.echo(zh if chinese else f"{path}: {count} goods, {kept} as they were")
    if problems:
        zh = f"{sheet} 还有错误：见 gala check {sheet}"
        typer.echo(zh if chinese else f"{sheet} has errors still: see gala check {sheet}")


@app.command("export")
def export(
    sheet: Annotated[Path, typer.Argument(help="The run sheet, a YAML file.")],
    table: Table,
    lang: Lang = None,
) -> None:
    """Write a sheet's goods as a table, which `gala goods import` reads back as they are.

    Example: gala goods export run_sheet/shows/616.yaml goods.xlsx
    """
    from gala.goods.table import goods_table
    from gala.grid.cells import GridError
    from gala.grid.files import write_table

    goods = sheets.load(sheet, lang).sheet.goods
    try:
        write_table(table, goods_table(goods))
    except GridError as error:
        raise failure(error.said, lang) from None
    count = len(goods)
    typer.echo(f"{table}: {count} 种商品" if is_chinese(lang) else f"{table}: {count} goods")
