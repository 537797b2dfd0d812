"""Which column of a goods list is which: headers in Chinese and in English."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gala.grid.cells import Cell, letter
from gala.grid.headers import bare, by_header
from run_sheet.said import Said, both

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

_TAKEN = {
    None: Said("不用：流程单里没有它的位置", "not used: the sheet has no place for it"),
    YUAN: Said("price_fen，按元读", "price_fen, read as yuan"),
    FEN: Said("price_fen，按分读", "price_fen, read as fen"),
    PRICES: Said("prices，按日期和元读", "prices, read as days and yuan"),
}


@dataclass(frozen=True, slots=True)
class Mapping:
    """What a column is taken for; `field` is None where the sheet has no place for it."""

    column: int
    header: str
    field: str | None

    def said(self) -> Said:
        """Return the line of the preview."""
        taken = _TAKEN.get(self.field) or both(str(self.field))
        return Said(
            f"{letter(self.column)} 列 `{self.header}` → {taken.zh}",
            f"column {letter(self.column)} `{self.header}` -> {taken.en}",
        )


def mapped(header: Sequence[Cell]) -> tuple[Mapping, ...]:
    """Return what each column that has a header is taken for."""
    return tuple(
        Mapping(column, cell.text.strip(), _FIELDS.get(bare(cell.text)))
        for column, cell in enumerate(header)
        if cell.text.strip()
    )


def wrong_columns(mapping: Sequence[Mapping]) -> list[Said]:
    """Return what is missing or there twice, with what to do."""
    by_field: dict[str, list[Mapping]] = {}
    for one in mapping:
        if one.field is not None:
            field = YUAN if one.field == FEN else one.field
            by_field.setdefault(field, []).append(one)
    wrong = [
        Said(
            f"{'、'.join(letter(one.column) for one in ones)} 列都是 `{field}`：删掉一列",
            f"columns {' and '.join(letter(one.column) for one in ones)} are both `{field}`: "
            "delete one of them",
        )
        for field, ones in by_field.items()
        if len(ones) > 1
    ]
    needed = {ID: ("id", "编号"), TITLE: ("title", "品名"), YUAN: ("price_yuan", "价格")}
    wrong += [
        Said(
            f"没有一列是 `{field}`：把一列的表头写成 `{zh}` 或 `{en}`",
            f"no column is the `{field}`: head one with `{en}` or `{zh}`",
        )
        for field, (en, zh) in needed.items()
        if field not in by_field
    ]
    return wrong
