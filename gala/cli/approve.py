"""`gala approve`: two people look at a sheet that nobody will drive, and sign all of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gala.cli import sheets
from gala.cli.formats import Format, Formatted, as_text
from gala.cli.language import Lang, Language, failure, is_chinese
from run_sheet.said import Said, both

if TYPE_CHECKING:
    from gala.core.approvals import Approved
    from run_sheet import Approver, RunSheet

app = typer.Typer(
    name="approve",
    help="Who has approved an unattended run sheet, and approving it (docs/unattended.md).",
    no_args_is_help=True,
    rich_markup_mode=None,
)

SheetFile = Annotated[Path, typer.Argument(help="The run sheet, a YAML file.")]


@app.command("key")
def key(
    approver: Annotated[str, typer.Argument(help="Id of the approver in the sheet.")],
    lang: Lang = None,
) -> None:
    """Make an approver's key, kept in $GALA_HOME, and print its public half for the sheet.

    The same key again when there is one already.

    Example: gala approve key producer
    """
    from gala.cli.signer_keys import APPROVER, key_path, make_key
    from gala.proof.signing import public_key

    public, chinese = public_key(make_key(APPROVER, approver, lang)).hex(), is_chinese(lang)
    where = "unattended, approvers"
    typer.echo(f"写进流程单，{where} 之下：" if chinese else f"For the sheet, under {where}:")
    typer.echo(f'    - {{id: {approver}, title: {approver}, key: "{public}"}}')
    path = key_path(APPROVER, approver)
    zh = f"{path} 里是私钥：谁有它，谁就能以 {approver} 的名义批准。"
    en = f"{path} holds the secret: whoever has it approves as {approver}."
    typer.echo(zh if chinese else en)


@app.command("sign")
def sign(
    sheet: SheetFile,
    approver: Annotated[str, typer.Option("--as", help="Id of the approver who signs.")],
    on: Annotated[
        str | None, typer.Option(help="The day of the signature.", show_default="today")
    ] = None,
    lang: Lang = None,
) -> None:
    """Approve an unattended sheet as it is now: all that it does, and all that it may give away.

    Any change voids an approval. They stand beside the sheet: evening.yaml has
    evening.approvals.json.

    Example: gala approve sign evening.yaml --as producer
    """
    from gala.cli import approvals
    from gala.cli.signer_keys import APPROVER, signing_key
    from gala.cli.times import day_of
    from gala.core.approvals import approved
    from gala.proof.approval import sign_approval

    chinese, loaded = is_chinese(lang), sheets.load(sheet, lang).sheet
    named = _approver(loaded, sheet, approver, lang)
    day, secret = day_of(on, lang), signing_key(APPROVER, approver, named.key, sheet, lang)
    path = approvals.approvals_file(sheet)
    there = {one.approver: one for one in approvals.read(path, lang)}
    found = approved(loaded, there.values())
    if any(one.approver == approver for one in found.valid):
        zh = f"{path}: {approver} 先前已经批准了这份流程单"
        typer.echo(zh if chinese else f"{path}: {approver} has approved this very sheet before")
        return
    there[approver] = sign_approval(secret, found.digest, approver, day)
    what = _told(loaded)
    zh = f"{approver} 批准 {loaded.id}（{what.zh}），{found.digest}"
    typer.echo(zh if chinese else f"{approver} approves {loaded.id} ({what.en}), {found.digest}")
    approvals.write(path, there.values(), lang)
    found = approved(loaded, there.values())
    names = ", ".join(sorted(one.approver for one in found.valid))
    more = both("") if found.whole else approvals.lacking(loaded, sheet, found)
    zh = f"{path}: 已批准：{names}{'；' if more.zh else ''}{more.zh}"
    typer.echo(zh if chinese else f"{path}: approved by {names}{'; ' if more.en else ''}{more.en}")


@app.command("status")
def status(
    sheet: SheetFile,
    format: Formatted = Format.TEXT,
    lang: Lang = None,
) -> None:
    """Tell of every approver of a sheet whether they have signed it as it is.

    Exits 0 when two have, 1 when not, 2 when something cannot be read.

    Example: gala approve status evening.yaml
    """
    from gala.cli import approvals
    from gala.core.approvals import approved

    chinese, loaded = is_chinese(lang), sheets.load(sheet, lang).sheet
    found = approved(loaded, approvals.read(approvals.approvals_file(sheet), lang))
    states = list(_states(loaded, found))
    whole = loaded.unattended is not None and found.whole
    if format is Format.JSON:
        body = {
            "sheet": str(sheet),
            "unattended": loaded.unattended is not None,
            "digest": found.digest,
            "approved": whole,
            "approvers": [
                {"approver": name, "state": state, "on": on, "why": why and why.en,
                 "zh": why and why.zh}
                for name, state, on, why in states
            ],
        }  # fmt: skip
        typer.echo(as_text(body))
    else:
        width = max((len(name) for name, *_ in states), default=0)
        for name, state, on, why in states:
            said = (why.zh if chinese else why.en) if why else ""
            shown = _STATES_ZH[state] if chinese else f"{state:8}"
            typer.echo(f"{name:{width}}  {shown}  {on or ''}{': ' if said else ''}{said}".rstrip())
        summed = _summed(loaded, found.digest, whole)
        typer.echo(f"{sheet}: {summed.zh if chinese else summed.en}")
    raise typer.Exit(0 if whole else 1)


_STATES_ZH = {"approved": "已批准", "void": "已失效", "unsigned": "未签字"}


def _states(sheet: RunSheet, found: Approved) -> Iterator[tuple[str, str, str | None, Said | None]]:
    """Yield `(approver, state, day, what is wrong)` of all who may sign or have signed."""
    valid = {one.approver: one.on for one in found.valid}
    faults = {one.approver: (one.on, why) for one, why in found.faults}
    named = [one.id for one in sheet.unattended.approvers] if sheet.unattended else []
    for name in dict.fromkeys((*named, *faults)):
        if name in valid:
            yield name, "approved", valid[name], None
        elif name in faults:
            yield name, "void", *faults[name]
        else:
            yield name, "unsigned", None, None


def _summed(sheet: RunSheet, digest: str, whole: bool) -> Said:
    if sheet.unattended is None:
        return Said("有人值守，所以不用批准", "people are there, so nobody has to approve it")
    what = _told(sheet)
    return Said(
        f"{'已批准，可以无人值守' if whole else '还没有批准'}；{what.zh}；摘要 {digest}",
        f"{'approved, and may go by itself' if whole else 'not approved'}; {what.en}; "
        f"digest {digest}",
    )


def _approver(sheet: RunSheet, path: Path, name: str, lang: Language | None) -> Approver:
    approvers = sheet.unattended.approvers if sheet.unattended else ()
    for one in approvers:
        if one.id == name:
            return one
    if sheet.unattended is None:
        said = Said(
            f"{path} 有人值守，不用批准",
            f"{path} is not unattended: people drive it, and nobody has to approve it",
        )
        raise failure(said, lang, code=1)
    named = ", ".join(one.id for one in approvers)
    said = Said(
        f"{path} 没有写批准人 {name!r}：写了 {named}",
        f"{path} names no approver {name!r}: its approvers are {named}",
    )
    raise failure(said, lang, code=1)


def _told(sheet: RunSheet) -> Said:
    """Say in a line what is approved: how long, how much, and where it stops."""
    from run_sheet.checks.money import costs_fen

    assert sheet.unattended is not None
    given_fen, spend_fen = sum(costs_fen(sheet).values()), sheet.unattended.breaker.spend_fen
    count = len(sheet.segments)
    return Said(
        f"{count} 个环节，最多送出 {given_fen} 分，超过 {spend_fen} 分之前停住",
        f"{count} segments, up to {given_fen} fen given away, held before more than {spend_fen}",
    )
