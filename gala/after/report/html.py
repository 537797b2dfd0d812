"""The report as one file of HTML: nothing is loaded from anywhere, and everything is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from gala.after.account import Account
from gala.after.instants import local_text
from gala.after.report.section import Section
from gala.core.books import Figure
from gala.grid.table import Kind, Value, shown


def html(account: Account, sections: Sequence[Section], figures: Sequence[Figure]) -> str:
    """Return the page; `figures` are the night's, reconciled."""
    plan = account.show.plan
    return _template().render(
        title=plan.title,
        rehearsal=plan.rehearsal,
        origin=account.show.night.origin,
        began=local_text(account.show.origin_ms, account.utc_offset_min)[:16],
        pace_milli=plan.pace_milli,
        sections=sections,
        figures=len(figures),
        differing=[one for one in figures if not one.equal],
        is_number=_is_number,
        texts=_texts,
        Kind=Kind,
    )


def _is_number(kind: Kind) -> bool:
    return kind is not Kind.TEXT


def _texts(kind: Kind, value: Value) -> tuple[str, str]:
    """Return a value in both languages; the same text twice where it needs no translation."""
    if isinstance(value, tuple):
        return value
    text = shown(kind, value)
    if kind is Kind.COUNT and isinstance(value, int):
        text = f"{value:,}"
    return text, text


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("gala.after.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html")
