from run_sheet import Seckill
from tests.run_sheet.sheets import judge_segments, messages


def test_a_seckill_has_stock_by_outlet() -> None:
    parsed = judge_segments("""
          - id: a
            kind: seckill
            title: x
            length: 4m
            goods: lipstick
            price_fen: 0
            opens: 60s
            open_for: 90s
            stock: {tv: 6, app: 60}
        """)
    assert parsed.sheet is not None
    segment = parsed.sheet.segments[0]
    assert isinstance(segment, Seckill)
    assert segment.stock == (("app", 60), ("tv", 6))
    assert segment.stock_total == 66
    assert (segment.opens_ms, segment.open_for_ms) == (60_000, 90_000)


def test_goods_and_outlets_must_be_declared() -> None:
    parsed = judge_segments("""
          - {id: a, kind: seckill, title: x, length: 2m, price_fen: 1, opens: 5s, open_for: 60s,
             goods: lipstik, stock: {ap: 1, tv: 0}}
        #           ^ GS202          ^ GS202
        """)
    assert "did you mean `lipstick`?" in messages(parsed)
    assert "did you mean `app`?" in messages(parsed)


def test_stock_is_whole_and_not_negative() -> None:
    parsed = judge_segments("""
          - {id: a, kind: seckill, title: x, length: 2m, price_fen: 1, opens: 5s, open_for: 60s,
             goods: lipstick, stock: {app: ten, tv: -1}}
        #                                  ^ GS103  ^ GS104
        """)
    assert "`stock.app` must be a whole number, not 'ten'" in messages(parsed)


def test_something_must_be_in_stock() -> None:
    judge_segments("""
          - {id: a, kind: seckill, title: x, length: 2m, price_fen: 1, opens: 5s, open_for: 60s,
             goods: lipstick, stock: {app: 0, tv: 0}}
        #                            ^ GS209
          - {id: b, kind: seckill, title: x, length: 2m, price_fen: 1, opens: 5s, open_for: 60s,
             goods: lipstick, stock: {}}
        #                            ^ GS209
          - {id: c, kind: seckill, title: x, length: 2m, price_fen: 1, opens: 5s, open_for: 60s,
             goods: lipstick, stock: [60]}
        #                            ^ GS103
        """)


def test_a_price_that_is_no_discount_is_a_warning() -> None:
    parsed = judge_segments("""
          - {id: a, kind: seckill, title: x, length: 2m, opens: 5s, open_for: 60s,
             goods: lipstick, stock: {app: 1}, price_fen: 19900}
        #                                                 ^ GS211
        """)
    assert parsed.sheet is not None
    assert "not below the regular price of `lipstick`, 19900 fen" in messages(parsed)


def test_what_is_won_may_have_to_be_paid_for_in_time() -> None:
    parsed = judge_segments("""
          - {id: a, kind: seckill, title: x, length: 2m, opens: 5s, open_for: 60s,
             goods: lipstick, stock: {app: 1}, price_fen: 1, pay_within: 15m}
          - {id: b, kind: seckill, title: x, length: 20m, opens: 5s, open_for: 60s,
             goods: lipstick, stock: {app: 1}, price_fen: 1}
        """)
    assert parsed.sheet is not None
    paid, final = parsed.sheet.segments
    assert isinstance(paid, Seckill)
    assert isinstance(final, Seckill)
    assert (paid.pay_within_ms, final.pay_within_ms) == (900_000, None)
    parsed = judge_segments("""
          - {id: a, kind: seckill, title: x, length: 2m, opens: 5s, open_for: 60s,
             goods: lipstick, stock: {app: 1}, price_fen: 1, pay_within: 5s}
        #                                                                ^ GS104
        """)
    assert "`pay_within` must be from 10s to 24h, not '5s'" in messages(parsed)


def test_by_lot_has_a_waiting_list_and_may_weigh_entries() -> None:
    parsed = judge_segments("""
          - id: a
            kind: seckill
            title: x
            length: 4m
            goods: lipstick
            price_fen: 0
            opens: 60s
            open_for: 90s
            stock: {tv: 0, app: 60}
            by: lot
            waitlist: 5
            who: {weights: [{ticket: {tier: gold}, weight: 3}]}
        """)
    assert parsed.sheet is not None
    segment = parsed.sheet.segments[0]
    assert isinstance(segment, Seckill)
    assert segment.by_lot
    assert segment.drawn == 65, "an outlet without stock has no list"


def test_what_goes_with_a_draw_goes_with_no_race() -> None:
    parsed = judge_segments("""
          - {id: a, kind: seckill, title: x, length: 2m, price_fen: 1, opens: 5s, open_for: 60s,
             goods: lipstick, stock: {app: 400}, by: first_come, waitlist: 1}
        #                                                                  ^ GS241
          - {id: b, kind: seckill, title: x, length: 2m, price_fen: 1, opens: 5s, open_for: 60s,
             goods: lipstick, stock: {app: 400}, by: lot, pay_within: 15m}
          - {id: c, kind: seckill, title: x, length: 2m, price_fen: 1, opens: 5s, open_for: 60s,
             goods: lipstick, stock: {app: 1999, tv: 1}, by: lot, waitlist: 1}
        #                            ^ GS213
          - {id: d, kind: seckill, title: x, length: 2m, price_fen: 1, opens: 5s, open_for: 60s,
             goods: lipstick, stock: {app: 1}, by: chance}
        #                                          ^ GS103
        """)
    assert "leave `waitlist` out" in messages(parsed)


def test_an_entry_by_lot_is_no_purchase() -> None:
    parsed = judge_segments("""
          - {id: a, kind: seckill, title: x, length: 2m, price_fen: 1, opens: 5s, open_for: 60s,
             goods: lipstick, stock: {app: 400}, by: lot}
          - {id: b, kind: seckill, title: x, length: 2m, price_fen: 1, opens: 5s, open_for: 60s,
             goods: lipstick, stock: {app: 400}, who: {bought: [a]}}
        #                                                       ^ GS232
        """)
    assert "no seckill of the first come" in messages(parsed)
