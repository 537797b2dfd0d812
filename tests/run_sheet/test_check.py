from tests.run_sheet.sheets import judge, judge_segments, messages


def test_ids_are_unique_in_their_list() -> None:
    parsed = judge("""
        gala: 1
        id: test
        title: Test
        start: 2021-06-15T20:21:00+08:00
        outlets:
          - {id: app, title: App, delay: 0s}
          - {id: app, title: App, delay: 0s}
        #        ^ GS201
        rooms:
          - {id: a, title: A, host: H, capacity: 1}
          - {id: a, title: A, host: H, capacity: 1}
        #        ^ GS201
        goods:
          - {id: a, title: A, price_fen: 1}
          - {id: a, title: A, price_fen: 1}
        #        ^ GS201
        promises:
          - {id: a, text: A}
          - {id: a, text: A}
        #        ^ GS201
        segments:
          - {id: a, kind: host, title: x, length: 1m}
          - {id: a, kind: story, title: x, length: 1m}
        #        ^ GS201
        """)
    assert "the id `a` is taken by the segment on line 22" in messages(parsed)


def test_entries_that_are_broken_elsewhere_are_still_declared() -> None:
    judge("""
        gala: 1
        id: test
        title: Test
        start: 2021-06-15T20:21:00+08:00
        outlets:
          - {id: app, title: App, delay: soon}
        #                                ^ GS106
        goods:
          - {id: pen, title: Pen, price_fen: none}
        #                                    ^ GS103
        segments:
          - {id: a, kind: seckill, title: x, length: 1m, goods: pen, price_fen: 1, opens: 1s,
             open_for: 2s, stock: {app: 5}}
        """)


def test_a_broken_segment_hides_nothing_in_the_others() -> None:
    judge_segments("""
          - {id: a, kind: visit, title: x, length: none, room: beuty}
        #                                          ^ GS106     ^ GS202
          - {id: b, kind: visit, title: x, length: 1m, room: beuty}
        #                                                    ^ GS202
          - {id: b, kind: story, title: x, length: 1m}
        #        ^ GS201
        """)
