"""`gala bench slow`."""

from __future__ import annotations

from typing import Annotated

import typer

from .table import Json, Row, Tls, at_most, conclude, progressing

BYTES = 128 * 1_024
UNCHANGED = 1.5
"""Times as late may be within one run what has not changed: both halves vary by a third."""


def command(
    readers: Annotated[int, typer.Option(min=1, help="Viewers who read.")] = 80,
    deaf: Annotated[int, typer.Option(min=1, help="Viewers who never do.")] = 20,
    rate: Annotated[int, typer.Option(min=10_000, help="Bytes of cues a second.")] = 2_000_000,
    seconds: Annotated[float, typer.Option(min=1, help="Seconds, with and without.")] = 15.0,
    tls: Tls = False,
    as_json: Json = False,
) -> None:
    """Measure what viewers cost who never read: kernel and user memory, and the others' time.

    Example: gala bench slow --seconds 15
    """
    from gala.edge.bench.slow import run

    with progressing() as progress:
        report = run(readers, deaf, rate, seconds, progress, tls)
    alone, beside = report.p99_alone_ms, report.p99_beside_ms
    conclude(
        f"{readers} who read, {deaf} who do not, {rate:,} bytes a second for {seconds:.0f} s",
        [
            at_most("kernel and user bytes for each who does not", report.bytes_each, BYTES, BYTES),
            Row(
                *("the others' p99, to that without them", f"{beside:.0f} to {alone:.0f} ms"),
                *("unchanged", "unchanged"),
                held=beside <= alone * UNCHANGED,
            ),
        ],
        f"{report.kernel_bytes_each:,.0f} of the bytes are the kernel's",
        as_json,
        tls,
        slow=report,
    )
