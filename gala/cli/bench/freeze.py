"""`gala bench freeze`."""

from __future__ import annotations

from typing import Annotated

import typer

from .table import Json, at_most, conclude, progressing

FREEZE_S_MAX = 8
LAG_MS_MAX = 20
"""What a freeze of a million entries may take, and what the show may notice of it."""


def command(
    entries: Annotated[int, typer.Option(min=1, help="Entries of the window.")] = 1_000_000,
    as_json: Json = False,
) -> None:
    """Measure a freeze: what the archive's process needs, and how little the show notices of it.

    Example: gala bench freeze --entries 1000000
    """
    import uvloop

    from gala.store.bench.freeze import run

    with progressing() as progress:
        report = uvloop.run(run(entries, progress))
    conclude(
        f"{report.entries} entries frozen",
        [
            at_most(
                *("from the question to the root", report.freeze_s, FREEZE_S_MAX, FREEZE_S_MAX),
                *(" s", 1),
            ),
            at_most(
                *("the show's loop late by at most", report.lag_ms, LAG_MS_MAX, LAG_MS_MAX),
                *(" ms", 1),
            ),
        ],
        f"{report.archive_cpu_s:.1f} s of the archive's CPU, {report.ratio:.1f} times a loop that "
        f"only hashes as often; drawn from in {report.draw_s * 1000:.0f} ms; an entry's proof has "
        f"{report.proof_bytes} bytes",
        as_json,
        freeze=report,
    )
