"""`gala report`: a night's sales, participation and promises, as HTML and XLSX."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gala.cli.failure import Failure


def report(
    folder: Annotated[Path, typer.Argument(help="The folder that `gala show --out` wrote.")],
    html: Annotated[
        Path | None, typer.Option(help="Write the report into this file, for reading and print.")
    ] = None,
    xlsx: Annotated[Path | None, typer.Option(help="Write its tables into this workbook.")] = None,
) -> None:
    """Report a night: promises kept, sales, repeat buyers, participation, outlets, segments.

    The HTML is one file in Chinese and English that loads nothing. Without a file it is a summary
    in the terminal. What differs in a reconciliation is in the report, and it exits with 1 then.

    Example: gala report out --html report.html --xlsx report.xlsx
    """
    from gala.after import reconcile
    from gala.after.report import sections
    from gala.after.report.html import html as page
    from gala.cli.account import account_of
    from gala.cli.export import outside
    from gala.grid.cells import GridError
    from gala.grid.files import write_bytes
    from gala.grid.table import shown
    from gala.grid.xlsx_file import write_xlsx
    from gala.proof.errors import ProofError

    for path in (html, xlsx):
        if path is not None:
            outside(path, folder)
    account = account_of(folder, None, "")
    figures = reconcile.reconcile(account)
    try:
        made = sections(account)
        if html is not None:
            write_bytes(html, page(account, made, figures).encode("utf-8"))
            typer.echo(f"{html}: {len(made)} sections")
        if xlsx is not None:
            tables = [table for section in made for table in section.tables if table.rows]
            write_bytes(xlsx, write_xlsx(tables))
            typer.echo(f"{xlsx}: {len(tables)} tables")
    except ProofError as error:
        raise Failure(f"{folder}: {error}: see gala verify", 1) from None
    except GridError as error:
        raise Failure(str(error)) from None
    if html is None and xlsx is None:
        for row in made[0].tables[0].rows:
            cells = zip(made[0].tables[0].columns, row, strict=True)
            typer.echo("  ".join(shown(column.kind, value) for column, value in cells))
    differing = reconcile.differences(figures)
    if differing:
        raise Failure(f"{folder}: {len(differing)} figures differ: see gala reconcile", 1)
