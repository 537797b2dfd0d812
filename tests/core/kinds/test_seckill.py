from tests.core.kinds.one import parts_of


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
    assert parts.window.quantity(asked=9, weight=9) == 1, "one unit, whatever is asked for"
