"""The recount: a whole night agrees with itself, and each kind of lie is a figure that differs."""

from dataclasses import replace

import pytest

from gala.core.books import Counted, Figure, Logged, strays, window_figures
from gala.core.events import WindowRevoked, WindowToppedUp
from gala.core.log import LogReader
from gala.core.seckill import Winner
from gala.core.state import Show
from tests.conductor.records import Night
from tests.core.playing import ORIGIN_MS


def told(night: Night) -> tuple[Show, Logged]:
    reader = LogReader(night.lines[0])
    logged = Logged()
    for line in night.lines[1:]:
        logged.take(reader.feed(line))
    return reader.show, logged


def figures(night: Night, winners: list[Winner]) -> dict[tuple[str, str], Figure]:
    show, logged = told(night)
    counted = Counted(logged)
    for winner in winners:
        counted.give("sale", winner)
    return {(one.of, one.what): one for one in window_figures(show, logged, counted, "sale")}


def differing(found: dict[tuple[str, str], Figure]) -> set[tuple[str, str]]:
    return {key for key, one in found.items() if not one.equal}


@pytest.fixture(scope="module")
def night() -> Night:
    return Night().play()


def test_a_whole_night_agrees(night: Night) -> None:
    found = figures(night, night.winners)
    assert not differing(found)
    stock = found["sale · app", "stock = sold + left, units"]
    assert (stock.said, stock.counted) == (5, 5)
    assert found["sale · app", "units settled, opening 1"].counted == 3
    assert found["sale · tv", "units frozen"].said == 2
    assert found["sale · app", "taken, fen"].counted == 3
    assert found["sale", "receipts = viewers"].counted == 5


def test_a_unit_that_is_gone_is_missed_wherever_it_counts(night: Night) -> None:
    found = figures(night, night.winners[:-1])
    assert differing(found) == {
        ("sale · tv", "units settled, opening 1"),
        ("sale · tv", "stock = sold + left, units"),
        ("sale · tv", "taken, fen"),
        ("sale · tv", "units frozen"),
    }


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"price_fen": 2}, "at another price"),
        ({"at_ms": 5}, "while closed"),
        ({"gen": 9}, "of no opening"),
        ({"unit": 4}, "out of number"),
    ],
)
def test_what_cannot_have_been_given_is_counted_by_its_kind(
    night: Night, change: dict[str, int], kind: str
) -> None:
    first, *others = night.winners
    bent = replace(first, won=replace(first.won, **change))  # type: ignore[arg-type]
    found = figures(night, [bent, *others])
    fault = found["sale", f"given {kind}"]
    assert (fault.said, fault.counted >= 1) == (0, True)
    assert fault.note


def test_the_price_is_held_to_the_fen(night: Night) -> None:
    first, *others = night.winners
    bent = replace(first, won=replace(first.won, price_fen=2))
    taken = figures(night, [bent, *others])["sale · app", "taken, fen"]
    assert (taken.said, taken.counted) == (3, 4)


def test_a_viewer_with_two_units_is_found(night: Night) -> None:
    first, second, *others = night.winners
    found = figures(night, [first, replace(second, viewer=first.viewer), *others])
    assert ("sale", "receipts = viewers") in differing(found)
    assert found["sale", "given for the second time"].counted == 1


def test_more_than_the_stock_is_found_before_anything_is_settled() -> None:
    night = Night().play(4)
    show, logged = told(night)
    assert not logged.settled
    counted = Counted(logged)
    won = night.winners[0].won
    for unit in range(1, 8):
        winner = Winner(f"v{unit}", "app", replace(won, unit=unit))
        assert counted.give("sale", winner) is None
    found = {one.what: one for one in window_figures(show, logged, counted, "sale") if one.counted}
    assert found["units beyond the stock"].counted == 2


def test_a_replay_is_told_the_first_fault_in_words(night: Night) -> None:
    _, logged = told(night)
    counted = Counted(logged)
    assert counted.give("sale", night.winners[0]) is None
    assert "already" in str(counted.give("sale", night.winners[0]))
    assert "opening 1 of sale on tv: the log settled 2 units, 0 are recorded" in counted.missing()


def test_a_journal_of_no_window_is_a_stray(night: Night) -> None:
    show, _ = told(night)
    assert [one.of for one in strays(show, ["sale", "other"])] == ["other"]


def revoked_night() -> Night:
    """A night in which three units more came for the app, and all was revoked."""
    night = Night()
    night.put(WindowToppedUp(ORIGIN_MS, "sale", 0, "app", 3, "more came", "a", "b"))
    night.play()
    at_ms = ORIGIN_MS + 1_000_000
    night.put(WindowRevoked(at_ms, "sale", 1, "wrong price", "a", "b"))
    return night


def test_what_is_revoked_is_counted_and_not_taken() -> None:
    night = revoked_night()
    found = figures(night, night.winners)
    assert not differing(found)
    stock = found["sale · app", "stock = sold + revoked + left, units"]
    assert (stock.said, stock.counted, stock.note) == (8, 8, "the sheet's 5 and 3 topped up")
    assert found["sale · app", "revoked, units"].said == 3
    assert found["sale · app", "taken, fen"].said == 0
    assert found["sale · tv", "revoked, units"].counted == 2


def test_a_revoked_unit_that_is_gone_is_missed_too() -> None:
    night = revoked_night()
    found = figures(night, night.winners[:-1])
    assert {
        ("sale · tv", "stock = sold + revoked + left, units"),
        ("sale · tv", "revoked, units"),
    } <= differing(found)
