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


def test_a_fixed_end_counts_its_length_back() -> None:
    parsed = judge_segments("""
          - {id: a, kind: host, title: x, length: 9m}
          - {id: b, kind: host, title: x, length: 10m, ends: "20:40"}
          - {id: c, kind: host, title: x, length: 10m, ends: "20:49"}
        #                                                    ^ GS204
          - {id: d, kind: host, title: x, length: 5m, ends: "21:00"}
        #                                                   ^ GS206
        """)
    assert (
        "`c`, which ends at 20:49:00, begins at 20:39:00, but what comes before it, planned from "
        "`b` at 20:30:00, ends 1m later, at 20:40:00 (shorten the segments from `b` on by 1m in "
        'all, or let `c` end at "20:50:00")'
    ) in messages(parsed)
    assert "6m of nothing before `d`, which ends at 21:00:00, begins at 20:55:00" in messages(
        parsed
    )


def test_ends_go_forward_and_not_before_the_show() -> None:
    parsed = judge_segments("""
          - {id: a, kind: host, title: x, length: 9m, ends: "20:25"}
        #                                                   ^ GS207
          - {id: b, kind: host, title: x, length: 10m, at: "20:40"}
          - {id: c, kind: host, title: x, length: 10m, ends: "20:45"}
        #                                                    ^ GS205
        """)
    assert "5m before the show's start" in messages(parsed)


def test_a_back_timed_run_is_judged_once_where_it_begins() -> None:
    parsed = judge_segments("""
          - {id: a, kind: host, title: x, length: 9m}
          - {id: b, kind: host, title: x, length: 10m, back_timed: true}
        #                                                          ^ GS204
          - {id: c, kind: host, title: x, length: 10m, back_timed: true}
          - {id: d, kind: host, title: x, length: 10m, at: "20:45"}
          - {id: e, kind: host, title: x, length: 2m}
          - {id: f, kind: host, title: x, length: 3m, back_timed: true}
        #                                                         ^ GS206
          - {id: g, kind: host, title: x, length: 10m, ends: "21:15"}
        """)
    assert (
        "`b`, back-timed from `d` at 20:45:00, begins at 20:25:00, but what comes before it, "
        "planned from the show's start at 20:21:00, ends 5m later, at 20:30:00 (shorten the "
        'segments from the show\'s start on by 5m in all, or fix `d` at "20:50:00")'
    ) in messages(parsed)
    assert "5m of nothing before `f`, back-timed from `g` at 21:05:00" in messages(parsed)


def test_back_timed_segments_that_fit_are_fine() -> None:
    parsed = judge_segments("""
          - {id: a, kind: host, title: x, length: 4m}
          - {id: b, kind: host, title: x, length: 3m, back_timed: true}
          - {id: c, kind: host, title: x, length: 2m, back_timed: false}
          - {id: d, kind: host, title: x, length: 10m, at: "20:30"}
        """)
    assert parsed.sheet is not None
    assert parsed.sheet.segments[2].back_timed is None
    starts = [ms - parsed.sheet.start_ms for ms in parsed.sheet.planned_starts()]
    assert starts == [0, 240_000, 420_000, 540_000]


def test_a_back_timed_run_reaches_before_the_show() -> None:
    judge_segments("""
          - {id: a, kind: host, title: x, length: 10m, back_timed: true}
        #                                                          ^ GS207
          - {id: b, kind: host, title: x, length: 10m, at: "20:30"}
        """)


def test_what_is_counted_back_from_a_time_that_goes_backwards_is_told_there() -> None:
    judge_segments("""
          - {id: a, kind: host, title: x, length: 4m, at: "20:40"}
        #                                                 ^ GS206
          - {id: b, kind: host, title: x, length: 2m, back_timed: true}
          - {id: c, kind: host, title: x, length: 10m, at: "20:30"}
        #                                                  ^ GS205
        """)


def test_one_time_is_enough() -> None:
    parsed = judge_segments("""
          - {id: a, kind: host, title: x, length: 9m, at: "20:21", ends: "20:30"}
        #                                                          ^ GS221
          - {id: b, kind: host, title: x, length: 10m, ends: "20:40", back_timed: true}
        #                                                             ^ GS221
        """)
    assert "`a` has both `at` and `ends`" in messages(parsed)


def test_something_to_count_back_from() -> None:
    judge_segments("""
          - {id: a, kind: host, title: x, length: 9m, at: "20:21"}
          - {id: b, kind: host, title: x, length: 10m, back_timed: true}
        #                                                          ^ GS222
        """)
    judge_segments("""
          - {id: a, kind: host, title: x, length: 9m, back_timed: true}
          - {id: b, kind: host, title: x, length: 10, ends: "20:40"}
        #                                         ^ GS106
        """)


def test_what_is_no_yes() -> None:
    judge_segments("""
          - {id: a, kind: host, title: x, length: 9m, back_timed: soon}
        #                                                         ^ GS103
          - {id: b, kind: host, title: x, length: 10m, at: "20:30"}
        """)
