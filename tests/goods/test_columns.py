import pytest

from gala.goods.columns import FEN, FIELDS, mapped, wrong_columns
from gala.grid.cells import Cell


def fields(*headers: str) -> list[str | None]:
    return [one.field for one in mapped([Cell(header) for header in headers])]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("编号", "id"),
        ("ID ", "id"),
        ("品名（中文）", "title"),
        ("Title_EN", "title_en"),
        ("价格", "price_yuan"),
        ("价格（元）", "price_yuan"),
        ("价格(分)", "price_fen"),
        ("price_fen", "price_fen"),
        ("说明", "note"),
        ("Note-EN", "note_en"),
        ("商家", "merchant"),
        ("保障", "guarantees"),
        ("库存", None),
    ],
)
def test_headers_in_both_languages(header: str, field: str | None) -> None:
    assert fields(header) == [field]


def test_an_export_heads_its_columns_with_what_an_import_knows() -> None:
    assert fields(*FIELDS) == list(FIELDS)


def test_the_preview_says_how_a_price_is_read_and_what_is_not_used() -> None:
    columns = mapped([Cell("价格"), Cell(""), Cell("价格分"), Cell("库存")])
    assert columns[0].said().zh == "A 列 `价格` → price_fen，按元读"
    assert [one.said().en for one in columns] == [
        "column A `价格` -> price_fen, read as yuan",
        "column C `价格分` -> price_fen, read as fen",
        "column D `库存` -> not used: the sheet has no place for it",
    ]


def test_what_is_missing_or_twice() -> None:
    whole = [Cell("id"), Cell("title"), Cell("price")]
    assert not wrong_columns(mapped(whole))
    assert len(wrong_columns(mapped([]))) == 3
    (twice,) = wrong_columns(mapped([*whole, Cell(FEN)]))
    assert twice == (
        "C、D 列都是 `price_yuan`：删掉一列",
        "columns C and D are both `price_yuan`: delete one of them",
    )
