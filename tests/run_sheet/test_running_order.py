import json
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from run_sheet import RunSheet, parse
from run_sheet.running_order import Window, running_order
from run_sheet.what_if import Lengthen, edited
from tests.run_sheet.sheets import HEAD, judge_segments

ORDER = """
  - {id: a, kind: host, title: x, length: 4m}
  - {id: sale, kind: seckill, title: x, length: 3m, goods: lipstick, price_fen: 1, opens: 60s,
     open_for: 30s, stock: {app: 5000}}
  - {id: b, kind: host, title: x, length: 1m30s, back_timed: true}
  - {id: c, kind: host, title: x, length: 10m, at: "20:30"}
  - {id: d, kind: host, title: x, length: 5m, ends: "20:45"}
  - {id: e, kind: host, title: x, length: 5m}
"""


def sheet_of(text: str) -> RunSheet:
    sheet = judge_segments(text).sheet
    assert sheet is not None
    return sheet


def test_what_there_is_to_spare_is_counted_from_the_next_fixed_time() -> None:
    sheet = sheet_of(ORDER)
    order = running_order(sheet)
    minute_ms = 60_000
    assert [(line.segment.id, line.starts_ms - sheet.start_ms) for line in order.lines] == [
        ("a", 0), ("sale", 240_000), ("b", 450_000), ("c", 540_000), ("d", 19 * minute_ms),
        ("e", 24 * minute_ms),
    ]  # fmt: skip
    assert [line.spare_ms for line in order.lines] == [30_000, 30_000, 0, 0, None, None]
    assert [line.own for line in order.lines] == [None, None, "back_timed", "at", "ends", None]
    assert order.missed == ()
    assert order.finish_ms == sheet.planned_end_ms


def test_a_window_by_the_clock() -> None:
    sheet = sheet_of(ORDER)
    opens_ms = sheet.start_ms + 300_000
    assert running_order(sheet).lines[1].window == Window(
        opens_ms, opens_ms + 30_000, opens_ms + 36_000
    )


def test_what_is_too_long_is_over_and_what_it_delays_is_late() -> None:
    sheet = edited(sheet_of(ORDER), [Lengthen("a", 90_000)])
    order = running_order(sheet)
    assert [line.spare_ms for line in order.lines] == [-60_000, -60_000, -60_000, -60_000] + [
        None
    ] * 2
    assert [(line.segment.id, line.late_ms) for line in order.missed] == [
        ("c", 60_000),
        ("d", 60_000),
    ]
    assert order.finish_ms == sheet.planned_end_ms + 60_000


@given(
    st.lists(
        st.tuples(
            st.integers(1, 9),
            st.one_of(
                st.none(),
                st.just({"back_timed": True}),
                st.builds(
                    lambda key, minute: {key: f"20:{minute:02}"},
                    st.sampled_from(["at", "ends"]),
                    st.integers(21, 59),
                ),
            ),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_what_may_go_on_air_is_played_as_it_is_planned(
    order: list[tuple[int, dict[str, object] | None]],
) -> None:
    segments = [
        {"id": f"s{n}", "kind": "host", "title": "x", "length": f"{minutes}m", **(time or {})}
        for n, (minutes, time) in enumerate(order)
    ]
    parsed = parse(f"{HEAD}  {json.dumps(segments)}\n")
    codes = {one.code for one in parsed.errors}
    assert codes <= {"GS204", "GS205", "GS207", "GS222"}
    sheet = parsed.sheet or parsed.unfit
    assert sheet is not None
    told = running_order(sheet)
    assert codes >= {"GS204"} or not told.missed or codes & {"GS205", "GS207"}
    starts = tuple(line.starts_ms for line in told.lines)
    assert (starts == sheet.planned_starts()) or codes
    if not codes:
        assert all(line.spare_ms is None or line.spare_ms >= 0 for line in told.lines)
        for line, following in pairwise(told.lines):
            assert line.ends_ms <= following.starts_ms
