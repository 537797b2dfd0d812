"""`gala export`: receipts, winners, guarantees and payouts of a night, as CSV and XLSX."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gala.cli.failure import Failure

BOOK = "night.xlsx"


def export(
    folder: Annotated[Path, typer.Argument(help="The folder that `gala show --out` wrote.")],
    to: Annotated[Path, typer.Option(help="The folder to write into; not inside the record.")],
) -> None:
    """Write every table of a night as a CSV, and all of them as one workbook.

    What the columns mean: docs/after-the-night.md. The totals are those of `gala reconcile`; when a
    figure differs, everything is written, each difference is told, and it exits with 1.

    Example: gala export out --to finance
    """
    from gala.after import reconcile
    from gala.after.exports import tables, totals
    from gala.cli.account import account_of
    from gala.cli.reconcile import print_figures
    from gala.grid.cells import GridError
    from gala.grid.csv_file import write_csv
    from gala.grid.files import write_bytes
    from gala.grid.xlsx_file import write_xlsx
    from gala.proof.errors import ProofError

    outside(to, folder)
    account = account_of(folder, None, "")
    figures = reconcile.reconcile(account)
    try:
        made = tables(account)
        figures += totals.figures(account)
        to.mkdir(parents=True, exist_ok=True)
        for table in made:
            write_bytes(to / f"{table.name}.csv", write_csv(table))
            typer.echo(f"{to / table.name}.csv: {len(table.rows)} rows")
        write_bytes(to / BOOK, write_xlsx(made))
    except ProofError as error:
        raise Failure(f"{folder}: {error}: see gala verify", 1) from None
    except OSError as error:
        raise Failure(f"{to}: cannot be written to ({error.strerror})") from None
    except GridError as error:
        raise Failure(str(error)) from None
    typer.echo(f"{to / BOOK}: all of them")
    differing = reconcile.differences(figures)
    if differing:
        print_figures(differing, to_stderr=True)
        raise Failure(f"{folder}: {len(differing)} figures differ: see gala reconcile", 1)
    typer.echo(f"{len(figures)} figures reconciled, all equal")


def outside(path: Path, folder: Path) -> None:
    """Raise `Failure` for a path in a record's folder: a record is sealed over all its files."""
    if path.resolve().is_relative_to(folder.resolve()):
        raise Failure(f"{path} lies in the record, which is sealed: name a place outside of it")
