from gala.goods.keeping import with_kept
from gala.goods.reading import Goods, read_goods
from gala.goods.splicing import spliced
from gala.grid.cells import Cell, Row
from run_sheet import parse

SHEET = """\
gala: 1
id: small
title: Small
start: 2026-01-30T20:00:00+08:00
outlets: [{id: app, title: App, delay: 0s}]
goods:
  - id: pen
    title: Pen
    price_fen: 900
    prices:
      - {from: 2025-12-01, to: 2025-12-31, fen: 1000, sold: false}
      - {from: 2026-01-01, fen: 900, sold: true}
    units: 70
    merchant: kiln
    waive:
      - {rule: GS303, reason: "So: it is", by: {zh: 店长, en: Owner}, on: 2026-01-02}
merchants: [{id: kiln, title: Kiln}]
segments: [{id: a, kind: host, title: A, length: 1m}]
"""


def read(*rows: list[str]) -> Goods:
    return read_goods([Row(n, tuple(map(Cell, row))) for n, row in enumerate(rows, 1)])


def test_what_has_no_column_stays() -> None:
    before = parse(SHEET).sheet
    assert before is not None
    found = read(["id", "title", "price"], ["pen", "Red pen", "8"], ["cup", "Cup", "1"])
    pen, cup = with_kept(found, SHEET)
    assert pen == before.goods[0].model_copy(update={"price_fen": 800, "title": pen.title})
    assert pen.title.en == "Red pen"
    assert (cup.prices, cup.waive) == (None, None)
    made = parse(spliced(SHEET, (pen, cup)).text).sheet
    assert made is not None
    assert made.goods == (pen, cup)


def test_what_has_one_is_the_tables() -> None:
    rows = (["id", "title", "price", "历史价格", "merchant"], ["pen", "Pen", "9", "", ""])
    (pen,) = with_kept(read(*rows), SHEET)
    assert (pen.prices, pen.merchant) == (None, None)
    assert pen.waive is not None
    assert pen.units == 70


def test_a_sheet_that_is_none_has_nothing_to_keep() -> None:
    found = read(["id", "title", "price"], ["pen", "Pen", "9"])
    for text in ("", "goods: [1, {id: pen}]\n", "goods: pen\n", "[\n"):
        assert with_kept(found, text) == found.goods
