"""`gala rule`: what a code of `gala check` means, why it matters, and how it is mended."""

from __future__ import annotations

from importlib.resources import files
from typing import Annotated

import typer

from gala.cli.failure import Failure
from gala.cli.language import Lang, is_chinese
from run_sheet import Rule
from run_sheet.nearest import likely
from run_sheet.problem import SEVERITIES_ZH

COLUMNS_MAX = 100
LIKELY_MAX = 3


def rule(
    name: Annotated[
        str | None,
        typer.Argument(help="A rule's code or name, like GS206 or gap.", show_default=False),
    ] = None,
    all_rules: Annotated[
        bool, typer.Option("--list", help="Print a table of all rules instead.")
    ] = False,
    lang: Lang = None,
) -> None:
    """Explain a rule of gala check, with a bad and a good example.

    Exits 2 when there is no such rule. Into a file or a pipe it is Markdown as it stands.

    Example: gala rule GS206
    """
    chinese = is_chinese(lang)
    if all_rules:
        _print_table(chinese)
    elif name is None and chinese:
        raise Failure("写上规则，例如 gala rule GS206；gala rule --list 列出全部")
    elif name is None:
        raise Failure("name a rule, like gala rule GS206; gala rule --list has them all")
    else:
        _print_page(page(named(name, chinese), chinese))


def named(name: str, chinese: bool = False) -> Rule:
    """Return the rule with a code or slug, in capitals or not. Raises `Failure` with near ones."""
    wanted = name.strip().lower()[:60]
    rules = {one.code.lower(): one for one in Rule} | {one.slug: one for one in Rule}
    if wanted in rules:
        return rules[wanted]
    holding = [slug for slug in rules if len(wanted) > 2 and wanted in slug]
    near = (holding or likely(wanted, rules, LIKELY_MAX))[:LIKELY_MAX]
    found = [f"{rules[one].slug} ({rules[one].code})" for one in near]
    if chinese:
        meant = f"是不是 {'、'.join(found)}？" if near else ""
        raise Failure(f"没有 {name[:60]!r} 这条规则；{meant}gala rule --list 列出全部")
    meant = f"did you mean {' or '.join(found)}? " if near else ""
    raise Failure(f"there is no rule {name[:60]!r}; {meant}gala rule --list has them all")


def page(one: Rule, chinese: bool = False) -> str:
    """Return a rule's page, and what a sheet may say about the rule, as Markdown."""
    path = files("run_sheet") / "pages" / f"{one.slug}.md"
    return f"{path.read_text(encoding='utf-8')}\n{(_standing_zh if chinese else _standing)(one)}\n"


def _standing(one: Rule) -> str:
    kind = "A warning" if one.severity == "warning" else "An error"
    if not one.lenient:
        return f"{kind}; it can be neither set nor waived."
    return (
        f"{kind}. `rules: {{{one.slug}: off}}` (or `warning`, `error`) sets it for a whole sheet; "
        "`waive` lets a part of the sheet break it, with a reason and who signs."
    )


def _standing_zh(one: Rule) -> str:
    kind = SEVERITIES_ZH[one.severity]
    if not one.lenient:
        return f"属于{kind}；不能设置，也不能豁免。"
    return (
        f"属于{kind}。`rules: {{{one.slug}: off}}`（或 `warning`、`error`）为整份流程单设置它；"
        "`waive` 让流程单的一部分不守它，要写理由和签字人。"
    )


def _print_page(text: str) -> None:
    from rich.console import Console
    from rich.markdown import Markdown

    out = Console()
    if out.is_terminal:
        out.print(Markdown(text), width=min(out.width, COLUMNS_MAX))
    else:
        typer.echo(text, nl=False)


def _row(one: Rule) -> tuple[str, ...]:
    return one.code, one.slug, one.severity, "lenient" if one.lenient else "", one.meaning


def _row_zh(one: Rule) -> tuple[str, ...]:
    severity = SEVERITIES_ZH[one.severity]
    return one.code, one.slug, severity, "可放宽" if one.lenient else "", one.said.zh


def _print_table(chinese: bool) -> None:
    from rich.console import Console
    from rich.table import Table

    rows = [_row_zh(one) if chinese else _row(one) for one in Rule]
    out = Console()
    if not out.is_terminal:
        # Each rule on a line of its own, whatever the width: for grep and the like.
        for row in rows:
            typer.echo("\t".join(row))
        return
    table = Table(
        caption="可放宽的规则，可以在流程单里设置或豁免。"
        if chinese
        else "A lenient rule may be set or waived in the sheet."
    )
    for heading in ("代号", "名字", "级别", "") if chinese else ("code", "name", "severity", ""):
        table.add_column(heading, no_wrap=True)
    table.add_column("问题" if chinese else "what is wrong")
    for row in rows:
        table.add_row(*row)
    out.print(table)
