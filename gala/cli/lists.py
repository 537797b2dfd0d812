"""Lists of viewers that a sheet commits to: `gala list` makes one, `--list` gives it to an edge."""

from __future__ import annotations

import re
import secrets
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from gala.cli.failure import Failure
from gala.core.plan import Plan
from gala.proof.viewer_list import ListError, ViewerList, make_list, read_list
from gala.wire.codec import ID_CHARS_MAX
from gala.wire.secret_file import write_once

LIST_BYTES_MAX = 1024**3
SALT_BYTES = 32

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")

Lists = Annotated[
    list[str] | None,
    typer.Option(
        "--list",
        help="The file of a list that the sheet names, like guests=guests.list. Repeat it for "
        "more. gala list makes one.",
    ),
]


def given(wishes: Sequence[str] | None) -> dict[str, ViewerList]:
    """Return the lists of the options `ID=FILE`. Raises `Failure`."""
    lists: dict[str, ViewerList] = {}
    for wish in wishes or ():
        name, equals, path = wish.partition("=")
        if not (name and equals and path):
            raise Failure(f"--list {wish}: write it like --list guests=guests.list")
        if name in lists:
            raise Failure(f"--list {wish}: the list {name} is given twice")
        try:
            lists[name] = read_list(_text(Path(path)))
        except ListError as error:
            raise Failure(f"{path}: {error}") from None
    return lists


def check(plan: Plan, lists: Mapping[str, ViewerList]) -> None:
    """Return when the lists are those that `plan` asks for. Raises `Failure`."""
    from gala.edge.lists import check_lists

    try:
        check_lists(plan, lists)
    except ValueError as error:
        raise Failure(str(error)) from None


def make(
    viewers: Annotated[Path, typer.Argument(help="Viewers' ids as in their tickets, one a line.")],
    out: Annotated[Path, typer.Option(help="The file to write; it must not be there yet.")],
    name: Annotated[
        str | None, typer.Option("--id", help="The list's id.", show_default="the file's name")
    ] = None,
) -> None:
    """Make a list that a sheet can commit to: salted hashes, no names.

    Example: gala list guests.txt --out guests.list
    """
    name = out.stem if name is None else name
    if _ID.fullmatch(name) is None:
        raise Failure(f"{name!r} is no id for a list: give one like --id guests")
    ids = _ids(viewers)
    try:
        made = make_list(ids, secrets.token_bytes(SALT_BYTES))
    except ListError as error:
        raise Failure(f"{viewers}: {error}") from None
    if out.exists():
        raise Failure(f"{out} is there already: name another file with --out")
    try:
        write_once(out, made.text())
    except OSError as error:
        raise Failure(f"{out}: cannot be written ({error.strerror})") from None
    typer.echo("For the sheet:")
    typer.echo(f"  list: {{id: {name}, count: {len(made.entries)}, digest: {made.digest}}}")
    typer.echo(f"For gala show and gala edge: --list {shlex.quote(f'{name}={out}')}")
    typer.echo(f"{out} holds the salt: keep it, and publish the list without its second line.")


def _ids(path: Path) -> list[str]:
    ids = []
    for number, line in enumerate(_text(path).splitlines(), start=1):
        viewer = line.strip()
        if len(viewer) > ID_CHARS_MAX:
            raise Failure(f"{path}:{number}: an id has at most {ID_CHARS_MAX} characters")
        if viewer:
            ids.append(viewer)
    return ids


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LIST_BYTES_MAX:
            raise Failure(f"{path}: is larger than 1 GiB; is this the right file?")
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise Failure(f"{path}: there is no such file") from None
    except UnicodeDecodeError:
        raise Failure(f"{path}: is not UTF-8 text; is this the right file?") from None
    except OSError as error:
        raise Failure(f"{path}: cannot be read ({error.strerror})") from None
