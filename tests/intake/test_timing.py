from gala.intake.items import Item
from gala.intake.timing import set_times
from run_sheet import Text
from run_sheet.instants import parse_instant

START = parse_instant("2026-01-30T20:00:00+08:00")
MINUTE = 60_000


def clock(text: str) -> int:
    hours, minutes = map(int, text.split(":"))
    return (hours * 60 + minutes) * MINUTE


def timed(
    *rows: tuple[str, str, tuple[int, ...]],
) -> tuple[list[tuple[int | None, str | None]], list[str]]:
    assert START is not None
    items = [
        Item(
            number,
            "host",
            Text(zh="x", en="x"),
            start_ms=clock(start) if start else None,
            end_ms=clock(end) if end else None,
            lengths_ms=lengths,
        )
        for number, (start, end, lengths) in enumerate(rows, 2)
    ]
    told = set_times(items, START)
    return [(item.length_ms, item.at) for item in items], [one.said.en for one in told]


def ends(*rows: tuple[str, str, tuple[int, ...]]) -> list[tuple[int | None, str | None]]:
    assert START is not None
    items = [
        Item(
            2, "host", Text(zh="x", en="x"), lengths_ms=lengths, end_ms=clock(end) if end else None
        )
        for _, end, lengths in rows
    ]
    assert set_times(items, START) == ()
    assert all(item.at is None for item in items)
    return [(item.length_ms, item.ends) for item in items]


def test_an_end_without_a_start_is_fixed_or_a_length() -> None:
    five = (5 * MINUTE,)
    assert ends(("", "20:05", five), ("", "20:30", five), ("", "", five)) == [
        (5 * MINUTE, None), (5 * MINUTE, "20:30:00"), (5 * MINUTE, None),
    ]  # fmt: skip
    assert ends(("", "20:05", ()), ("", "20:09", ())) == [(5 * MINUTE, None), (4 * MINUTE, None)]
    assert ends(("", "", ()), ("", "20:09", ()), ("", "20:30", five)) == [
        (None, None), (None, None), (5 * MINUTE, "20:30:00"),
    ]  # fmt: skip


def test_lengths_between_the_times_that_are_said() -> None:
    found, told = timed(("20:00", "", ()), ("20:06", "", ()), ("20:10", "20:15", ()))
    assert found == [(6 * MINUTE, None), (4 * MINUTE, None), (5 * MINUTE, None)]
    assert not told


def test_only_a_start_of_its_own_is_fixed() -> None:
    found, _ = timed(
        ("20:00", "", (5 * MINUTE,)), ("20:05", "", (MINUTE,)), ("20:10", "", (MINUTE,))
    )
    assert [at for _, at in found] == [None, None, "20:10:00"]
    found, _ = timed(("20:05", "", (MINUTE,)), ("", "", (MINUTE,)))
    assert [at for _, at in found] == ["20:05:00", None]


def test_over_midnight_and_after_a_length_that_nobody_knows() -> None:
    found, _ = timed(("20:00", "", ()), ("23:50", "", ()), ("00:10", "", ()), ("", "", (MINUTE,)))
    assert [length for length, _ in found] == [230 * MINUTE, 20 * MINUTE, None, MINUTE]
    found, _ = timed(("20:00", "", ()), ("", "", (MINUTE,)), ("20:30", "", (MINUTE,)))
    assert [at for _, at in found] == [None, None, "20:30:00"]


def test_two_readings_of_a_length_by_what_fits() -> None:
    either = (330_000, 19_800_000)
    assert timed(("20:00", "", either))[0] == [(330_000, None)]
    assert timed(("20:00", "", either), ("01:30", "", (MINUTE,)))[0][0] == (19_800_000, None)


def test_a_length_that_its_times_contradict_is_told() -> None:
    found, told = timed(("20:00", "20:06", (5 * MINUTE,)))
    assert found == [(5 * MINUTE, None)]
    assert told == ["the length is 5m, from start to end it is 6m: the length is taken"]
