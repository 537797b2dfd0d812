"""The fdatasync comes before the answer: seen in the system calls of a real store.

Killing a store cannot show this: what it has written survives it, on disk or not.
"""

import asyncio
import shutil
import subprocess
from pathlib import Path

import pytest

from gala.ports import Claim, Won
from gala.store.show import Store
from tests.durability.calls import STRACE, answered_too_soon, calls
from tests.durability.selling import WINDOW, opened
from tests.durability.servers import Server
from tests.plugins.waiting import until

CLAIMS = 60
AT_ONCE = 6


def _can_trace() -> bool:
    if shutil.which("strace") is None:
        return False
    # Containers often forbid it.
    done = subprocess.run([*STRACE, "/dev/null", "true"], capture_output=True, check=False)
    return done.returncode == 0 and not done.stderr


async def traced(folder: Path, appendfsync: str) -> tuple[Path, list[bytes]]:
    """Sell under strace; return the trace, and the claim ids that were acknowledged."""
    trace = folder / "trace"
    server = Server(folder, before=(*STRACE, str(trace)), appendfsync=appendfsync)
    try:
        await server.ready()
        async with await Store.open(server.url, "night") as store:
            await opened(store)
            won: list[bytes] = []

            async def sell(seller: int) -> None:
                for number in range(seller, CLAIMS, AT_ONCE):
                    mark = b"claim-%010d" % number
                    claim = Claim(f"{number:032x}", "app", mark)
                    [answer] = await store.ledger.claim(WINDOW, 1, [claim])
                    assert isinstance(answer, Won)
                    won.append(mark)

            await asyncio.gather(*map(sell, range(AT_ONCE)))
            # An answer can be here before strace has noted that its call returned; a store
            # killed then leaves the call unfinished. One that answers again has returned.
            await server.ready()
    finally:
        await server.stop()
    # strace is nobody's child: it has written all when it has seen the server's end.
    await until(lambda: trace.read_bytes().endswith(b"+++\n"))
    return trace, won


async def test_every_acknowledged_claim_was_on_disk_before(tmp_path: Path) -> None:
    if not _can_trace():
        pytest.skip("strace is not here, or may not be used")
    trace, won = await traced(tmp_path, "always")
    assert len(won) == CLAIMS
    assert answered_too_soon(trace, won) == ([], [])


async def test_everysec_answers_first(tmp_path: Path) -> None:
    if not _can_trace():
        pytest.skip("strace is not here, or may not be used")
    trace, won = await traced(tmp_path, "everysec")
    too_soon, unseen = answered_too_soon(trace, won)
    assert len(too_soon) > CLAIMS / 2
    assert unseen == []


def test_what_a_trace_says(tmp_path: Path) -> None:
    """The reading itself: halves of calls, errors, another file, an answer before its fsync."""
    trace = tmp_path / "trace"
    trace.write_text(
        '7 write(8</d/a.aof>, "\\x61\\x62"..., 2) = 2\n'
        "7 fdatasync(8</d/a.aof>) = 0\n"
        '7 write(9<socket:[1]>, "\\x61\\x62", 2) = 2\n'
        '7 write(8</d/a.aof>, "\\x63\\x64", 2) = 2\n'
        "8 fdatasync(8</d/a.aof> <unfinished ...>\n"
        '7 write(9<socket:[1]>, "\\x63\\x64", 2) = 2\n'
        "8 <... fdatasync resumed>) = 0\n"
        '7 write(8</d/a.aof>, "\\x65", 1) = -1 ENOSPC (No space left on device)\n'
        "7 fdatasync(8</d/a.aof>) = 0\n"
        '7 write(9<socket:[1]>, "\\x65", 1) = 1\n'
        "7 +++ exited with 0 +++\n"
    )
    assert answered_too_soon(trace, [b"ab", b"cd", b"e", b"f"]) == ([b"cd", b"e"], [b"f"])
    assert [call.name for call in calls(trace)].count("fdatasync") == 3
