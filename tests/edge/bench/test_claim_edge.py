"""The edge of the bench, as a process: two ports, and its CPU time to each line."""

from __future__ import annotations

import asyncio
import ssl
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

import pytest

from gala.edge.bench.claim_edge import RECEIPT_BYTES
from gala.edge.bench.requests import request
from gala.edge.bench.tls import believing, certify, connect
from gala.store.embedded import EmbeddedStore
from gala.wire.tickets import TicketKey


@pytest.mark.parametrize("tls", [False, True])
async def test_it_says_its_ports_and_its_cpu_time(tls: bool, tmp_path: Path) -> None:
    key = TicketKey.new()
    files = certify(tmp_path) if tls else ()

    def come_in(port: int) -> bytes:
        with connect(port, believing(files[0]) if files else None) as sock:
            assert isinstance(sock, ssl.SSLSocket) == tls
            sock.sendall(request(key, "v-1"))
            return sock.recv(4096)

    async with EmbeddedStore(tmp_path) as store:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "gala.edge.bench.claim_edge"),
            *(store.url, f"{key.kid}:{key.secret.hex()}", "1", *map(str, files)),
            stdin=PIPE, stdout=PIPE,
        )  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        port, bare = map(int, (await process.stdout.readline()).split())
        assert (await asyncio.to_thread(come_in, port)).startswith(b"HTTP/1.1 101 ")
        reader, writer = await asyncio.open_connection("127.0.0.1", bare)
        writer.write(b"?")
        assert len(await reader.readexactly(RECEIPT_BYTES)) == RECEIPT_BYTES
        writer.close()
        process.stdin.write(b"cpu\n")
        assert float(await process.stdout.readline()) > 0
        process.stdin.close()
        assert await process.wait() == 0
