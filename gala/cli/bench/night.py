"""`gala bench night`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gala.cli import sheets

from .table import Json, Row, conclude, progressing


def command(
    sheet: Annotated[Path, typer.Argument(help="The run sheet; a short one.")],
    viewers: Annotated[int, typer.Option(min=1, help="Viewers, in processes of their own.")] = (
        50_000
    ),
    crowd: Annotated[
        int, typer.Option(min=1, help="Beside them: real clients, who visit rooms and come and go.")
    ] = 100,
    processes: Annotated[
        int | None,
        typer.Option(
            min=1, help="Of the edge, and as many of the viewers. Without it, one for 12,500."
        ),
    ] = None,
    pace: Annotated[float, typer.Option(min=0.1, max=100, help="60: an hour in a minute.")] = 1.0,
    as_json: Json = False,
) -> None:
    """Play a whole show to very many viewers on this machine: is anybody dropped, a cue missed?

    Example: gala bench night run_sheet/shows/616-tour.yaml --viewers 50000
    """
    import uvloop

    from gala.crowd.bench.night import Show, run

    read = sheets.load(sheet).sheet
    pace_milli = round(pace * 1_000)
    length_ms = (read.planned_end_ms - read.planned_starts()[0]) * 1_000 // pace_milli
    outlets = tuple(outlet.id for outlet in read.outlets)
    with progressing() as progress:
        show = Show(sheet, read.id, outlets, length_ms, pace_milli)
        report = uvloop.run(run(show, viewers, crowd, processes, progress))
    lost = report.viewers - report.at_end
    whole = bool(report.crowd["complete"])
    conclude(
        f"{report.viewers:,} viewers and {crowd} clients, {length_ms / 60_000:.1f} minutes on air",
        [
            _none("dropped", report.dropped),
            _none("cues missed", report.missed),
            _none("not there at the end, with all of it", lost),
            Row("the clients' account is complete", _word(whole), "yes", "yes", held=whole),
        ],
        f"{report.came:,} came, {report.at_start:,} before the start; {report.cues:,} cues and "
        f"{report.messages:,} messages, {report.covered:,} snapshots in place of cues; "
        f"{report.late_takes:,} of {report.takes:,} takes came after their instant; "
        f"{report.answered:,} of {report.claims:,} claims answered; the edge took "
        f"{report.edge_cpu_s:,.0f} CPU-seconds and {report.edge_bytes / 1e6:,.0f} MB, shed level "
        f"{report.shed_level}",
        as_json,
        night=report,
    )


def _none(name: str, count: int) -> Row:
    return Row(name, f"{count:,}", "0", "0", held=not count)


def _word(held: bool) -> str:
    return "yes" if held else "no"
