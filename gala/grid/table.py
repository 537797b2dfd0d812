"""A table: named columns, each of one kind, and rows of plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from gala.grid.money import yuan_text

Both = tuple[str, str]
"""A text in Chinese and in English."""

Value = str | int | Both | None
"""A cell: text, a whole number, or nothing. An amount of money is its fen."""


class Kind(StrEnum):
    """What a column holds, and so how it is written and aligned."""

    TEXT = "text"
    COUNT = "count"
    YUAN = "yuan"
    PERCENT = "percent"


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
    if isinstance(value, tuple):
        zh, en = value
        return zh if zh == en else f"{zh} · {en}"
    if kind is Kind.YUAN:
        return yuan_text(value)
    return f"{value} %" if kind is Kind.PERCENT else str(value)


def count(key: str, zh: str, en: str) -> Column:
    """Return a column of whole numbers."""
    return Column(key, zh, en, Kind.COUNT)


def yuan(key: str, zh: str, en: str) -> Column:
    """Return a column of amounts: its values are fen, and are shown in yuan."""
    return Column(key, zh, en, Kind.YUAN)


def percent(key: str, zh: str, en: str) -> Column:
    """Return a column of whole percents."""
    return Column(key, zh, en, Kind.PERCENT)


def share(part: int, whole: int) -> int | None:
    """Return the nearest whole percent that `part` is of `whole`, None of nothing."""
    return (200 * part + whole) // (2 * whole) if whole else None
