"""A table: named columns, each of one kind, and rows of plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from gala.grid.money import yuan_text

Value = str | int | None
"""A cell: text, a whole number, or nothing. An amount of money is its fen."""


class Kind(StrEnum):
    """What a column holds, and so how it is written and aligned."""

    TEXT = "text"
    COUNT = "count"
    YUAN = "yuan"


@dataclass(frozen=True, slots=True)
class Column:
    """`key` heads the column in files; `zh` and `en` head it for people."""

    key: str
    zh: str
    en: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Table:
    """`name` is its file's or its sheet's. Every row has a value for each column."""

    name: str
    zh: str
    en: str
    columns: tuple[Column, ...]
    rows: list[tuple[Value, ...]] = field(default_factory=list)

    def add(self, *values: Value) -> None:
        """Append a row. Raises `ValueError` unless it has a value for each column."""
        if len(values) != len(self.columns):
            raise ValueError(f"{self.name}: {len(values)} values for {len(self.columns)} columns")
        self.rows.append(values)

    def total(self, key: str) -> int:
        """Return the sum of a column of numbers. Raises `KeyError`."""
        place = {column.key: n for n, column in enumerate(self.columns)}[key]
        return sum(value for row in self.rows if isinstance(value := row[place], int))


def shown(kind: Kind, value: Value) -> str:
    """Return a value as files and people have it."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return yuan_text(value) if kind is Kind.YUAN else str(value)


def count(key: str, zh: str, en: str) -> Column:
    """Return a column of whole numbers."""
    return Column(key, zh, en, Kind.COUNT)


def yuan(key: str, zh: str, en: str) -> Column:
    """Return a column of amounts: its values are fen, and are shown in yuan."""
    return Column(key, zh, en, Kind.YUAN)
