from gala.core.kinds import KINDS
from gala.core.plan import ENTRIES_MAX, LotPlan
from gala.proof.rules import DrawRule
from run_sheet import parse
from tests.core.kinds.one import parts_of
from tests.core.trust.cards import CARD


def test_it_has_one_window_that_bears_its_id() -> None:
    parts = parts_of(
        "{id: x, kind: seckill, title: X, length: 60s, goods: pen, price_fen: 1, opens: 5s,"
        " open_for: 10s, stock: {tv: 4}}"
    )
    assert parts.window is not None
    assert parts.window.id == "x"
    assert parts.window.stock == (("app", 0), ("tv", 4))
    assert parts.detail == ("x", "pen", ("Pen", "Pen"), 1, 900)
    assert parts.lot is None
    assert parts.window.pay_within_ms == 0, "the win is final"
    assert parts.window.quantity(asked=9, weight=9) == 1, "one unit, whatever is asked for"


def test_what_is_won_may_be_an_order() -> None:
    parts = parts_of(
        "{id: x, kind: seckill, title: X, length: 60s, goods: pen, price_fen: 1, opens: 5s,"
        " open_for: 10s, stock: {tv: 4}, pay_within: 15m}"
    )
    assert parts.window is not None
    assert parts.window.pay_within_ms == 900_000
    assert parts.detail[5:] == ((), None, 900_000), "its card says so"


def test_its_card_says_what_the_goods_come_with() -> None:
    sheet = parse(CARD).sheet
    assert sheet is not None
    pens, inks = (KINDS["seckill"](segment, sheet) for segment in sheet.segments[1:])
    assert len(inks.detail) == 5
    guarantees = pens.detail[5]
    assert isinstance(guarantees, tuple)
    assert [one[0] for one in guarantees] == ["refund", "freight", "tenfold", "again"]
    assert guarantees[0][1:4] == (
        "refund_only",
        ("仅退款", "Money back"),
        ("退钱不退货", "Keep the pen"),
    )
    assert [one[4] for one in guarantees] == [(), (), (), (("金卡", "Gold"),)]


def test_by_lot_it_takes_entries_and_a_draw_gives_each_outlet_its_stock() -> None:
    parts = parts_of(
        "{id: x, kind: seckill, title: X, length: 60s, goods: pen, price_fen: 1, opens: 5s,"
        " open_for: 10s, stock: {tv: 4}, by: lot, waitlist: 3}"
    )
    window = parts.window
    assert window is not None
    assert (window.id, window.title, window.price_fen) == ("x", ("Pen", "Pen"), 1)
    assert not window.stocked
    assert window.stock == (("app", ENTRIES_MAX), ("tv", ENTRIES_MAX))
    assert window.quantity(asked=9, weight=9) == 1, "one entry, whatever is asked for"
    rule = DrawRule((("tv", 4, 1),), 3, by_outlet=True)
    assert parts.lot == LotPlan("x", rule, (("tv", ("TV", "TV")),))
    assert parts.detail == ("x", "pen", ("Pen", "Pen"), 1, 900, (), ((("tv", ("TV", "TV"), 4),), 3))


def test_by_lot_what_is_drawn_may_be_an_order() -> None:
    parts = parts_of(
        "{id: x, kind: seckill, title: X, length: 60s, goods: pen, price_fen: 1, opens: 5s,"
        " open_for: 10s, stock: {tv: 4}, by: lot, waitlist: 3, pay_within: 15m}"
    )
    assert parts.window is not None
    assert parts.window.pay_within_ms == 900_000
    assert parts.window.orders_by_lot
    assert parts.detail[6:] == (((("tv", ("TV", "TV"), 4),), 3), 900_000), "its card says so"


def test_by_lot_entries_weigh_only_what_the_sheet_says() -> None:
    window = parts_of(
        "{id: x, kind: seckill, title: X, length: 60s, goods: pen, price_fen: 1, opens: 5s,"
        " open_for: 10s, stock: {tv: 4}, by: lot,"
        " who: {weights: [{ticket: {tier: gold}, weight: 3}]}}"
    ).window
    assert window is not None
    assert window.quantity(asked=9, weight=3) == 3
