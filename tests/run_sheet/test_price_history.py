from run_sheet.day_numbers import day_number, day_text
from run_sheet.durations import DAY_MS
from run_sheet.price_history import Span, gaps, last_paid, lowest, overlaps, raised, spans
from run_sheet.prices import Price


def history(*entries: tuple[str, str | None, int, bool]) -> tuple[Span, ...]:
    return spans(
        Price.model_validate({"from": first, "to": last, "fen": fen, "sold": sold})
        for first, last, fen, sold in entries
    )


def ms(day: str) -> int:
    return day_number(day) * DAY_MS


def test_entries_are_put_in_order_and_end_where_the_next_begins() -> None:
    found = history(("2021-06-01", None, 9, True), ("2021-05-01", None, 8, True))
    assert [(one.index, one.text()) for one in found] == [
        (1, "2021-05-01..2021-05-31"),
        (0, "2021-06-01.."),
    ]
    assert [one.text() for one in history(("2021-05-01", "2021-05-01", 8, True))] == ["2021-05-01"]


def test_an_entry_that_ends_before_it_begins_is_none() -> None:
    assert history(("2021-06-02", "2021-06-01", 9, True)) == ()


def test_the_lowest_of_some_days() -> None:
    of = history(
        ("2021-05-01", "2021-05-09", 50, True),
        ("2021-05-10", "2021-05-19", 60, False),
        ("2021-05-20", None, 70, True),
    )

    def found(first: str, until: str, *, paid: bool) -> int | None:
        low = lowest(of, ms(first), ms(until), paid=paid)
        return low.fen if low else None

    assert found("2021-05-09", "2021-06-01", paid=True) == 50
    assert found("2021-05-10", "2021-06-01", paid=True) == 70, "the 9th is over"
    assert found("2021-05-10", "2021-06-01", paid=False) == 60
    assert found("2021-05-10", "2021-05-20", paid=True) is None
    assert found("2021-04-01", "2021-05-01", paid=False) is None
    last = last_paid(of, ms("2021-05-20"))
    assert last is not None
    assert last.fen == 50
    assert last_paid(of, ms("2021-05-01")) is None


def test_days_with_two_prices_and_with_none() -> None:
    long = history(
        ("2021-05-01", "2021-05-20", 1, True),
        ("2021-05-05", "2021-05-06", 2, True),
        ("2021-05-20", "2021-05-21", 3, True),
        ("2021-05-25", None, 4, True),
    )
    assert [(one.fen, before.fen) for one, before in overlaps(long)] == [(2, 1), (3, 1)]
    assert [(one.fen, day_text(day)) for one, day in gaps(long)] == [(4, "2021-05-22")]
    twice = history(("2021-05-01", None, 1, True), ("2021-05-01", None, 2, True))
    assert [one.fen for one, _ in overlaps(twice)] == [2]
    assert not list(gaps(twice))


def test_the_lowest_that_was_raised() -> None:
    of = history(
        ("2021-05-01", None, 70, True),
        ("2021-05-10", None, 50, True),
        ("2021-05-20", None, 60, True),
        ("2021-06-01", None, 80, True),
    )
    up = raised(of, ms("2021-05-15"), ms("2021-06-10"))
    assert up is not None
    assert (up.old.fen, up.new.fen) == (50, 60)
    up = raised(of, ms("2021-05-21"), ms("2021-06-10"))
    assert up is not None
    assert (up.old.fen, up.new.fen) == (60, 80)
    assert raised(of, ms("2021-06-02"), ms("2021-06-10")) is None
