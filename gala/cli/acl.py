"""`gala acl`: a user of the store for each role, allowed what the role does and no more."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path
from typing import Annotated

import typer

from gala.cli.failure import Failure
from gala.cli.show import DEFAULT_SHOW

PASSWORD_BYTES = 24


def acl(
    passwords: Annotated[
        Path,
        typer.Option(
            help="A JSON file with a password for each role; made, for you alone to read, when "
            "there is none."
        ),
    ],
    show: Annotated[str, typer.Option(help="The show's name in the store.")] = DEFAULT_SHOW,
    aclfile: Annotated[
        bool, typer.Option("--aclfile", help="Print lines of an aclfile instead of commands.")
    ] = False,
) -> None:
    """Print what makes the users gala-SHOW-conductor, -edge, -console and -reader at the store.

    Every node and every replica needs them: users are not replicated. The output has no passwords,
    only their SHA-256; the roles have them in their URL: redis://gala-live-edge:PASSWORD@host:6379

    Example: gala acl --show live --passwords passwords.json | valkey-cli -h host
    """
    from gala.cli.beginning import nameable
    from gala.store.acl import lines

    if not nameable(show):
        raise Failure(
            f"{show!r} cannot name a show: it has 1 to 40 small letters, digits and hyphens"
        )
    for line in lines(show, read_passwords(passwords), aclfile=aclfile):
        typer.echo(line)


def read_passwords(path: Path) -> list[tuple[str, str]]:
    """Return `(role, password)` from a file, made when there is none. Raises `Failure`."""
    from gala.store.acl import ROLES

    try:
        if not path.exists():
            made = {role: secrets.token_urlsafe(PASSWORD_BYTES) for role in ROLES}
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(json.dumps(made, indent=2) + "\n")
            typer.echo(f"made {path}: it has the passwords, keep it secret", err=True)
        value = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Failure(f"{path}: {error.strerror}") from None
    except ValueError as error:
        raise Failure(f"{path} is not JSON: {error}") from None
    found = value if isinstance(value, dict) else {}
    for role in ROLES:
        if not isinstance(found.get(role), str) or not found[role]:
            raise Failure(f'{path} has no password for "{role}": {{"{role}": "...", ...}}')
    return [(role, found[role]) for role in ROLES]
