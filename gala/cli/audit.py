"""`gala audit`: auditors look at what is sold and sign it, before anyone is on air."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gala.cli import sheets
from gala.cli.formats import Format, Formatted, as_text
from gala.cli.language import Lang, Language, failure, is_chinese
from run_sheet.said import Said

if TYPE_CHECKING:
    from gala.cli.failure import Failure
    from gala.core.audits import Standing
    from run_sheet import Auditor, RunSheet

app = typer.Typer(
    name="audit",
    help="Who has signed the goods of a run sheet, and signing them (docs/audit.md).",
    no_args_is_help=True,
    rich_markup_mode=None,
)

SheetFile = Annotated[Path, typer.Argument(help="The run sheet, a YAML file.")]


@app.command("key")
def key(
    auditor: Annotated[str, typer.Argument(help="Id of the auditor in the sheet.")],
    lang: Lang = None,
) -> None:
    """Make an auditor's key, kept in $GALA_HOME, and print its public half for the sheet.

    The same key again when there is one already.

    Example: gala audit key quality
    """
    from gala.cli.signer_keys import AUDITOR, key_path, make_key
    from gala.proof.signing import public_key

    public, chinese = public_key(make_key(AUDITOR, auditor, lang)).hex(), is_chinese(lang)
    typer.echo("写进流程单：" if chinese else "For the sheet:")
    typer.echo(f'  auditors: [{{id: {auditor}, title: {auditor}, key: "{public}"}}]')
    path = key_path(AUDITOR, auditor)
    zh = f"{path} 里是私钥：谁有它，谁就能以 {auditor} 的名义签字。"
    typer.echo(zh if chinese else f"{path} holds the secret: whoever has it signs as {auditor}.")


@app.command("sign")
def sign(
    sheet: SheetFile,
    auditor: Annotated[str, typer.Option("--as", help="Id of the auditor who signs.")],
    goods: Annotated[
        list[str] | None,
        typer.Option(help="Sign these goods only. Repeat it for more.", show_default="all sold"),
    ] = None,
    on: Annotated[
        str | None, typer.Option(help="The day of the signature.", show_default="today")
    ] = None,
    lang: Lang = None,
) -> None:
    """Sign goods that a sheet sells: their words, prices, stock and terms as they are now.

    Any change voids a signature. They stand beside the sheet: evening.yaml has
    evening.audits.json.

    Example: gala audit sign evening.yaml --as quality --goods lipstick
    """
    from gala.cli import audits
    from gala.cli.signer_keys import AUDITOR, signing_key
    from gala.cli.times import day_of
    from gala.core.audits import standings
    from gala.proof.audit import sign_audit

    chinese, loaded = is_chinese(lang), sheets.load(sheet, lang).sheet
    named = _auditor(loaded, sheet, auditor, lang)
    day, secret = day_of(on, lang), signing_key(AUDITOR, auditor, named.key, sheet, lang)
    path = audits.audits_file(sheet)
    there = {(one.goods, one.auditor): one for one in audits.read(path, lang)}
    found = {one.goods: one for one in standings(loaded, there.values())}
    for each in goods or ():
        if each not in found:
            raise _not_sold(sheet, each, found, lang)
    signed = []
    for each in dict.fromkeys(goods or found):
        if not any(one.auditor == auditor for one in found[each].valid):
            there[each, auditor] = sign_audit(secret, each, found[each].digest, auditor, day)
            signed.append(each)
            what, digest = _told(loaded, each), found[each].digest
            zh = f"{auditor} 签字：{each}（{what.zh}），{digest}"
            typer.echo(zh if chinese else f"{auditor} signs {each} ({what.en}), {digest}")
    if signed:
        audits.write(path, there.values(), lang)
    count, rest = len(signed), len(goods or found) - len(signed)
    zh = f"{path}: 签了 {count} 种" + (f"，{rest} 种先前已签" if rest else "")
    en = f"{path}: {count} signed" + (f", {rest} were before" if rest else "")
    typer.echo(zh if chinese else en)


@app.command("status")
def status(
    sheet: SheetFile,
    format: Formatted = Format.TEXT,
    lang: Lang = None,
) -> None:
    """Tell of all goods that a sheet sells whether an auditor has signed them as they are.

    Exits 0 when all are audited, 1 when not, 2 when something cannot be read.

    Example: gala audit status evening.yaml
    """
    from gala.cli import audits
    from gala.core.audits import standings

    chinese, loaded = is_chinese(lang), sheets.load(sheet, lang).sheet
    found = standings(loaded, audits.read(audits.audits_file(sheet), lang))
    audited = sum(one.state == "audited" for one in found)
    whole = bool(loaded.auditors) and audited == len(found)
    if format is Format.JSON:
        body = {
            "sheet": str(sheet),
            "auditors": [one.id for one in loaded.auditors or ()],
            "audited": whole,
            "goods": [_as_json(one) for one in found],
        }
        typer.echo(as_text(body))
    else:
        _print(found, chinese)
        if loaded.auditors:
            zh = f"{sheet}: 所卖的 {len(found)} 种商品中 {audited} 种已审核"
            en = f"{sheet}: {audited} of {len(found)} goods that it sells are audited"
        else:
            zh = f"{sheet}: 没有写审核人，所以什么也不用签"
            en = f"{sheet}: it names no auditors, so nothing has to be signed"
        typer.echo(zh if chinese else en)
    raise typer.Exit(0 if whole else 1)


@app.command("text")
def text(
    sheet: SheetFile,
    goods: Annotated[str, typer.Argument(help="Id of the goods.")],
    lang: Lang = None,
) -> None:
    """Print what an auditor signs of some goods, to the byte.

    Example: gala audit text evening.yaml lipstick
    """
    from run_sheet import audited_texts

    texts = audited_texts(sheets.load(sheet, lang).sheet)
    if goods not in texts:
        raise _not_sold(sheet, goods, texts, lang)
    typer.echo(texts[goods], nl=False)


def _not_sold(sheet: Path, goods: str, sold: Iterable[str], lang: Language | None) -> Failure:
    listed = ", ".join(sold)
    said = Said(
        f"{sheet} 不卖 {goods!r} 这种商品：{listed or '什么也不卖'}",
        f"{sheet} sells no goods {goods!r}: {listed or 'it sells none'}",
    )
    return failure(said, lang)


def _auditor(sheet: RunSheet, path: Path, name: str, lang: Language | None) -> Auditor:
    for one in sheet.auditors or ():
        if one.id == name:
            return one
    named = ", ".join(one.id for one in sheet.auditors or ())
    make = f"gala audit key {name}"
    said = Said(
        f"{path} 没有写审核人 {name!r}：" + (f"写了 {named}" if named else f"用 {make} 做一把钥匙"),
        f"{path} names no auditor {name!r}: "
        + (f"its auditors are {named}" if named else f"make a key with {make}"),
    )
    raise failure(said, lang, code=1)


def _told(sheet: RunSheet, goods: str) -> Said:
    """Say in a line what is sold, and for how much."""
    from run_sheet import Seckill

    good = next(one for one in sheet.goods if one.id == goods)
    sold = [
        Said(
            f"{one.id}：{one.stock_total} 件，{one.price_fen} 分",
            f"{one.id}: {one.stock_total} at {one.price_fen} fen",
        )
        for one in sheet.segments
        if isinstance(one, Seckill) and one.goods == goods
    ]
    both = " ".join(dict.fromkeys((good.title.zh, good.title.en)))
    return Said(
        f"{both}，{good.price_fen} 分；{'，'.join(each.zh for each in sold)}",
        f"{both}, {good.price_fen} fen; {', '.join(each.en for each in sold)}",
    )


_STATES_ZH = {"audited": "已审核", "void": "已失效", "unsigned": "未签字"}


def _print(found: tuple[Standing, ...], chinese: bool) -> None:
    """Print a line for each, in columns that can be read by people and by `cut`."""
    width = max((len(one.goods) for one in found), default=0)
    for one in found:
        said = [f"{audit.auditor}, {audit.on}" for audit in one.valid]
        said += [
            f"{audit.auditor}, {audit.on}: {wrong.zh if chinese else wrong.en}"
            for audit, wrong in one.faults
        ]
        state = _STATES_ZH[one.state] if chinese else f"{one.state:8}"
        typer.echo(f"{one.goods:{width}}  {state}  {'; '.join(said)}".rstrip())


def _as_json(one: Standing) -> dict[str, object]:
    return {
        "goods": one.goods,
        "digest": one.digest,
        "state": one.state,
        "by": [{"auditor": audit.auditor, "on": audit.on} for audit in one.valid],
        "faults": [
            {"auditor": audit.auditor, "on": audit.on, "why": wrong.en, "zh": wrong.zh}
            for audit, wrong in one.faults
        ],
    }
