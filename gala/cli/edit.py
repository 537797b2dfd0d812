"""`gala edit`: hand in another run sheet while the show is on air, for what is still to come."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gala.cli import audits, sheets
from gala.cli.failure import Failure
from gala.cli.language import Lang, Language, is_chinese
from run_sheet.said import Said

if TYPE_CHECKING:
    from gala.cli.at_console import AtConsole

LOOKS = 5
LOOK_S = 0.2
"""A console knows what the conductor has answered an instant later."""


def edit(
    sheet: Annotated[Path, typer.Argument(help="The run sheet as it is to be from now on.")],
    console: Annotated[
        str,
        typer.Option(
            help="A seat's link (works once), or the address of a console where one sat before, "
            "like http://localhost:6160"
        ),
    ],
    yes: Annotated[bool, typer.Option("--yes", help="Commit without asking.")] = False,
    ca_file: Annotated[
        Path | None, typer.Option(help="Believe certificates signed by those in this PEM file.")
    ] = None,
    lang: Lang = None,
) -> None:
    """Tell what the sheet would change in the show that is on, and commit it when you say so.

    Signatures of auditors are read from beside the sheet. Exits 0 when it was handed in, 1 when it
    may not be or you said no, 2 when the console or the sheet cannot be used.

    Example: gala edit evening.yaml --console http://localhost:6160/seat/6nV...
    """
    raise typer.Exit(asyncio.run(_edited(sheet, console, yes, ca_file, lang)))


async def _edited(
    path: Path, console: str, yes: bool, ca_file: Path | None, lang: Language | None
) -> int:
    from gala.cli.at_console import seated
    from gala.proof.audit import audit_rows

    text = sheets.load(path, lang).text
    rows = audit_rows(audits.read(audits.audits_file(path), lang))
    chinese = is_chinese(lang)
    async with seated(console, ca_file, lang) as desk:
        status, preview = await desk.post("edit/preview", {"sheet": text, "audits": rows})
        if status != 200:
            raise Failure(_message(preview, chinese))
        for line in told(preview, chinese):
            typer.echo(line)
        if not preview["may"]:
            return 1
        if not yes and not typer.confirm("提交？" if chinese else "Commit?", default=False):
            return 1
        body = {"sheet": preview["sheet"], "base": preview["base"], "id": secrets.token_hex(8)}
        status, answer = await desk.post("edit", body)
        if status != 200:
            raise Failure(_message(answer, chinese), code=1)
        done = Said("已生效：从现在起照它播", "From now on the show goes by it.")
        if preview["two_seats"] and not await _in_force(desk, preview["sheet"]):
            done = Said(
                "已提交；两个席位都同意才生效，两分钟内有效",
                "Handed in. It counts once both seats have agreed, within two minutes.",
            )
        typer.echo(done.zh if chinese else done.en)
        return 0


async def _in_force(desk: AtConsole, digest: str) -> bool:
    """Whether the show goes by that sheet by now: the other seat may have agreed before."""
    for _ in range(LOOKS):
        status, sheet = await desk.get("sheet")
        if status == 200 and sheet["digest"] == digest:
            return True
        await asyncio.sleep(LOOK_S)
    return False


def told(preview: dict[str, Any], chinese: bool) -> Iterator[str]:
    """Yield a preview for people, line by line (docs/console-api.md, "Edits on air")."""
    lang = "zh" if chinese else "en"
    for one in preview.get("differences", ()):
        yield one["said"][lang]
    if preview["sheet"] is None:
        for one in preview["problems"]:
            yield f"{one['line']}:{one['column']}: {one['code']}: {one['message'][lang]}"
        return
    if not preview["differences"]:
        yield "和正在用的流程单意思一样" if chinese else "It means the same as the one in force."
        return
    yield preview["finish"][lang]
    for one in preview["barriers"]:
        yield f"{'现在不能改：' if chinese else 'cannot be changed now: '}{one['said'][lang]}"
    for goods in preview["unsigned"]:
        why = (
            "要重新签字（gala audit sign）："
            if chinese
            else "to be signed anew (gala audit sign): "
        )
        yield f"{why}{goods}"
    if preview["two_seats"] and preview["may"]:
        yield "要两个席位都同意" if chinese else "It takes both seats."


def _message(answer: Any, chinese: bool) -> str:
    found = answer.get("message") if isinstance(answer, dict) else None
    if isinstance(found, dict):
        return str(found["zh" if chinese else "en"])
    return str(answer.get("why", answer) if isinstance(answer, dict) else answer)
