"""`gala bench`: what things cost on this machine, as a ratio to a bare loop in the same run."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from gala.cli.failure import Failure

if TYPE_CHECKING:
    from gala.edge.bench.claims import Report as EdgeClaims
    from gala.edge.bench.fanout import Report
    from gala.store.bench.claims import Report as StoreClaims

RATIO_MAX = 1.25
"""Above this the fan-out does too much per viewer."""

FREEZE_S_MAX = 8.0
LAG_MS_MAX = 20.0
"""What a freeze of a million entries may take, and what the show may notice of it."""

STORE_PER_S, STORE_PER_S_AIM = 140_000, 200_000
EDGE_PER_S, EDGE_PER_S_AIM = 20_000, 30_000
"""Claims a second of one core, at least."""

P99_MS, P99_MS_AIM = 50.0, 20.0
"""In which 99 of 100 answers come at half of what the machine can do, at most."""

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


@app.command()
def freeze(
    entries: Annotated[int, typer.Option(min=1, help="Entries of the window.")] = 1_000_000,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Measure a freeze: what the archive's process needs, and how little the show notices of it.

    Exits 0 when it takes at most 8 s and this loop was never late by more than 20 ms, else 1.

    Example: gala bench freeze --entries 1000000
    """
    import uvloop
    from rich.console import Console

    from gala.ports import StoreError
    from gala.store.bench.freeze import run

    with Console(stderr=True).status("starting …") as status:
        try:
            report = uvloop.run(run(entries, status.update))
        except StoreError as error:
            raise Failure(str(error)) from error
    if as_json:
        typer.echo(json.dumps(asdict(report), indent=1))
    else:
        typer.echo(
            f"{report.entries} entries frozen in {report.freeze_s:.1f} s "
            f"({report.archive_cpu_s:.1f} s of the archive's CPU, {report.ratio:.1f} times a loop "
            f"that only hashes as often)\n"
            f"drawn from in {report.draw_s * 1000:.0f} ms; an entry's proof has "
            f"{report.proof_bytes} bytes; the show's loop was late by at most "
            f"{report.lag_ms:.1f} ms"
        )
    raise typer.Exit(0 if report.freeze_s <= FREEZE_S_MAX and report.lag_ms <= LAG_MS_MAX else 1)


@app.command()
def claims(
    viewers: Annotated[int, typer.Option(min=1, help="Sockets that claim.")] = 1_000,
    batches: Annotated[int, typer.Option(min=1, help="Batches of 64 in a round.")] = 1_000,
    rounds: Annotated[int, typer.Option(min=1, help="Measured rounds of each kind.")] = 10,
    paced_s: Annotated[
        float, typer.Option("--paced", min=0.1, help="Seconds at half of the machine's limit.")
    ] = 5.0,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Measure claims: what they cost store and edge, how soon the answer comes, what costs nothing.

    The best round counts: whatever else the machine does only makes one slower. Exits 0 when all
    that must hold does, else 1.

    Example: gala bench claims --viewers 1000
    """
    import uvloop
    from rich.console import Console

    from gala.edge.bench import claims as edge_claims
    from gala.ports import StoreError
    from gala.store.bench import claims as store_claims

    with Console(stderr=True).status("starting …") as status:
        try:
            store = uvloop.run(store_claims.run(batches, rounds, status.update))
            edge = uvloop.run(edge_claims.run(viewers, rounds, status.update, paced_s))
        except (StoreError, ValueError) as error:
            raise Failure(str(error)) from error
    if as_json:
        typer.echo(json.dumps({"store": asdict(store), "edge": asdict(edge)}, indent=1))
    else:
        _print_claims(store, edge)
    met = (
        store.best_per_s >= STORE_PER_S,
        edge.best_per_s >= EDGE_PER_S,
        edge.p99_ms <= P99_MS,
        not edge.closed_operations,
        not edge.empty_operations,
    )
    raise typer.Exit(0 if all(met) else 1)


def _print_claims(store: StoreClaims, edge: EdgeClaims) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(
        title=f"{store.claims} claims a round in batches of {store.batch}; {edge.viewers} sockets",
        caption=(
            f"medians: store {store.median_per_s:,.0f}, {store.ratio:.2f} times the CPU of keeping "
            f"as much and deciding nothing; edge {edge.median_per_s:,.0f}, {edge.ratio:.2f} times "
            f"that of bare sockets; half of the limit: {edge.paced_per_s:,.0f} a second"
        ),
    )
    for heading in ("", "measured", "must", "aim"):
        table.add_column(heading, justify="left" if not heading else "right")
    for name, measured, must, aim in (
        ("claims per store CPU-second, fsync always", store.best_per_s, STORE_PER_S,
         STORE_PER_S_AIM),
        ("claims per edge CPU-second, socket to answer", edge.best_per_s, EDGE_PER_S,
         EDGE_PER_S_AIM),
    ):  # fmt: skip
        table.add_row(name, f"{measured:,.0f}", f">= {must:,}", f">= {aim:,}")
    table.add_row(
        "answer p99 at half of the machine's limit",
        f"{edge.p99_ms:.1f} ms", f"<= {P99_MS:.0f} ms", f"<= {P99_MS_AIM:.0f} ms",
    )  # fmt: skip
    for kind, operations in (("closed", edge.closed_operations), ("empty", edge.empty_operations)):
        table.add_row(f"store operations, {kind} window", str(operations), "0", "0")
    Console().print(table)


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
