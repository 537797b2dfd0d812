"""The admin port of a command: its options, its socket, and what answers there."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gala.cli.failure import Failure

if TYPE_CHECKING:
    from gala.admin.parts import Parts

LOCAL = "127.0.0.1"

Port = Annotated[
    int | None,
    typer.Option("--admin-port", min=0, max=65535, help="Serve /live, /ready and /metrics there; "
                 "0: any."),
]  # fmt: skip
Host = Annotated[
    str, typer.Option("--admin-host", help="Where to: nobody is asked there who they are.")
]


def listening(host: str, port: int | None) -> socket.socket | None:
    """Return the admin port's socket, if there is to be one, and say where. Raises `Failure`."""
    from gala.console.server import bound

    if port is None:
        return None
    try:
        listener = bound(host, port)
    except OSError as error:
        raise Failure(f"cannot listen: {error.strerror}; choose another --admin-port") from None
    shown = f"[{host}]" if ":" in host else host
    typer.echo(f"admin: http://{shown}:{listener.getsockname()[1]}/ready")
    return listener


@contextlib.asynccontextmanager
async def answering(place: socket.socket | Path | None, count: int = 1) -> AsyncIterator[Parts]:
    """Answer at `place` for `count` parts of this process, which are added as they are started."""
    from gala.admin.parts import Parts
    from gala.admin.server import Admin

    parts = Parts(count)
    if place is None:
        yield parts
        return
    door = Admin(parts.answers, place)
    await door.start()
    try:
        yield parts
    finally:
        await door.stop()
