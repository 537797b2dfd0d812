from tests.run_sheet.sheets import judge_segments, messages


def test_segments_that_meet_are_fine() -> None:
    parsed = judge_segments("""
          - {id: a, kind: host, title: x, length: 9m, at: "20:21"}
          - {id: b, kind: host, title: x, length: 29m, at: "20:30"}
          - {id: c, kind: host, title: x, length: 10m, at: "21:00"}
        """)
    assert not parsed.problems


def test_an_overlap_says_by_how_much_and_from_where() -> None:
    parsed = judge_segments("""
          - {id: a, kind: host, title: x, length: 9m}
          - {id: b, kind: host, title: x, length: 20m, at: "20:30"}
          - {id: c, kind: host, title: x, length: 12m30s}
          - {id: d, kind: host, title: x, length: 10m, at: "21:00"}
        #                                                  ^ GS204
        """)
    assert messages(parsed) == (
        "`d` is fixed at 21:00:00, but what comes before it, planned from `b` at 20:30:00, "
        "ends 2m30s later, at 21:02:30 (shorten the segments from `b` on by 2m30s in all, "
        'or fix `d` at "21:02:30")'
    )


def test_planning_begins_at_the_show_s_start() -> None:
    parsed = judge_segments("""
          - {id: a, kind: host, title: x, length: 10m}
          - {id: b, kind: host, title: x, length: 10m, at: "20:30"}
        #                                                  ^ GS204
        """)
    assert "planned from the show's start at 20:21:00" in messages(parsed)


def test_a_gap_of_more_than_a_minute_is_a_warning() -> None:
    parsed = judge_segments("""
          - {id: a, kind: host, title: x, length: 8m}
          - {id: b, kind: host, title: x, length: 10m, at: "20:30"}
          - {id: c, kind: host, title: x, length: 10m, at: "20:41:00.001"}
        #                                                  ^ GS206
        """)
    assert parsed.sheet is not None
    assert "add a `break` of 1m1ms" in messages(parsed)


def test_a_time_before_the_start_means_the_next_day() -> None:
    parsed = judge_segments("""
          - {id: a, kind: host, title: x, length: 8m, at: "20:20"}
        #                                                 ^ GS206
        """)
    assert "the next day" in messages(parsed)


def test_times_that_go_backwards_are_told_once() -> None:
    judge_segments("""
          - {id: a, kind: host, title: x, length: 9m}
          - {id: b, kind: host, title: x, length: 10m, at: "20:30"}
          - {id: c, kind: host, title: x, length: 10m, at: "20:25"}
        #                                                  ^ GS205
          - {id: d, kind: host, title: x, length: 10m, at: "20:45"}
        """)


def test_an_instant_before_the_start() -> None:
    parsed = judge_segments("""
          - {id: a, kind: host, title: x, length: 9m, at: 2021-06-14T20:21:00+08:00}
        #                                                 ^ GS207
          - {id: b, kind: host, title: x, length: 10m, at: "20:30"}
        """)
    assert "24h before the show's start" in messages(parsed)


def test_what_a_broken_segment_hides_is_not_guessed() -> None:
    judge_segments("""
          - {id: a, kind: host, title: x, length: 1h}
          - {id: b, kind: host, title: x, length: 5}
        #                                         ^ GS106
          - {id: c, kind: host, title: x, length: 10m, at: "20:30"}
          - {id: d, kind: host, title: x, length: 10m, at: "20:35"}
        #                                                  ^ GS204
        """)
