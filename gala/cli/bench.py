"""`gala bench`: what things cost on this machine, as a ratio to a bare loop in the same run."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from gala.cli.failure import Failure

if TYPE_CHECKING:
    from gala.edge.bench.fanout import Report

RATIO_MAX = 1.25
"""Above this the fan-out does too much per viewer."""

app = typer.Typer(no_args_is_help=True)


@app.callback()
def bench() -> None:
    """Measure what things cost on this machine."""


@app.command()
def fanout(
    viewers: Annotated[int, typer.Option(min=1, help="Sockets, once for each side.")] = 5_000,
    bytes_: Annotated[int, typer.Option("--bytes", min=1, help="Length of a cue.")] = 200,
    rounds: Annotated[int, typer.Option(min=1, help="Measured rounds of each side.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Measure the edge's fan-out: server CPU per delivery, against a bare loop of socket.send.

    Exits 0 when the ratio is at most 1.25, 1 when it is above.

    Example: gala bench fanout --viewers 5000 --bytes 200
    """
    from rich.console import Console

    from gala.edge.bench.fanout import run

    # On standard error: standard output has the result and nothing else.
    with Console(stderr=True).status("starting …") as status:
        try:
            report = run(viewers, bytes_, rounds, status.update)
        except ValueError as error:
            raise Failure(str(error)) from error
    if as_json:
        typer.echo(json.dumps(asdict(report), indent=1))
    else:
        _print(report)
    raise typer.Exit(0 if report.ratio <= RATIO_MAX else 1)


def _print(report: Report) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(
        title=f"{report.viewers} viewers, cues of {report.payload_bytes} bytes, "
        f"{report.rounds} rounds of each, in turn",
        caption="server CPU per delivery, µs",
    )
    for heading in ("", "median", "best", "worst"):
        table.add_column(heading, justify="left" if not heading else "right")
    for name, side in (("gala edge", report.edge), ("bare socket.send loop", report.bare)):
        times = (side.median_us, side.best_us, side.worst_us)
        table.add_row(name, *(f"{us:.2f}" for us in times))
    console = Console()
    console.print(table)
    console.print(f"ratio {report.ratio:.3f} (at most {RATIO_MAX})")
