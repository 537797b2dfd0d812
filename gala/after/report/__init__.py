"""The report of a night: one section a module; another is one more line in `SECTIONS`."""

from __future__ import annotations

from collections.abc import Callable

from gala.after.account import Account
from gala.after.report import (
    breaker,
    buyers,
    edits,
    feelings,
    goods,
    guarantees,
    orders,
    outlets,
    participation,
    promises,
    rooms,
    sales,
    segments,
    spoken,
    summary,
    waivers,
)
from gala.after.report.section import Section

SECTIONS: tuple[Callable[[Account], Section], ...] = (
    summary.section,
    promises.section,
    waivers.section,
    breaker.section,
    edits.section,
    goods.section,
    sales.section,
    orders.section,
    guarantees.section,
    buyers.section,
    participation.section,
    outlets.section,
    segments.section,
    segments.visits,
    rooms.section,
    feelings.section,
    spoken.section,
)


def sections(account: Account) -> list[Section]:
    """Return the sections that have something to say. Raises `ProofError`, as exports do."""
    made = [section(account) for section in SECTIONS]
    return [section for section in made if any(table.rows for table in section.tables)]
