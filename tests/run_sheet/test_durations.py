import pytest
from hypothesis import given
from hypothesis import strategies as st

from run_sheet.durations import DAY_MS, format_duration, parse_duration
from tests.run_sheet.sheets import judge_segments, messages


@pytest.mark.parametrize(
    ("text", "duration_ms"),
    [
        ("6m", 360_000),
        ("90s", 90_000),
        ("1m30s", 90_000),
        ("1h2m3s", 3_723_000),
        ("1.5s", 1_500),
        ("1500ms", 1_500),
        ("1s500ms", 1_500),
        ("0s", 0),
        ("0.001s", 1),
    ],
)
def test_durations(text: str, duration_ms: int) -> None:
    assert parse_duration(text) == duration_ms


@pytest.mark.parametrize(
    "text", ["", "5", "s", "1,5s", "-1s", "1s1m", "1m 30s", "1.5m", "1M", "٣s", "1e3s", "1.2345s"]
)
def test_what_is_no_duration(text: str) -> None:
    assert parse_duration(text) is None


@given(st.integers(0, DAY_MS))
def test_what_is_written_is_read_back(duration_ms: int) -> None:
    assert parse_duration(format_duration(duration_ms)) == duration_ms


def test_limits_and_missing_units_are_told() -> None:
    parsed = judge_segments("""
          - {id: a, kind: break, title: x, length: 0s}
        #                                          ^ GS104
          - {id: b, kind: break, title: x, length: 25h}
        #                                          ^ GS104
          - {id: c, kind: break, title: x, length: 90}
        #                                          ^ GS106
          - {id: d, kind: break, title: x, length: true}
        #                                          ^ GS106
        """)
    assert "from 1ms to 24h, not '25h'" in messages(parsed)
    assert "`90s`?" in messages(parsed)
    assert "trues" not in messages(parsed)
