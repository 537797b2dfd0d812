"""`gala bench fanout`."""

from __future__ import annotations

from typing import Annotated

import typer

from .table import Json, Tls, at_most, conclude, progressing

RATIO_MAX, RATIO_AIM = 1.15, 1.05
MERGED_MAX, MERGED_AIM = 1 / 10, 1 / 14


def command(
    viewers: Annotated[int, typer.Option(min=1, help="Sockets, once for each side.")] = 5_000,
    bytes_: Annotated[int, typer.Option("--bytes", min=1, help="Length of a cue.")] = 200,
    rounds: Annotated[int, typer.Option(min=1, help="Measured rounds of each side.")] = 20,
    tls: Tls = False,
    as_json: Json = False,
) -> None:
    """Measure the edge's fan-out: server CPU per delivery, against a bare loop of socket.send.

    The bare loop is one without TLS in any case.

    Example: gala bench fanout --viewers 5000 --bytes 200
    """
    from gala.edge.bench.fanout import MERGED, run

    with progressing() as progress:
        report = run(viewers, bytes_, rounds, progress, tls)
    without = " without TLS" if tls else ""
    sides = [
        f"{name} {side.median_us:.2f} ({side.best_us:.2f} to {side.worst_us:.2f})"
        for name, side in (
            ("edge", report.edge),
            (f"bare loop{without}", report.bare),
            (f"each of {MERGED} at once", report.merged),
        )
    ]
    conclude(
        f"{viewers} viewers, cues of {bytes_} bytes, {rounds} rounds of each, in turn",
        [
            at_most(
                *(f"CPU per delivery to a bare socket.send loop's{without}", report.ratio),
                *(RATIO_MAX, RATIO_AIM),
                digits=3,
            ),
            at_most(
                *(f"{MERGED} cues at once, each to one alone", report.merged_ratio),
                *(MERGED_MAX, MERGED_AIM),
                digits=3,
            ),
        ],
        f"µs of server CPU, median (best to worst): {'; '.join(sides)}",
        as_json,
        tls,
        fanout=report,
    )
