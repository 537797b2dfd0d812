"""Which column of a goods list is which: headers in Chinese and in English."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gala.grid.cells import Cell, letter
from gala.grid.headers import bare, by_header

ID, TITLE, TITLE_EN, YUAN, FEN = "id", "title", "title_en", "price_yuan", "price_fen"
NOTE, NOTE_EN = "note", "note_en"
PRICES, MERCHANT, GUARANTEES = "prices", "merchant", "guarantees"

NOTHING = "-"
"""What stands for a list with nothing in it."""

FIELDS = (ID, TITLE, TITLE_EN, YUAN, NOTE, NOTE_EN, PRICES, MERCHANT, GUARANTEES)
"""The columns of an export, in order; each is its own header."""

_HEADERS = {
    ID: "id, goods id, sku, 编号, 商品编号, 货号, 商品id",
    TITLE: "title, title zh, name, name zh, 品名, 商品名, 商品名称, 名称, 标题, 品名中文, 中文品名",
    TITLE_EN: "title en, name en, english title, english name, 英文品名, 品名英文, 英文名",
    YUAN: "price yuan, price, regular price, price cny, 价格, 价格元, 售价, 售价元, 原价, 标价",
    FEN: "price fen, 价格分, 售价分, 原价分",
    NOTE: "note, note zh, notes, price basis, 说明, 备注, 价格说明, 说明中文",
    NOTE_EN: "note en, english note, 英文说明, 说明英文, 英文备注",
    PRICES: "prices, price history, history, 历史价格, 历史价格元, 价格历史, 历史价",
    MERCHANT: "merchant, merchant id, 商家, 商家编号, 店铺, 商户",
    GUARANTEES: "guarantees, guarantee, 保障, 权益, 服务保障",
}

_FIELDS = by_header(_HEADERS)


@dataclass(frozen=True, slots=True)
class Mapping:
    """What a column is taken for; `field` is None where the sheet has no place for it."""

    column: int
    header: str
    field: str | None

    def text(self) -> str:
        """Return the line of the preview."""
        taken = {
            None: "not used: the sheet has no place for it",
            YUAN: "price_fen, read as yuan",
            FEN: "price_fen, read as fen",
            PRICES: "prices, read as days and yuan",
        }
        return (
            f"column {letter(self.column)} `{self.header}` -> {taken.get(self.field, self.field)}"
        )


def mapped(header: Sequence[Cell]) -> tuple[Mapping, ...]:
    """Return what each column that has a header is taken for."""
    return tuple(
        Mapping(column, cell.text.strip(), _FIELDS.get(bare(cell.text)))
        for column, cell in enumerate(header)
        if cell.text.strip()
    )


def wrong_columns(mapping: Sequence[Mapping]) -> list[str]:
    """Return what is missing or there twice, with what to do."""
    by_field: dict[str, list[Mapping]] = {}
    for one in mapping:
        if one.field is not None:
            field = YUAN if one.field == FEN else one.field
            by_field.setdefault(field, []).append(one)
    wrong = [
        f"columns {' and '.join(letter(one.column) for one in ones)} are both `{field}`: "
        "delete one of them"
        for field, ones in by_field.items()
        if len(ones) > 1
    ]
    needed = {ID: "`id` or `编号`", TITLE: "`title` or `品名`", YUAN: "`price_yuan` or `价格`"}
    wrong += [
        f"no column is the `{field}`: head one with {headers}"
        for field, headers in needed.items()
        if field not in by_field
    ]
    return wrong
