"""`gala bench join`."""

from __future__ import annotations

from typing import Annotated

import typer

from .table import Json, Tls, at_least, conclude, progressing

PER_S, PER_S_AIM = 4_000, 5_500


def command(
    viewers: Annotated[int, typer.Option(min=1, help="Who come in, in a round.")] = 500,
    rounds: Annotated[int, typer.Option(min=1, help="Measured rounds of each side.")] = 10,
    tls: Tls = False,
    as_json: Json = False,
) -> None:
    """Measure what it costs to let a viewer in: handshake, ticket, welcome, snapshot.

    The best round counts: whatever else the machine does only makes one slower.

    Example: gala bench join --viewers 500
    """
    from gala.edge.bench.join import run

    with progressing() as progress:
        report = run(viewers, rounds, progress, tls)
    conclude(
        f"{viewers} viewers come in, {rounds} rounds; each is told {report.told_bytes} bytes",
        [at_least("joins per CPU-second", report.best_per_s, PER_S, PER_S_AIM)],
        f"median {report.median_per_s:,.0f}; {report.ratio:.2f} times the CPU of a bare protocol "
        f"{'over TLS ' if tls else ''}that reads and answers as much",
        as_json,
        tls,
        join=report,
    )
