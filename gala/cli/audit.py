"""`gala audit`: auditors look at what is sold and sign it, before anyone is on air."""

from __future__ import annotations

import json
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gala.cli import sheets
from gala.cli.failure import Failure

if TYPE_CHECKING:
    from gala.core.audits import Standing
    from run_sheet import Auditor, RunSheet

app = typer.Typer(
    name="audit",
    help="Who has signed the goods of a run sheet, and signing them (docs/audit.md).",
    no_args_is_help=True,
    rich_markup_mode=None,
)

SheetFile = Annotated[Path, typer.Argument(help="The run sheet, a YAML file.")]


class Format(StrEnum):
    """How the status is printed."""

    TEXT = "text"
    JSON = "json"


@app.command("key")
def key(auditor: Annotated[str, typer.Argument(help="Id of the auditor in the sheet.")]) -> None:
    """Make an auditor's key, kept in $GALA_HOME, and print its public half for the sheet.

    The same key again when there is one already.

    Example: gala audit key quality
    """
    from gala.cli.auditor_keys import key_path, make_key
    from gala.proof.signing import public_key

    public = public_key(make_key(auditor)).hex()
    typer.echo("For the sheet:")
    typer.echo(f'  auditors: [{{id: {auditor}, title: {auditor}, key: "{public}"}}]')
    typer.echo(f"{key_path(auditor)} holds the secret: whoever has it signs as {auditor}.")


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
) -> None:
    """Sign goods that a sheet sells: their words, prices, stock and terms as they are now.

    Any change voids a signature. They stand beside the sheet: evening.yaml has
    evening.audits.json.

    Example: gala audit sign evening.yaml --as quality --goods lipstick
    """
    from gala.cli import audits
    from gala.cli.auditor_keys import read_key
    from gala.core.audits import standings
    from gala.proof.audit import sign_audit
    from gala.proof.signing import public_key

    loaded = sheets.load(sheet).sheet
    named = _auditor(loaded, sheet, auditor)
    day, secret = _day(on), read_key(auditor)
    if public_key(secret).hex() != named.key:
        raise Failure(
            f"the key of {auditor} here is not the one that {sheet} names: its public half is "
            f"{public_key(secret).hex()}",
            code=1,
        )
    path = audits.audits_file(sheet)
    there = {(one.goods, one.auditor): one for one in audits.read(path)}
    found = {one.goods: one for one in standings(loaded, there.values())}
    for each in goods or ():
        if each not in found:
            raise Failure(f"{sheet} sells no goods {each!r}: {', '.join(found) or 'it sells none'}")
    signed = []
    for each in dict.fromkeys(goods or found):
        if not any(one.auditor == auditor for one in found[each].valid):
            there[each, auditor] = sign_audit(secret, each, found[each].digest, auditor, day)
            signed.append(each)
            typer.echo(f"{auditor} signs {each} ({_told(loaded, each)}), {found[each].digest}")
    if signed:
        audits.write(path, there.values())
    rest = len(goods or found) - len(signed)
    typer.echo(f"{path}: {len(signed)} signed" + (f", {rest} were before" if rest else ""))


@app.command("status")
def status(
    sheet: SheetFile,
    format: Annotated[Format, typer.Option(help="For people, or for programs.")] = Format.TEXT,
) -> None:
    """Tell of all goods that a sheet sells whether an auditor has signed them as they are.

    Exits 0 when all are audited, 1 when not, 2 when something cannot be read.

    Example: gala audit status evening.yaml
    """
    from gala.cli import audits
    from gala.core.audits import standings

    loaded = sheets.load(sheet).sheet
    found = standings(loaded, audits.read(audits.audits_file(sheet)))
    audited = sum(one.state == "audited" for one in found)
    whole = bool(loaded.auditors) and audited == len(found)
    if format is Format.JSON:
        body = {
            "sheet": str(sheet),
            "auditors": [one.id for one in loaded.auditors or ()],
            "audited": whole,
            "goods": [_as_json(one) for one in found],
        }
        typer.echo(json.dumps(body, ensure_ascii=False, indent=1))
    else:
        _print(found)
        if loaded.auditors:
            typer.echo(f"{sheet}: {audited} of {len(found)} goods that it sells are audited")
        else:
            typer.echo(f"{sheet}: it names no auditors, so nothing has to be signed")
    raise typer.Exit(0 if whole else 1)


@app.command("text")
def text(sheet: SheetFile, goods: Annotated[str, typer.Argument(help="Id of the goods.")]) -> None:
    """Print what an auditor signs of some goods, to the byte.

    Example: gala audit text evening.yaml lipstick
    """
    from run_sheet import audited_texts

    texts = audited_texts(sheets.load(sheet).sheet)
    if goods not in texts:
        raise Failure(f"{sheet} sells no goods {goods!r}: {', '.join(texts) or 'it sells none'}")
    typer.echo(texts[goods], nl=False)


def _auditor(sheet: RunSheet, path: Path, name: str) -> Auditor:
    for one in sheet.auditors or ():
        if one.id == name:
            return one
    named = ", ".join(one.id for one in sheet.auditors or ())
    raise Failure(
        f"{path} names no auditor {name!r}: "
        + (f"its auditors are {named}" if named else f"make a key with gala audit key {name}"),
        code=1,
    )


def _day(text: str | None) -> str:
    if text is None:
        return date.today().isoformat()
    try:
        day = date.fromisoformat(text).isoformat()
    except ValueError:
        day = ""
    if day != text:
        raise Failure(f"--on {text}: write a day that exists, like 2021-06-01")
    return day


def _told(sheet: RunSheet, goods: str) -> str:
    """Say in a line what is sold, and for how much."""
    from run_sheet import Seckill

    good = next(one for one in sheet.goods if one.id == goods)
    sold = [
        f"{one.id}: {one.stock_total} at {one.price_fen} fen"
        for one in sheet.segments
        if isinstance(one, Seckill) and one.goods == goods
    ]
    return f"{good.title.zh} {good.title.en}, {good.price_fen} fen; {', '.join(sold)}"


def _print(found: tuple[Standing, ...]) -> None:
    """Print a line for each, in columns that can be read by people and by `cut`."""
    width = max((len(one.goods) for one in found), default=0)
    for one in found:
        said = [f"{audit.auditor}, {audit.on}" for audit in one.valid]
        said += [f"{audit.auditor}, {audit.on}: {wrong}" for audit, wrong in one.faults]
        typer.echo(f"{one.goods:{width}}  {one.state:8}  {'; '.join(said)}".rstrip())


def _as_json(one: Standing) -> dict[str, object]:
    return {
        "goods": one.goods,
        "digest": one.digest,
        "state": one.state,
        "by": [{"auditor": audit.auditor, "on": audit.on} for audit in one.valid],
        "faults": [
            {"auditor": audit.auditor, "on": audit.on, "why": wrong} for audit, wrong in one.faults
        ],
    }
