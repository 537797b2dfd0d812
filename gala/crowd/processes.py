"""A crowd too large for one process: its parts in processes of their own, and one account."""

from __future__ import annotations

import signal
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import uvloop

from gala.edge.files import raise_file_limit
from gala.wire.tls_files import trusting

from .behaviour import Night
from .crowd import Part, run_crowd
from .summary import Account, together

BEGIN_MS = 3_000
"""So long all of them have to start; nobody begins before."""


def run_processes(
    console_url: str,
    viewers: int,
    seed: int,
    night: Night,
    processes: int,
    ca_file: Path | None = None,
) -> Account:
    """Send a crowd in so many processes and return its account.

    The same seed gives the same people, however many processes there are. Raises what `run_crowd`
    does, `TlsError`, and `KeyboardInterrupt` when that came; then no process is left.
    """
    start_ms = round(time.time() * 1_000) + BEGIN_MS + night.lead_ms
    pool = ProcessPoolExecutor(processes, get_context("spawn"), initializer=_begin)
    try:
        parts = [
            pool.submit(
                _part, *(console_url, viewers, seed, night, start_ms, (number, processes), ca_file)
            )
            for number in range(processes)
        ]
        return together(part.result() for part in parts)
    except BaseException:
        for process in list((pool._processes or {}).values()):
            process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _begin() -> None:
    # The terminal interrupts all; the one that waits for the others ends them.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise_file_limit()


def _part(
    console_url: str,
    viewers: int,
    seed: int,
    night: Night,
    start_ms: int,
    part: Part,
    ca_file: Path | None,
) -> Account:
    tls = None if ca_file is None else trusting(ca_file)
    return uvloop.run(
        run_crowd(console_url, viewers, seed, night, start_ms=start_ms, tls=tls, part=part)
    )
