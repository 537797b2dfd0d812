from run_sheet import Break
from run_sheet.plan import planned_starts


def segment(length: str, at: str | None = None) -> Break:
    return Break.model_validate(
        {"id": "x", "kind": "break", "title": "x", "length": length, "at": at}
    )


def test_segments_follow_on() -> None:
    assert planned_starts(1000, [segment("1s"), segment("2s"), segment("1s")]) == (1000, 2000, 4000)


def test_a_fixed_segment_takes_its_time_and_the_next_follow_it() -> None:
    fixed = segment("1s", "1970-01-01T00:01:00Z")
    assert planned_starts(0, [segment("1s"), fixed, segment("1s")]) == (0, 60_000, 61_000)


def test_nothing_planned() -> None:
    assert planned_starts(0, []) == ()
