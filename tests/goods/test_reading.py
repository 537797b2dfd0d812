from gala.goods.reading import Goods, read_goods
from gala.grid.cells import Cell, Row
from run_sheet.said import Said

FORMULA = Said("是公式：改粘它的值", "a formula: paste its value")


def read(*rows: list[str]) -> Goods:
    return read_goods([Row(n, tuple(map(Cell, row))) for n, row in enumerate(rows, 1)])


def told(found: Goods) -> list[str]:
    return [mistake.render("goods.csv") for mistake in found.mistakes]


def test_goods_in_two_languages_and_in_one() -> None:
    found = read(
        ["编号", "品名", "title_en", "价格", "说明", "note_en"],
        ["pen", "红笔", "Red pen", "9.9", "标价", "List price"],
        [],
        ["616", "Cup", "", "1", "", ""],
    )
    assert not found.mistakes
    pen, cup = found.goods
    assert (pen.title.zh, pen.title.en, pen.price_fen) == ("红笔", "Red pen", 990)
    assert pen.note is not None
    assert pen.note.en == "List price"
    assert (cup.id, cup.title.zh, cup.title.en, cup.note) == ("616", "Cup", "Cup", None)


def test_merchants_and_guarantees_are_ids() -> None:
    found = read(
        ["id", "title", "price", "商家", "保障"],
        ["pen", "笔", "1", "kiln", "refund、freight"],
        ["cup", "杯", "1", "", "-"],
        ["bag", "包", "1", "A Kiln", "Re Fund"],
    )
    assert [(one.merchant, one.guarantees) for one in found.goods] == [
        ("kiln", ("refund", "freight")),
        (None, ()),
    ]
    assert [(one.row, one.column) for one in found.mistakes] == [(4, "D `商家`"), (4, "E `保障`")]


def test_fen_are_fen() -> None:
    assert read(["id", "title", "价格(分)"], ["pen", "笔", "990"]).goods[0].price_fen == 990


def test_every_mistake_at_once_with_its_place_and_what_to_do() -> None:
    found = read(
        ["id", "title", "price"],
        ["pen", "", "19.999"],
        ["Bad Id", "x" * 121, "1"],
        ["pen", "二", "5"],
        ["cup", "a\u202eb"],
    )
    assert told(found) == [
        "goods.csv, row 2, column B `title`: `title` must be text with something in it, not '' "
        "(write some text, or delete the key)",
        "goods.csv, row 2, column C `price`: `19.999` has parts of a fen: round it to two decimals",
        "goods.csv, row 3, column A `id`: `id` must be an id, not 'Bad Id' (ids are 1 to 40 small "
        "letters, digits and hyphens, and start with a letter or digit)",
        "goods.csv, row 3, column B `title`: `title` must be one line of at most 120 characters "
        "(say the rest in `notes`)",
        "goods.csv, row 4, column A `id`: the id `pen` is taken by row 2: give one another id",
        "goods.csv, row 5, column B `title`: an invisible character (U+202E) stands here: delete "
        "it; such characters come with copied text or from a file that is not text",
        "goods.csv, row 5, column C `price`: `` is not an amount in yuan: write it like 19.90",
    ]


def test_a_cell_that_could_not_be_read_is_told_once() -> None:
    rows = [
        Row(1, (Cell("id"), Cell("title"), Cell("price"))),
        Row(2, (Cell("pen"), Cell("笔"), Cell("", FORMULA))),
    ]
    found = read_goods(rows)
    assert told(found) == ["goods.csv, row 2, column C `price`: a formula: paste its value"]
    (one,) = found.mistakes
    assert one.render("goods.csv", True) == "goods.csv, 第 2 行, C `price` 列: 是公式：改粘它的值"


def test_a_table_without_what_it_needs() -> None:
    assert "nothing is in it" in told(read())[0]
    assert "no goods below" in told(read(["id", "title", "price"]))[0]
    missing = told(read(["库存"], ["x"]))
    assert len(missing) == 3
    assert missing[0].startswith("goods.csv, row 1: no column is the `id`")
    many = [["id", "title", "price"], *([f"g{n}", "x", "1"] for n in range(2001))]
    assert "a sheet has 2,000" in told(read(*many))[0]


def test_a_history_in_one_cell() -> None:
    found = read(
        ["id", "title", "price", "历史价格"],
        ["pen", "笔", "9", "2025-12-01..2025-12-31 10 sold; 2026-01-01.. 9 unsold"],
        ["cup", "杯", "1", "yesterday 10 sold"],
        ["bag", "包", "1", "2025-12-01 ten sold"],
    )
    (pen,) = found.goods
    assert pen.prices is not None
    assert [(one.from_day, one.to_day, one.fen, one.sold) for one in pen.prices] == [
        ("2025-12-01", "2025-12-31", 1000, True),
        ("2026-01-01", None, 900, False),
    ]
    places = {(one.row, one.column) for one in found.mistakes}
    assert places == {(3, "D `历史价格`"), (4, "D `历史价格`")}
