"""`gala rule`: what a code of `gala check` means, why it matters, and how it is mended."""

from __future__ import annotations

from difflib import get_close_matches
from importlib.resources import files
from typing import Annotated

import typer

from gala.cli.failure import Failure
from run_sheet import Rule

COLUMNS_MAX = 100
_ALL = "gala rule --list has them all"


def rule(
    name: Annotated[
        str | None,
        typer.Argument(help="A rule's code or name, like GS206 or gap.", show_default=False),
    ] = None,
    all_rules: Annotated[
        bool, typer.Option("--list", help="Print a table of all rules instead.")
    ] = False,
) -> None:
    """Explain a rule of gala check, with a bad and a good example.

    Exits 2 when there is no such rule. Into a file or a pipe it is Markdown as it stands.

    Example: gala rule GS206
    """
    if all_rules:
        _print_table()
    elif name is None:
        raise Failure(f"name a rule, like gala rule GS206; {_ALL}")
    else:
        _print_page(page(named(name)))


def named(name: str) -> Rule:
    """Return the rule with a code or slug, in capitals or not. Raises `Failure` with near ones."""
    wanted = name.strip().lower()[:60]
    rules = {one.code.lower(): one for one in Rule} | {one.slug: one for one in Rule}
    if wanted in rules:
        return rules[wanted]
    holding = [slug for slug in rules if len(wanted) > 2 and wanted in slug]
    near = (holding or get_close_matches(wanted, rules))[:3]
    meant = " or ".join(f"{rules[one].slug} ({rules[one].code})" for one in near)
    raise Failure(
        f"there is no rule {name[:60]!r}; " + (f"did you mean {meant}? " if near else "") + _ALL
    )


def page(one: Rule) -> str:
    """Return a rule's page, and what a sheet may say about the rule, as Markdown."""
    path = files("run_sheet") / "pages" / f"{one.slug}.md"
    return f"{path.read_text(encoding='utf-8')}\n{_standing(one)}\n"


def _standing(one: Rule) -> str:
    kind = "A warning" if one.severity == "warning" else "An error"
    if not one.lenient:
        return f"{kind}; it can be neither set nor waived."
    return (
        f"{kind}. `rules: {{{one.slug}: off}}` (or `warning`, `error`) sets it for a whole sheet; "
        "`waive` lets a part of the sheet break it, with a reason and who signs."
    )


def _print_page(text: str) -> None:
    from rich.console import Console
    from rich.markdown import Markdown

    out = Console()
    if out.is_terminal:
        out.print(Markdown(text), width=min(out.width, COLUMNS_MAX))
    else:
        typer.echo(text, nl=False)


def _print_table() -> None:
    from rich.console import Console
    from rich.table import Table

    rows = [
        (one.code, one.slug, one.severity, "lenient" if one.lenient else "", one.meaning)
        for one in Rule
    ]
    out = Console()
    if not out.is_terminal:
        # Each rule on a line of its own, whatever the width: for grep and the like.
        for row in rows:
            typer.echo("\t".join(row))
        return
    table = Table(caption="A lenient rule may be set or waived in the sheet.")
    for heading in ("code", "name", "severity", "", "what is wrong"):
        table.add_column(heading, no_wrap=heading != "what is wrong")
    for row in rows:
        table.add_row(*row)
    out.print(table)
