"""An edge of a bench in a process of its own, over a real store.

Run as a module with the store's URL, a ticket key as `kid:secret` (hex) and how many viewers come;
with the files of a certificate and its key they come over TLS. Beside the edge it listens bare:
whatever comes is answered at once with as many bytes as a receipt has. It says both ports, and then
to each line of standard input the CPU seconds that it has used.
"""

from __future__ import annotations

import asyncio
import gc
import math
import ssl
import sys
from pathlib import Path
from time import process_time
from typing import cast

import uvloop

from gala.edge.edge import Edge, EdgePorts
from gala.edge.files import raise_file_limit
from gala.edge.limits import Limits
from gala.store.show import Store
from gala.wire.tickets import TicketKey, TicketVerifier
from gala.wire.tls_files import TlsFiles

from .ports import OUTLET, SHOW, bench_keys, bench_plan

RECEIPT_BYTES = 600
"""About what a receipt has in a batch of a hundred, with its path."""


class Bare(asyncio.Protocol):
    """Answers whatever comes with `RECEIPT_BYTES`: what sockets and loop alone cost."""

    _answer = bytes(RECEIPT_BYTES)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self._transport.write(self._answer)


async def serve(url: str, key: TicketKey, viewers: int, tls: ssl.SSLContext | None = None) -> None:
    """Serve until standard input ends. Raises `StoreError`."""
    loop = asyncio.get_running_loop()
    limits = Limits(
        viewers=viewers + 1,
        handshakes_per_s=math.inf,
        handshakes_burst=viewers,
        tls_handshakes_per_s=math.inf,
        tls_handshakes_burst=viewers,
        address_handshakes_per_s=0,
        tick_s=math.inf,
    )
    async with await Store.open(url, SHOW) as store:
        ports = EdgePorts(store.clock, store.cues, store.ledger, store.counters)
        verifier = TicketVerifier(SHOW, [OUTLET], [key])
        edge = Edge("bench", bench_plan(), ports, verifier, bench_keys(), limits=limits, tls=tls)
        await edge.start()
        bare = await loop.create_server(Bare, "127.0.0.1", 0, backlog=limits.backlog)
        _say(f"{edge.port} {bare.sockets[0].getsockname()[1]}")
        gc.collect()
        gc.freeze()
        lines = asyncio.StreamReader()
        await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
        while await lines.readline():
            _say(repr(process_time()))
        bare.close()
        await edge.stop()


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def main(arguments: list[str]) -> None:
    """Do what the module says with its arguments."""
    url, key, viewers, *files = arguments
    kid, _, secret = key.partition(":")
    raise_file_limit()
    tls = TlsFiles(*map(Path, files)).context if files else None
    uvloop.run(serve(url, TicketKey(kid, bytes.fromhex(secret)), int(viewers), tls))


if __name__ == "__main__":
    main(sys.argv[1:])
