"""`gala reconcile`: every figure of a night counted again, to the fen and the unit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gala.cli.show import DEFAULT_SHOW

if TYPE_CHECKING:
    from gala.core.books import Figure


def reconcile(
    folder: Annotated[
        Path | None, typer.Argument(help="The folder that `gala show --out` wrote.")
    ] = None,
    redis: Annotated[
        str | None, typer.Option(help="A live store instead, like redis://localhost:6379/0")
    ] = None,
    show: Annotated[str, typer.Option(help="The show's name in the store.")] = DEFAULT_SHOW,
    all_figures: Annotated[
        bool, typer.Option("--all", help="Print every figure, not only what differs.")
    ] = False,
) -> None:
    """Recount every figure from log and journals, and tell each difference.

    Exits 0 when all are equal, 1 with a table of what differs, 2 when nothing can be read.

    Example: gala reconcile out
    """
    from gala.after import reconcile as after
    from gala.cli.account import account_of

    figures = after.reconcile(account_of(folder, redis, show))
    differing = after.differences(figures)
    what = str(folder or show)
    if all_figures or differing:
        print_figures(figures if all_figures else differing)
    if differing:
        typer.echo(f"{what}: {len(differing)} of {len(figures)} figures differ")
        raise typer.Exit(1)
    typer.echo(f"{what}: {len(figures)} figures, all equal")


def print_figures(figures: list[Figure], *, to_stderr: bool = False) -> None:
    """Print figures as a table, in columns that can be read by people and by `cut`."""
    head = ("of", "figure", "said", "counted", "")
    rows = [head]
    for one in figures:
        note = one.note or ("" if one.equal else f"differs by {one.counted - one.said:+d}")
        rows.append((one.of, one.what, str(one.said), str(one.counted), note))
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for of, what, said, counted, note in rows:
        line = (
            f"{of:{widths[0]}}  {what:{widths[1]}}  {said:>{widths[2]}}  {counted:>{widths[3]}}"
            f"  {note}"
        )
        typer.echo(line.rstrip(), err=to_stderr)
