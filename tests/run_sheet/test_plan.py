from run_sheet import Break
from run_sheet.plan import latest_starts, own_starts, planned_starts


def segment(length: str, at: str | None = None, **times: object) -> Break:
    return Break.model_validate(
        {"id": "x", "kind": "break", "title": "x", "length": length, "at": at, **times}
    )


def test_segments_follow_on() -> None:
    assert planned_starts(1000, [segment("1s"), segment("2s"), segment("1s")]) == (1000, 2000, 4000)


def test_a_fixed_segment_takes_its_time_and_the_next_follow_it() -> None:
    fixed = segment("1s", "1970-01-01T00:01:00Z")
    assert planned_starts(0, [segment("1s"), fixed, segment("1s")]) == (0, 60_000, 61_000)


def test_nothing_planned() -> None:
    assert planned_starts(0, []) == ()


def test_a_fixed_end_is_a_start_its_length_before() -> None:
    ends = segment("10s", ends="1970-01-01T00:01:00Z")
    assert planned_starts(0, [segment("1s"), ends, segment("1s")]) == (0, 50_000, 60_000)


def test_a_run_is_counted_back_from_the_next_fixed_time() -> None:
    order = [
        segment("5s"),
        segment("10s", back_timed=True),
        segment("3s"),
        segment("2s", back_timed=True),
        segment("20s", ends="1970-01-01T00:01:00Z"),
        segment("1s"),
        segment("4s", back_timed=True),
        segment("1s", "1970-01-01T00:02:00Z"),
        segment("1s"),
    ]
    assert planned_starts(0, order) == (
        *(0, 25_000, 35_000, 38_000, 40_000),
        *(60_000, 116_000, 120_000, 121_000),
    )
    assert own_starts(order) == (None, 25_000, None, 38_000, 40_000, None, 116_000, 120_000, None)


def test_the_latest_start_meets_the_next_fixed_time_behind() -> None:
    order = [segment("5s"), segment("3s", "1970-01-01T00:00:10Z"), segment("2s"), segment("1s")]
    assert latest_starts(order) == (5_000, None, None, None)
    order.append(segment("1s", "1970-01-01T00:00:20Z"))
    assert latest_starts(order) == (5_000, 14_000, 17_000, 19_000, None)


def test_what_lies_before_a_broken_segment_is_not_known() -> None:
    fixed = segment("1s", "1970-01-01T00:00:20Z")
    order = [segment("5s", back_timed=True), None, segment("2s", back_timed=True), fixed]
    assert own_starts(order) == (None, None, 18_000, 20_000)


def test_nothing_to_count_back_from() -> None:
    assert own_starts([segment("5s", back_timed=True), segment("1s")]) == (None, None)
    assert planned_starts(7, [segment("5s", back_timed=True), segment("1s")]) == (7, 5_007)
