"""A section of the report: a heading, tables, pictures, and what must be said with them."""

from __future__ import annotations

from dataclasses import dataclass

from gala.grid.table import Both, Table


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture below its title: SVG of our own, all that is foreign in it escaped."""

    title: Both
    svg: str


@dataclass(frozen=True, slots=True)
class Section:
    """`notes` are texts in both languages below the tables, and `pictures` between them."""

    title: Both
    tables: tuple[Table, ...]
    notes: tuple[Both, ...] = ()
    pictures: tuple[Picture, ...] = ()
