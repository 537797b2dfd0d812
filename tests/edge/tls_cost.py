"""What TLS costs an edge: `python -m tests.edge.tls_cost [VIEWERS]`, from a folder with the source.

An edge in this process, its viewers in another. In turn without and with TLS: CPU for letting a
viewer in, resident memory of an idle one, CPU of a 200-byte cue for each.
"""

from __future__ import annotations

import asyncio
import gc
import math
import ssl
import statistics
import sys
import time
from multiprocessing import get_context
from pathlib import Path

import uvloop

from gala.edge.files import raise_file_limit
from gala.edge.limits import Limits

from .house import House, until

ROUNDS = 20
CUE = "x" * 180
QUIET_S = 0.3
_PAGE_BYTES = 4_096


def main() -> None:
    """Measure each side in a process of its own: what one leaves behind burdens not the other."""
    viewers = int(sys.argv[1]) if len(sys.argv) > 1 else 1_500
    for tls in (False, True):
        side = get_context("spawn").Process(target=measure, args=(viewers, tls))
        side.start()
        side.join()


def measure(viewers: int, tls: bool) -> None:
    """Measure one side and print it."""
    raise_file_limit()
    uvloop.run(_measure(viewers, tls))


async def _measure(viewers: int, tls: bool) -> None:
    limits = Limits(
        viewers=viewers + 1,
        handshakes_per_s=math.inf,
        handshakes_burst=viewers,
        tls_handshakes_per_s=math.inf,
        tls_handshakes_burst=viewers,
        address_handshakes_per_s=0,
        tick_s=math.inf,
    )
    house = House(tls=tls, limits=limits)
    await house.edge.start()
    before, begun_s = _resident(), time.process_time()
    opening = house.request(ticket=house.ticket(lasts_ms=3_600_000)).hex()
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.edge.tls_cost", "viewers"),
        *(str(house.edge.port), opening, str(viewers), str(int(tls))),
    )
    await until(lambda: house.edge.viewers == viewers, within_s=60)
    await asyncio.sleep(QUIET_S)
    let_in_us = (time.process_time() - begun_s) * 1e6 / viewers
    gc.collect()
    each = (_resident() - before) / viewers
    gc.freeze()
    costs = []
    for _ in range(ROUNDS):
        sweep, begun_s = house.hall.sweep, time.process_time()
        await house.cues.say("next", CUE)
        await until(lambda sweep=sweep: house.hall.sweep > sweep)  # type: ignore[misc]
        await asyncio.sleep(QUIET_S)
        costs.append((time.process_time() - begun_s) * 1e6 / viewers)
    child.kill()
    await child.wait()
    print(
        f"{'TLS' if tls else 'plain':6}{viewers} viewers: let in {let_in_us:.0f} µs, "
        f"{each:.0f} bytes each, a delivery {statistics.median(costs):.1f} µs "
        f"({min(costs):.1f} to {max(costs):.1f})"
    )
    await house.edge.stop()


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE_BYTES


async def attend(port: int, opening: bytes, count: int, tls: bool) -> None:
    """Be the viewers: come in, and read whatever comes."""
    context = None
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    loop = asyncio.get_running_loop()
    there = []
    for _ in range(count):
        transport, _ = await loop.create_connection(
            asyncio.Protocol, "127.0.0.1", port, ssl=context
        )
        transport.write(opening)
        there.append(transport)
    await asyncio.Event().wait()


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["viewers", port, opening, count, tls]:
            raise_file_limit()
            uvloop.run(attend(int(port), bytes.fromhex(opening), int(count), tls == "1"))
        case _:
            main()
