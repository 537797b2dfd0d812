import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gala.intake.clocks import ClockError, lengths_ms, of_day_ms
from run_sheet.durations import format_duration

MINUTE = 60_000


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("6m", 360), ("1h2m3s", 3723), ("90s", 90), ("00:05:00", 300), ("1:02:03", 3723),
        ("5分钟", 300), ("5分30秒", 330), ("1小时20分", 4800), ("1个小时", 3600), ("两", None),
        ("5 min", 300), ("1 hour 5 mins", 3900), ("5'30\"", 330), ("5′30″", 330), ("５分", 300),
        ("5分半", 330), ("1小时半", 5400), ("约5分", None), ("", None), ("-5m", None),
    ],
)  # fmt: skip
def test_durations_as_people_write_them(text: str, seconds: int | None) -> None:
    if seconds is None:
        with pytest.raises(ClockError):
            lengths_ms(text, None)
    else:
        assert lengths_ms(text, None) == (seconds * 1000,)


def test_two_numbers_are_minutes_first_and_may_be_hours() -> None:
    assert lengths_ms("5:30", None) == (330_000, 19_800_000)


def test_a_bare_number_needs_the_unit_of_its_header() -> None:
    assert lengths_ms("5", MINUTE) == (300_000,)
    assert lengths_ms("1.5", MINUTE) == (90_000,)
    with pytest.raises(ClockError, match="has no unit: write 5m"):
        lengths_ms("5", None)


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("20:05", "20:05:00"), ("20:05:30", "20:05:30"), ("８：０５", "08:05:00"),
        ("2026-01-30 20:05:00", "20:05:00"), ("2026/1/30 20:05", "20:05:00"),
        ("8:05 PM", "20:05:00"), ("12:05am", "00:05:00"), ("晚上8点", "20:00:00"),
        ("20点半", "20:30:00"), ("20点05分", "20:05:00"), ("25:30", "01:30:00"),
        ("下午3:15", "15:15:00"), ("20:05:00.000", "20:05:00"),
        ("30:00", None), ("20:61", None), ("5分钟", None), ("soon", None), ("", None),
    ],
)  # fmt: skip
def test_times_of_day_as_people_write_them(text: str, clock: str | None) -> None:
    if clock is None:
        with pytest.raises(ClockError):
            of_day_ms(text)
        return
    hours, minutes, seconds = map(int, clock.split(":"))
    assert of_day_ms(text) == (hours * 3600 + minutes * 60 + seconds) * 1000


@given(st.integers(1, 86_400_000))
def test_what_a_sheet_has_is_read_as_it_is(ms: int) -> None:
    assert lengths_ms(format_duration(ms), None) == (ms,)


@given(st.text(max_size=12), st.sampled_from([None, 1000, MINUTE]))
def test_any_text_is_a_time_or_an_answer(text: str, unit_ms: int | None) -> None:
    for read in (lambda: lengths_ms(text, unit_ms), lambda: of_day_ms(text)):
        with contextlib.suppress(ClockError):
            read()
