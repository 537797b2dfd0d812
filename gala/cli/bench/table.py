"""A bench's result for people and for programs: each figure beside what it must be."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gala.cli.failure import Failure

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Json = Annotated[bool, typer.Option("--json", help="For programs.")]
Tls = Annotated[
    bool,
    typer.Option("--tls", help="With TLS in the edge's process: reported, held against nothing."),
]


@dataclass(frozen=True, slots=True)
class Row:
    """A figure, what it must be and what it should be, as text; and whether it is what it must."""

    name: str
    measured: str
    must: str
    aim: str
    held: bool


def at_least(name: str, measured: float, must: float, aim: float, unit: str = "") -> Row:
    """Return a figure that must not be less."""
    told = (f"{measured:,.0f}{unit}", f">= {must:,.0f}{unit}", f">= {aim:,.0f}{unit}")
    return Row(name, *told, held=measured >= must)


def at_most(
    name: str, measured: float, must: float, aim: float, unit: str = "", digits: int = 0
) -> Row:
    """Return a figure that must not be more."""
    told = [f"{one:,.{digits}f}{unit}" for one in (measured, must, aim)]
    return Row(name, told[0], f"<= {told[1]}", f"<= {told[2]}", held=measured <= must)


@contextmanager
def progressing() -> Iterator[Callable[[str], None]]:
    """Show lines of progress; what cannot be measured here becomes a `Failure`."""
    from rich.console import Console

    from gala.ports import StoreError

    # On standard error: standard output has the result and nothing else.
    with Console(stderr=True).status("starting …") as status:
        try:
            yield status.update
        except (StoreError, ValueError) as error:
            raise Failure(str(error)) from error


def conclude(
    title: str,
    rows: Sequence[Row],
    caption: str,
    as_json: bool,
    tls: bool = False,
    **reports: DataclassInstance,
) -> None:
    """Print the result and exit: 0 when all is as it must be, else 1.

    What must be is said of an edge without TLS in its process: with `tls` figures are reported.
    """
    if tls:
        title = f"{title}; over TLS"
        rows = [replace(row, must="reported", aim="", held=True) for row in rows]
    if as_json:
        told: dict[str, Any] = {name: asdict(report) for name, report in reports.items()}
        typer.echo(json.dumps(told if len(told) > 1 else next(iter(told.values())), indent=1))
    else:
        _print(title, rows, caption)
    raise typer.Exit(0 if all(row.held for row in rows) else 1)


def _print(title: str, rows: Sequence[Row], caption: str) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=title, caption=caption)
    for heading in ("", "measured", "must", "aim"):
        table.add_column(heading, justify="left" if not heading else "right")
    for row in rows:
        table.add_row(row.name, row.measured, row.must, row.aim)
    Console().print(table)
