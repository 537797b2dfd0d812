from run_sheet import Draw
from tests.run_sheet.sheets import judge_segments, messages


def test_a_draw_has_prizes_in_order_and_alternates() -> None:
    parsed = judge_segments("""
          - id: a
            kind: draw
            title: x
            length: 3m
            opens: 0s
            open_for: 60s
            prizes:
              - {id: third, title: 三等奖, count: 20, value_fen: 39900}
              - {id: first, title: 一等奖, count: 1, value_fen: 99900}
            alternates: 5
        """)
    assert parsed.sheet is not None
    draw = parsed.sheet.segments[0]
    assert isinstance(draw, Draw)
    assert [(prize.id, prize.count) for prize in draw.prizes] == [("third", 20), ("first", 1)]
    assert draw.alternates == 5


def test_a_draw_has_something_to_win() -> None:
    judge_segments("""
          - {id: a, kind: draw, title: x, length: 3m, opens: 0s, open_for: 60s, prizes: []}
        #                                                                               ^ GS111
          - {id: b, kind: draw, title: x, length: 3m, opens: 0s, open_for: 60s}
        #   ^ GS102
        """)


def test_somebody_can_enter() -> None:
    parsed = judge_segments("""
          - {id: a, kind: draw, title: x, length: 3m, opens: 0s,
        #                 ^ GS212
             prizes: [{id: p, title: P, count: 1, value_fen: 1}]}
        """)
    assert "`open_for` missing" in messages(parsed)


def test_a_draw_takes_place_within_its_segment() -> None:
    judge_segments("""
          - {id: a, kind: draw, title: x, length: 30s, opens: 0s, open_for: 31s,
        #                                                                   ^ GS203
             prizes: [{id: p, title: P, count: 1, value_fen: 1}]}
        """)


def test_a_later_draw_may_have_the_entries_of_an_earlier_one() -> None:
    judge_segments("""
          - {id: a, kind: draw, title: x, length: 3m, opens: 0s, open_for: 60s,
             prizes: [{id: p, title: P, count: 1, value_fen: 1}]}
          - {id: b, kind: draw, title: x, length: 3m, entries: a,
             prizes: [{id: p, title: P, count: 1, value_fen: 1}]}
          - {id: c, kind: draw, title: x, length: 3m, entries: b,
        #                                                      ^ GS202
             prizes: [{id: p, title: P, count: 1, value_fen: 1}]}
          - {id: d, kind: draw, title: x, length: 3m, entries: e,
        #                                                      ^ GS202
             prizes: [{id: p, title: P, count: 1, value_fen: 1}]}
          - {id: e, kind: draw, title: x, length: 3m, opens: 0s, open_for: 60s,
             prizes: [{id: p, title: P, count: 1, value_fen: 1}]}
          - {id: f, kind: draw, title: x, length: 3m, entries: a, opens: 0s, open_for: 1s,
        #                                                      ^ GS212
             prizes: [{id: p, title: P, count: 1, value_fen: 1}]}
        """)


def test_what_is_drawn_has_a_limit() -> None:
    parsed = judge_segments("""
          - {id: a, kind: draw, title: x, length: 3m, opens: 0s, open_for: 60s, alternates: 1,
             prizes: [{id: p, title: P, count: 2000, value_fen: 1}]}
        #            ^ GS213
        """)
    assert "split it" in messages(parsed)


def test_prizes_have_ids_of_their_own() -> None:
    parsed = judge_segments("""
          - {id: a, kind: draw, title: x, length: 3m, opens: 0s, open_for: 60s,
             prizes: [{id: p, title: P, count: 1, value_fen: 1},
                      {id: p, title: P, count: 1, value_fen: 1}]}
        #                  ^ GS201
          - {id: b, kind: draw, title: x, length: 3m, opens: 0s, open_for: 60s,
             prizes: [{id: p, title: P, count: 1, value_fen: 1}]}
        """)
    assert "taken by the prize on line 15" in messages(parsed)


def test_numbers_have_limits() -> None:
    judge_segments("""
          - {id: a, kind: draw, title: x, length: 3m, opens: 0s, open_for: 60s, alternates: -1,
        #                                                                                   ^ GS104
             prizes: [{id: p, title: P, count: 0, value_fen: -5}]}
        #                                      ^ GS104       ^ GS104
        """)
