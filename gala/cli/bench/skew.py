"""`gala bench skew`."""

from __future__ import annotations

from typing import Annotated

import typer

from .table import Json, Row, Tls, at_most, conclude, progressing

P99_MS, P99_MS_AIM = 50, 20


def command(
    viewers: Annotated[int, typer.Option(min=2, help="Viewers, half on each edge.")] = 10_000,
    seconds: Annotated[float, typer.Option(min=1, help="Seconds, with a take in each.")] = 20.0,
    tls: Tls = False,
    as_json: Json = False,
) -> None:
    """Measure presentation skew: how late takes come on screens, by the viewers' own clocks.

    Two edges, counters five times a second, a take by hand every second.

    Example: gala bench skew --viewers 10000
    """
    import uvloop

    from gala.crowd.bench.skew import run

    with progressing() as progress:
        report = uvloop.run(run(viewers, seconds, progress, tls))
    conclude(
        f"{report.viewers} viewers on two edges, {report.takes} takes, {report.lead_ms} ms ahead",
        [
            at_most(*("presented late, p99", report.p99_ms, P99_MS, P99_MS_AIM, " ms"), digits=1),
            Row("takes that did not come", f"{report.missing}", "0", "0", held=not report.missing),
        ],
        f"p50 {report.p50_ms:.1f} ms, worst {report.worst_ms:.1f} ms; "
        f"{report.late_arrivals} came after their instant; clocks right to "
        f"{report.error_ms:.1f} ms; {report.messages_per_s:,.0f} messages a second",
        as_json,
        tls,
        skew=report,
    )
