"""The edge of the bench, as a process: two ports, and its CPU time to each line."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

from gala.edge.bench.claim_edge import RECEIPT_BYTES
from gala.store.embedded import EmbeddedStore
from gala.wire.tickets import TicketKey


async def test_it_says_its_ports_and_its_cpu_time(tmp_path: Path) -> None:
    key = TicketKey.new()
    async with EmbeddedStore(tmp_path) as store:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "gala.edge.bench.claim_edge"),
            *(store.url, f"{key.kid}:{key.secret.hex()}", "1"),
            stdin=PIPE, stdout=PIPE,
        )  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        _, bare = map(int, (await process.stdout.readline()).split())
        reader, writer = await asyncio.open_connection("127.0.0.1", bare)
        writer.write(b"?")
        assert len(await reader.readexactly(RECEIPT_BYTES)) == RECEIPT_BYTES
        writer.close()
        process.stdin.write(b"cpu\n")
        assert float(await process.stdout.readline()) > 0
        process.stdin.close()
        assert await process.wait() == 0
