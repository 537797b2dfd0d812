"""`gala bench memory`."""

from __future__ import annotations

from typing import Annotated

import typer

from .table import Json, Tls, at_most, conclude, progressing

BYTES, BYTES_AIM = 2_500, 1_800


def command(
    viewers: Annotated[int, typer.Option(min=1, help="Idle viewers.")] = 10_000,
    tls: Tls = False,
    as_json: Json = False,
) -> None:
    """Measure what an idle viewer takes of the edge's resident memory.

    Example: gala bench memory --viewers 10000
    """
    from gala.edge.bench.memory import run

    with progressing() as progress:
        report = run(viewers, progress, tls)
    conclude(
        f"{viewers} idle viewers",
        [at_most("resident bytes a viewer", report.bytes_each, BYTES, BYTES_AIM)],
        "the kernel's buffers are not counted",
        as_json,
        tls,
        memory=report,
    )
