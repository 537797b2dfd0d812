"""`gala simulate`: nights that go wrong, by seed, and what held all the same."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from gala.cli.failure import Failure

if TYPE_CHECKING:
    from gala.sim.runner import Outcome

_PROGRESS_S = 1.0
_PROGRESS_LINE_S = 60.0
_SEEDS = re.compile(r"(\d{1,18})(?::(\d{1,18}))?", re.ASCII)


def simulate(
    seeds: Annotated[str, typer.Option(help="One seed, or A:B for A to B-1.")] = "0:20",
    trace: Annotated[bool, typer.Option("--trace", help="Tell one seed's story.")] = False,
    jobs: Annotated[int, typer.Option(min=0, help="Processes; 0: one a core.")] = 0,
) -> None:
    """Play nights in which hosts, network, store and clocks fail, and check what must hold.

    The real conductors, edges and clients run in virtual time; a seed gives the same night each
    time. Exits 0 when everything held, 1 with the first seed in which something broke.

    Example: gala simulate --seeds 0:200
    """
    wanted = parsed(seeds)
    if trace:
        if len(wanted) != 1:
            raise Failure("--trace tells the story of one seed: --seeds 7 --trace")
        raise typer.Exit(_trace(wanted[0]))
    begun_s, shown_s = time.perf_counter(), 0.0
    rewrite = sys.stderr.isatty()
    every_s = _PROGRESS_S if rewrite else _PROGRESS_LINE_S
    done: list[Outcome] = []
    for outcome in _outcomes(wanted, jobs or os.cpu_count() or 1):
        done.append(outcome)
        if outcome.broken:
            typer.echo(failure(outcome))
            raise typer.Exit(1)
        passed_s = time.perf_counter() - begun_s
        if passed_s - shown_s >= every_s:
            shown_s = passed_s
            progress = f"{len(done)} of {len(wanted)} seeds"
            typer.echo(f"\r{progress}" if rewrite else progress, nl=not rewrite, err=True)
    if rewrite and shown_s:
        typer.echo("", err=True)
    typer.echo(summary(done, time.perf_counter() - begun_s))


def parsed(seeds: str) -> range:
    """Return the seeds that `A` or `A:B` names. Raises `Failure`."""
    found = _SEEDS.fullmatch(seeds)
    if found is None:
        raise Failure(f"--seeds is a number, or two with a colon between them, not {seeds!r}")
    first = int(found[1])
    wanted = range(first, int(found[2]) if found[2] else first + 1)
    if not wanted:
        raise Failure(f"--seeds {seeds}: there is no seed in that")
    return wanted


def summary(done: list[Outcome], passed_s: float) -> str:
    """Return what a run without a failure says at its end."""
    cpu_s = sum(one.cpu_s for one in done)
    show_min = sum(one.show_ms for one in done) / 60_000
    virtual_min = sum(one.virtual_s for one in done) / 60
    faults = sum(len(one.faults) for one in done)
    return (
        f"{len(done)} seeds, everything held: {faults} faults begun or ended, "
        f"{sum(one.steps for one in done):,} steps\n"
        f"{len(done) / passed_s:.1f} seeds/s in {passed_s:.0f} s; a CPU-second plays "
        f"{show_min / cpu_s:.0f} show-minutes of the sheet, {virtual_min / cpu_s:.1f} minutes of "
        f"virtual time, with 20 viewers"
    )


def failure(outcome: Outcome) -> str:
    """Return what is said of a seed in which something broke."""
    faults = "\n".join(f"  {one}" for one in outcome.faults) or "  none"
    return (
        f"seed {outcome.seed} broke: {outcome.broken}\n\nfaults, in the show's time:\n{faults}\n\n"
        f"the last steps:\n" + "\n".join(outcome.tail) + f"\n\n"
        f"again, with the whole story:  gala simulate --seeds {outcome.seed} --trace"
    )


def _trace(seed: int) -> int:
    from gala.sim.runner import play

    outcome = play(seed)
    typer.echo("\n".join(outcome.story))
    typer.echo(f"\nseed {seed}: {outcome.broken or 'everything held'}; trace {outcome.digest}")
    return 1 if outcome.broken else 0


def _outcomes(seeds: range, jobs: int) -> Iterator[Outcome]:
    """Yield what came of each seed, in their order, from so many processes."""
    if jobs == 1 or len(seeds) == 1:
        yield from map(_quiet, seeds)
        return
    from multiprocessing import get_context

    # A fresh interpreter each: nothing of this process comes along, and all systems have it.
    with get_context("spawn").Pool(min(jobs, len(seeds))) as pool:
        yield from pool.imap(_quiet, seeds, chunksize=max(1, min(8, len(seeds) // (4 * jobs))))


def _quiet(seed: int) -> Outcome:
    """Play a seed; only a failure's story is worth keeping, or its way back to another process."""
    from dataclasses import replace

    from gala.sim.runner import play

    outcome = play(seed)
    return outcome if outcome.broken else replace(outcome, story=())
