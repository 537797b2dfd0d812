"""`gala bench`: what things cost on this machine, as a ratio to a bare loop in the same run."""

from __future__ import annotations

import typer

from . import check, claims, fanout, freeze, join, memory, night, skew, slow

app = typer.Typer(no_args_is_help=True)


@app.callback()
def bench() -> None:
    """Measure what things cost on this machine."""


for module in (fanout, join, memory, slow, skew, night, claims, freeze, check):
    app.command(module.__name__.rpartition(".")[2])(module.command)
