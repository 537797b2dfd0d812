import pytest
from pydantic import ValidationError

from run_sheet import Host, RunSheet, parse
from tests.run_sheet.sheets import HEAD, judge, messages

START_MS = 1_623_759_660_000
SEGMENTS = """\
  - {id: a, kind: host, title: x, length: 9m}
  - {id: b, kind: host, title: x, length: 10m, at: "20:30"}
  - {id: c, kind: host, title: x, length: 20m, at: 2021-06-15T12:40:00Z}
"""


def sheet() -> RunSheet:
    parsed = parse(HEAD + SEGMENTS)
    assert parsed.sheet is not None, parsed.report()
    return parsed.sheet


def test_times_are_milliseconds() -> None:
    show = sheet()
    assert (show.start_ms, show.utc_offset_min) == (START_MS, 480)
    assert [outlet.delay_ms for outlet in show.outlets] == [0, 6000]
    assert [each.at_ms for each in show.segments] == [
        None,
        START_MS + 540_000,
        START_MS + 1_140_000,
    ]


def test_the_plan() -> None:
    show = sheet()
    assert show.planned_starts() == (START_MS, START_MS + 540_000, START_MS + 1_140_000)
    assert show.planned_end_ms == START_MS + (19 + 20) * 60_000


def test_sheets_are_values() -> None:
    assert sheet() == sheet()
    assert hash(sheet()) == hash(sheet())
    with pytest.raises(ValidationError):
        sheet().id = "other"


def test_what_is_left_out_has_its_default() -> None:
    show = sheet()
    assert show.promises == ()
    first = show.segments[0]
    assert isinstance(first, Host)
    assert (first.guests, first.notes, show.goods[0].prices) == ((), None, None)


def test_an_outlet_lags_two_minutes_at_most() -> None:
    parsed = judge(
        HEAD.replace("6s}", "2m}").replace("0s}", "121s}\n#                                ^ GS104")
        + SEGMENTS
    )
    assert "from 0s to 2m" in messages(parsed)
