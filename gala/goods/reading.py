"""From the rows of a table to the goods of a sheet, or to every mistake in it at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from gala.goods.columns import (
    FEN,
    GUARANTEES,
    ID,
    MERCHANT,
    NOTE,
    NOTE_EN,
    NOTHING,
    PRICES,
    TITLE,
    TITLE_EN,
    YUAN,
    Mapping,
    mapped,
    wrong_columns,
)
from gala.goods.history import HistoryError, read_history
from gala.grid.cells import Cell, Row, letter
from gala.grid.money import MoneyError, fen_of_fen, fen_of_yuan
from run_sheet import Good, Problem
from run_sheet.explain import explain
from run_sheet.said import Said
from run_sheet.source import read_text

GOODS_MAX = 2000
"""As many as a sheet can have."""

_GOOD = TypeAdapter(Good)
_BETWEEN = re.compile(r"[\s,;，、；]+")


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong and what to do; `row` and `column` as the spreadsheet shows them, or None."""

    row: int | None
    column: str | None
    said: Said

    def render(self, name: str, chinese: bool = False) -> str:
        """Return it as one line."""
        where = [name]
        if self.row is not None:
            where.append(f"第 {self.row} 行" if chinese else f"row {self.row}")
        if self.column is not None:
            where.append(f"{self.column} 列" if chinese else f"column {self.column}")
        return f"{', '.join(where)}: {self.said.zh if chinese else self.said.en}"


@dataclass(frozen=True, slots=True)
class Goods:
    """A goods list as it was read: `goods` means nothing while there are mistakes."""

    mapping: tuple[Mapping, ...]
    goods: tuple[Good, ...]
    mistakes: tuple[Mistake, ...]


def read_goods(rows: Sequence[Row]) -> Goods:
    """Return the goods in a table whose first row that is not empty heads its columns."""
    filled = [row for row in rows if not row.is_empty]
    if not filled:
        empty = Said("里面什么也没有：是这个文件吗？", "nothing is in it: is this the right file?")
        return Goods((), (), (Mistake(None, None, empty),))
    header, *entries = filled
    mapping = mapped(header.cells)
    mistakes = [Mistake(header.number, None, said) for said in wrong_columns(mapping)]
    if mistakes:
        return Goods(mapping, (), tuple(mistakes))
    if not entries:
        none = Said(
            "表头下面没有商品：每种商品加一行", "no goods below the headers: add a row for each"
        )
        mistakes.append(Mistake(None, None, none))
    if len(entries) > GOODS_MAX:
        many = Said(
            f"{len(entries)} 种商品；流程单最多 {GOODS_MAX:,} 种",
            f"{len(entries)} goods; a sheet has {GOODS_MAX:,}",
        )
        mistakes.append(Mistake(None, None, many))
    reader = _Reader(mapping)
    goods = [good for row in entries if (good := reader.read(row)) is not None]
    told = sorted(reader.mistakes, key=lambda one: (one.row or 0, one.column or ""))
    return Goods(mapping, tuple(goods), (*mistakes, *told))


class _Reader:
    def __init__(self, mapping: Sequence[Mapping]) -> None:
        self.mistakes: list[Mistake] = []
        self._columns = {one.field: one for one in mapping if one.field is not None}
        self._rows: dict[str, int] = {}

    def read(self, row: Row) -> Good | None:
        """Return the goods entry of a row; None when it has mistakes, which are told."""
        before = len(self.mistakes)
        texts = {field: self._text(row, field) for field in self._columns}
        fields: dict[str, Any] = {ID: texts[ID], "title": _both(texts[TITLE], texts.get(TITLE_EN))}
        if NOTE in texts or NOTE_EN in texts:
            note = _both(texts.get(NOTE, ""), texts.get(NOTE_EN))
            fields |= {"note": note} if note else {}
        if merchant := texts.get(MERCHANT):
            fields[MERCHANT] = merchant
        if listed := texts.get(GUARANTEES):
            fields[GUARANTEES] = [] if listed == NOTHING else _BETWEEN.split(listed)
        if history := texts.get(PRICES):
            try:
                fields[PRICES] = read_history(history)
            except HistoryError as error:
                self._tell(row, PRICES, error.said)
        price_fen = self._price_fen(row, texts)
        if price_fen is not None:
            fields["price_fen"] = price_fen
        first = self._rows.setdefault(texts[ID], row.number)
        if first != row.number:
            said = Said(
                f"第 {first} 行已经用了 id `{texts[ID][:60]}`：换一个",
                f"the id `{texts[ID][:60]}` is taken by row {first}: give one another id",
            )
            self._tell(row, ID, said)
        try:
            good = _GOOD.validate_python(fields)
        except ValidationError as error:
            self._explain(row, error, fields)
            return None
        return good if len(self.mistakes) == before else None

    def _text(self, row: Row, field: str) -> str:
        column = self._columns[field].column
        cell = row.cells[column] if column < len(row.cells) else Cell()
        if cell.problem:
            self._tell(row, field, cell.problem)
        read = read_text(cell.text)
        if isinstance(read, Problem):
            self._tell(row, field, Said("：".join(read.zh), f"{read.message}: {read.hint}"))
            return ""
        return read.strip()

    def _price_fen(self, row: Row, texts: dict[str, str]) -> int | None:
        field = FEN if FEN in texts else YUAN
        try:
            return fen_of_fen(texts[FEN]) if field == FEN else fen_of_yuan(texts[YUAN])
        except MoneyError as error:
            if not self._told(row, field):
                self._tell(row, field, error.said)
            return None

    def _explain(self, row: Row, error: ValidationError, fields: dict[str, Any]) -> None:
        errors = [
            {**one, "loc": ("goods", 0, *one["loc"])} for one in error.errors(include_url=False)
        ]
        for finding in explain(errors, {"goods": [fields]}):  # type: ignore[arg-type]
            keys = [part for part in finding.path[2:] if isinstance(part, str) and part != "zh"]
            name = "_".join(keys)
            field = next((one for one in (name, *keys[:1], YUAN) if one in self._columns), ID)
            if not self._told(row, field):
                message, hint = finding.message, finding.hint
                said = Said(f"{message.zh}（{hint.zh}）", f"{message.en} ({hint.en})")
                self._tell(row, field, said)

    def _told(self, row: Row, field: str) -> bool:
        place = letter(self._columns[field].column)
        return any(
            one.row == row.number and (one.column or "").split(" ")[0] == place
            for one in self.mistakes
        )

    def _tell(self, row: Row, field: str, said: Said) -> None:
        one = self._columns[field]
        self.mistakes.append(Mistake(row.number, f"{letter(one.column)} `{one.header}`", said))


def _both(zh: str, en: str | None) -> Any:
    """Return a text of the sheet: one for both languages when the English is not given."""
    return {"zh": zh, "en": en} if en else zh
