from tests.run_sheet.sheets import judge_segments, messages

DIGEST = "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"


def test_what_is_bought_was_sold_before() -> None:
    parsed = judge_segments("""
          - {id: talk, kind: host, title: x, length: 1m}
          - {id: a, kind: seckill, title: x, length: 3m, opens: 0s, open_for: 60s,
             goods: lipstick, price_fen: 1, stock: {app: 3}, who: {bought: [a, b, talk, bb]}}
        #                                                                   ^ GS232
        #                                                                      ^ GS232
        #                                                                         ^ GS232
        #                                                                               ^ GS202
          - {id: b, kind: seckill, title: x, length: 3m, opens: 0s, open_for: 60s,
             goods: lipstick, price_fen: 1, stock: {app: 3}, who: {bought: [a]}}
        """)
    assert "nobody can have bought there yet" in messages(parsed)
    assert "`talk`: it is no seckill" in messages(parsed)


def test_a_who_asks_for_something() -> None:
    judge_segments("""
          - {id: a, kind: seckill, title: x, length: 3m, opens: 0s, open_for: 60s,
             goods: lipstick, price_fen: 1, stock: {app: 3}, who: {}}
        #                                                         ^ GS231
          - {id: b, kind: draw, title: x, length: 3m, opens: 0s, open_for: 60s,
             prizes: [{id: p, title: P, count: 1, value_fen: 1}], who: {weights: [{weight: 2}]}}
        #                                                                         ^ GS231
        """)


def test_only_entries_of_a_draw_have_weights() -> None:
    judge_segments("""
          - {id: a, kind: rain, title: x, length: 3m, opens: 0s, open_for: 60s,
             pool_fen: 100, packets: 1, min_fen: 1, max_fen: 100,
             who: {weights: [{watched: 1m, weight: 2}]}}
        #                   ^ GS231
        """)


def test_a_draw_from_the_entries_of_another_asks_nobody() -> None:
    judge_segments("""
          - {id: a, kind: draw, title: x, length: 3m, opens: 0s, open_for: 60s,
             prizes: [{id: p, title: P, count: 1, value_fen: 1}]}
          - {id: b, kind: draw, title: x, length: 3m, entries: a, who: {watched: 1m},
        #                                                              ^ GS231
             prizes: [{id: p, title: P, count: 1, value_fen: 1}]}
        """)


def test_one_id_is_one_list() -> None:
    judge_segments(f"""
          - {{id: a, kind: rain, title: x, length: 3m, opens: 0s, open_for: 60s,
             pool_fen: 100, packets: 1, min_fen: 1, max_fen: 100,
             who: {{list: {{id: staff, count: 3, digest: {DIGEST}}}}}}}
          - {{id: b, kind: rain, title: x, length: 3m, opens: 0s, open_for: 60s,
             pool_fen: 100, packets: 1, min_fen: 1, max_fen: 100,
             who: {{list: {{id: staff, count: 4, digest: {DIGEST}}}}}}}
        #                     ^ GS233
        """)
