"""A section of the report: a heading, tables, and what must be said with them."""

from __future__ import annotations

from dataclasses import dataclass

from gala.grid.table import Both, Table


@dataclass(frozen=True, slots=True)
class Section:
    """`notes` are texts in both languages below the tables."""

    title: Both
    tables: tuple[Table, ...]
    notes: tuple[Both, ...] = ()
