import calendar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from run_sheet.durations import DAY_MS
from run_sheet.instants import (
    Start,
    format_clock,
    format_instant,
    next_time_of_day,
    parse_instant,
    parse_time_of_day,
)
from tests.run_sheet.sheets import HEAD, judge, judge_segments

EVENING = Start(1_623_759_660_000, 480)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("2021-06-15T20:21:00+08:00", EVENING),
        ("2021-06-15 20:21+08:00", EVENING),
        ("2021-06-15T12:21:00Z", Start(EVENING.unix_ms, 0)),
        ("2021-06-15T20:21:00.25+08:00", Start(EVENING.unix_ms + 250, 480)),
        ("2021-06-15T06:51:00-05:30", Start(EVENING.unix_ms, -330)),
        ("1970-01-01T00:00:00Z", Start(0, 0)),
        ("2024-02-29T00:00:00Z", Start(calendar.timegm((2024, 2, 29, 0, 0, 0)) * 1000, 0)),
    ],
)
def test_instants(text: str, start: Start) -> None:
    assert parse_instant(text) == start


@pytest.mark.parametrize(
    "text",
    [
        "2021-06-15T20:21:00",
        "2021-06-15",
        "20:21:00",
        "2021-02-29T00:00:00Z",
        "2021-13-01T00:00:00Z",
        "2021-00-01T00:00:00Z",
        "2021-06-00T00:00:00Z",
        "2021-06-15T24:00:00Z",
        "2021-06-15T20:60:00Z",
        "2021-06-15T20:21:60Z",
        "2021-06-15T20:21:00+15:00",
        "2021-06-15T20:21:00+08:60",
        "1969-12-31T23:59:59Z",
        "٢٠٢١-06-15T20:21:00Z",
        " 2021-06-15T20:21:00Z",
    ],
)
def test_instants_that_are_unreadable_or_do_not_exist(text: str) -> None:
    assert parse_instant(text) is None


def test_times_of_day() -> None:
    assert parse_time_of_day("20:21") == parse_time_of_day("20:21:00") == 73_260_000
    assert parse_time_of_day("23:59:59.999") == DAY_MS - 1
    assert parse_time_of_day("24:00") is parse_time_of_day("8:00") is None


@given(st.integers(0, DAY_MS - 1))
def test_the_next_time_of_day_is_within_a_day_of_the_start(of_day_ms: int) -> None:
    at_ms = next_time_of_day(of_day_ms, EVENING)
    assert EVENING.unix_ms <= at_ms < EVENING.unix_ms + DAY_MS
    assert parse_time_of_day(format_clock(at_ms, EVENING.utc_offset_min)) == of_day_ms


def test_midnight_is_the_one_after_the_start() -> None:
    assert next_time_of_day(0, EVENING) - EVENING.unix_ms == (3 * 60 + 39) * 60_000


def test_a_bad_start_is_told_once_and_fixed_times_wait_for_a_good_one() -> None:
    judge(
        HEAD.replace(
            "start: 2021-06-15T20:21:00+08:00", "start: 2021-06-31T20:21:00+08:00\n#      ^ GS107"
        )
        + """\
  - {id: a, kind: host, title: x, length: 1m, at: "21:00"}
  - {id: b, kind: host, title: x, length: 1m, at: "25:00"}
#                                                 ^ GS107
"""
    )


def test_numbers_are_no_times() -> None:
    judge_segments("""
          - {id: a, kind: host, title: x, length: 1m, at: 1623759660000}
        #                                                 ^ GS107
          - {id: b, kind: host, title: x, length: 1m, at: 2021-06-15}
        #                                                 ^ GS107
          - {id: c, kind: host, title: x, length: 1m, at: }
        """)


@given(st.integers(0, 10**13), st.integers(-14 * 60, 14 * 60))
def test_an_instant_is_read_as_it_was_written(unix_ms: int, offset_min: int) -> None:
    text = format_instant(unix_ms + DAY_MS, offset_min)
    assert parse_instant(text) == (unix_ms + DAY_MS, offset_min), text


def test_an_instant_is_in_local_time() -> None:
    assert format_instant(1_623_759_660_000, 480) == "2021-06-15T20:21:00+08:00"
    assert format_instant(1_623_759_660_001, -210) == "2021-06-15T08:51:00.001-03:30"
