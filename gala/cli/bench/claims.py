"""`gala bench claims`."""

from __future__ import annotations

from typing import Annotated

import typer

from .table import Json, at_least, at_most, conclude, progressing

STORE_PER_S, STORE_PER_S_AIM = 140_000, 200_000
EDGE_PER_S, EDGE_PER_S_AIM = 20_000, 30_000
"""Claims a second of one core, at least."""

P99_MS, P99_MS_AIM = 50, 20
"""In which 99 of 100 answers come at half of what the machine can do, at most."""


def command(
    viewers: Annotated[int, typer.Option(min=1, help="Sockets that claim.")] = 1_000,
    batches: Annotated[int, typer.Option(min=1, help="Batches of 64 in a round.")] = 1_000,
    rounds: Annotated[int, typer.Option(min=1, help="Measured rounds of each kind.")] = 10,
    paced_s: Annotated[
        float, typer.Option("--paced", min=0.1, help="Seconds at half of the machine's limit.")
    ] = 5.0,
    as_json: Json = False,
) -> None:
    """Measure claims: what they cost store and edge, how soon the answer comes, what costs nothing.

    The best round counts: whatever else the machine does only makes one slower. Exits 0 when all
    that must hold does, else 1.

    Example: gala bench claims --viewers 1000
    """
    import uvloop

    from gala.edge.bench import claims as edge_claims
    from gala.store.bench import claims as store_claims

    with progressing() as progress:
        store = uvloop.run(store_claims.run(batches, rounds, progress))
        edge = uvloop.run(edge_claims.run(viewers, rounds, progress, paced_s))
    nothing = [
        at_most(f"store operations, {kind} window", operations, 0, 0)
        for kind, operations in (
            ("closed", edge.closed_operations),
            ("empty", edge.empty_operations),
        )
    ]
    conclude(
        f"{store.claims} claims a round in batches of {store.batch}; {edge.viewers} sockets",
        [
            at_least(
                *("claims per store CPU-second, fsync always", store.best_per_s),
                *(STORE_PER_S, STORE_PER_S_AIM),
            ),
            at_least(
                *("claims per edge CPU-second, socket to answer", edge.best_per_s),
                *(EDGE_PER_S, EDGE_PER_S_AIM),
            ),
            at_most(
                *("answer p99 at half of the machine's limit", edge.p99_ms, P99_MS, P99_MS_AIM),
                unit=" ms",
                digits=1,
            ),
            *nothing,
        ],
        f"medians: store {store.median_per_s:,.0f}, {store.ratio:.2f} times the CPU of keeping "
        f"as much and deciding nothing; edge {edge.median_per_s:,.0f}, {edge.ratio:.2f} times "
        f"that of bare sockets; half of the limit: {edge.paced_per_s:,.0f} a second",
        as_json,
        store=store,
        edge=edge,
    )
