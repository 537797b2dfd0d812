from gala.core.kinds import KINDS
from gala.core.plan import ENTRIES_MAX, LotPlan
from gala.proof.rules import DrawRule
from tests.core.kinds.one import parts_of
from tests.core.playing import SHEET, sheet_of


def test_it_announces_its_prizes_in_drawing_order() -> None:
    parts = parts_of(
        "{id: x, kind: draw, title: X, length: 60s, opens: 5s, open_for: 10s, alternates: 1,"
        " prizes: [{id: b, title: B, count: 2, value_fen: 5}, {id: a, title: A, count: 1,"
        " value_fen: 9}]}"
    )
    prizes = (("b", ("B", "B"), 2, 5), ("a", ("A", "A"), 1, 9))
    assert parts.detail == (prizes, "x", 1)
    titles = (("b", ("B", "B")), ("a", ("A", "A")))
    assert parts.lot == LotPlan("x", DrawRule((("b", 2, 5), ("a", 1, 9)), 1), titles)


def test_it_takes_entries_that_weigh_what_the_ticket_says_and_never_run_out() -> None:
    window = parts_of(
        "{id: x, kind: draw, title: X, length: 60s, opens: 5s, open_for: 10s,"
        " prizes: [{id: a, title: A, count: 1, value_fen: 9}]}"
    ).window
    assert window is not None
    assert (window.id, window.stocked, window.price_fen) == ("x", False, 0)
    assert window.stock == (("app", ENTRIES_MAX), ("tv", ENTRIES_MAX))
    assert window.quantity(asked=500, weight=3) == 3, "nobody weighs what it says of itself"
    assert window.quantity(asked=1, weight=10**9) == 1_000_000


def test_a_later_round_of_prizes_has_no_window_of_its_own() -> None:
    head, _, _ = SHEET.partition("segments:")
    sheet = sheet_of(
        head + "segments:\n"
        "  - {id: x, kind: draw, title: X, length: 60s, opens: 5s, open_for: 10s,\n"
        "     prizes: [{id: a, title: A, count: 1, value_fen: 9}]}\n"
        "  - {id: y, kind: draw, title: Y, length: 60s, entries: x,\n"
        "     prizes: [{id: b, title: B, count: 1, value_fen: 5}]}\n"
    )
    parts = KINDS["draw"](sheet.segments[1], sheet)
    assert parts.window is None
    assert parts.lot == LotPlan("x", DrawRule((("b", 1, 5),), 0), (("b", ("B", "B")),))
    assert parts.detail[1] == "x"
