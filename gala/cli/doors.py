"""How the doors of edge and console are set up: TLS, proxies in front, public addresses."""

from __future__ import annotations

import asyncio
import logging
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gala.cli.failure import Failure

if TYPE_CHECKING:
    import ssl

    from gala.wire.proxies import Proxies
    from gala.wire.tls_files import TlsFiles

log = logging.getLogger("gala.doors")

TlsCert = Annotated[
    Path | None,
    typer.Option("--tls-cert", help="Serve over TLS with this certificate, and what it needs up "
                 "to its root (PEM). Loaded anew at SIGHUP."),
]  # fmt: skip
TlsKey = Annotated[
    Path | None, typer.Option("--tls-key", help="The certificate's key (PEM, without passphrase).")
]
Trusted = Annotated[
    list[str] | None,
    typer.Option("--trusted-proxy", help="A network, like 10.0.0.0/8, of proxies whose "
                 "X-Forwarded-For and X-Forwarded-Proto are believed. Repeat it for more."),
]  # fmt: skip
EdgeUrl = Annotated[
    str | None,
    typer.Option("--edge-url", help="The edge's public address, like wss://edge.example/live."),
]


def tls_files(cert: Path | None, key: Path | None) -> TlsFiles | None:
    """Return the certificate that was asked for, None for none. Raises `Failure`."""
    from gala.wire.tls_files import TlsError, TlsFiles

    if cert is None and key is None:
        return None
    if cert is None or key is None:
        raise Failure("TLS takes both: give --tls-cert and --tls-key")
    try:
        return TlsFiles(cert, key)
    except TlsError as error:
        raise Failure(f"TLS: {error}") from None


def context_of(files: TlsFiles | None) -> ssl.SSLContext | None:
    """Return what a server serves with; None: not over TLS."""
    return None if files is None else files.context


def reload_at_hangup(files: TlsFiles | None) -> None:
    """Have SIGHUP load the certificate anew; one that cannot be used changes nothing."""
    from gala.wire.tls_files import TlsError

    if files is None:
        return

    def reload() -> None:
        try:
            files.reload()
            log.warning("TLS: the certificate was loaded anew")
        except TlsError as error:
            log.error("TLS: the certificate stays as it was: %s", error)

    asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, reload)


def trusted(networks: list[str] | None) -> Proxies:
    """Return the proxies that are believed. Raises `Failure` for what is no network."""
    from gala.wire.proxies import Proxies

    try:
        return Proxies(networks or ())
    except ValueError as error:
        raise Failure(f"--trusted-proxy: {error}") from None


def edge_address(url: str | None) -> str | None:
    """Return the edge's public address as viewers get it. Raises `Failure`."""
    from gala.console.arrival import checked_edge

    try:
        return None if url is None else checked_edge(url)
    except ValueError as error:
        raise Failure(f"--edge-url: {error}") from None


def admitted(port: int, lan: str | None, *, secure: bool = False) -> list[str]:
    """Return the origins of our own pages: this machine's names, and its address for phones."""
    hosts = ["localhost", "127.0.0.1", "[::1]", *([lan] if lan else [])]
    return [f"{'https' if secure else 'http'}://{host}:{port}" for host in hosts]
