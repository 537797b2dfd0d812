from dataclasses import replace

from gala.console.feelings import RATE_MS, FeelingsView
from gala.core.feelings import Feelings
from tests.core.playing import ORIGIN_MS, Playing


def hearts(count: int, segment: str = "opening") -> Feelings:
    return Feelings(((segment, "", count),))


def test_before_the_first_segment_there_are_no_hearts() -> None:
    view = FeelingsView()
    assert view.fields() == {"hearts": None, "flags": []}
    view.take(Playing().show, Feelings(), 0)
    assert view.fields()["hearts"] is None


def test_hearts_of_what_is_on_air_with_how_fast_they_come() -> None:
    play = Playing().until(ORIGIN_MS + 1_000)
    view = FeelingsView()
    for second in range(20):
        view.take(play.show, hearts(10 * second), second * 1_000)
    told = view.fields()["hearts"]
    assert told == {"segment": "opening", "count": 190, "rate": 600}
    for second in range(20, 20 + RATE_MS // 1_000 + 1):
        view.take(play.show, hearts(190), second * 1_000)
    assert view.fields()["hearts"]["rate"] == 0
    play.until(ORIGIN_MS + 36_000)
    view.take(play.show, hearts(190), 40_000)
    assert view.fields()["hearts"] == {"segment": "sale", "count": 0, "rate": 0}


def test_flags_are_told_most_first_and_alert_from_a_number_on() -> None:
    play = Playing().until(ORIGIN_MS + 1_000)
    view = FeelingsView()
    view.alert_from = 3
    flags = (("opening", "other", 2), ("sale", "offensive", 1), ("sale", "wrong_price", 3))
    view.take(play.show, Feelings(flags=flags), 0)
    assert view.alerts == 1
    told = [(row["segment"], row["count"], row["alert"]) for row in view.fields()["flags"]]
    assert told == [("sale", 3, True), ("opening", 2, False), ("sale", 1, False)]


def test_a_store_that_has_lost_counts_takes_nothing_back() -> None:
    play = Playing().until(ORIGIN_MS + 1_000)
    view = FeelingsView()
    view.take(play.show, hearts(5), 0)
    view.take(play.show, Feelings(), 1_000)
    assert view.fields()["hearts"]["count"] == 5
    logged = replace(play.show, feelings=hearts(9))
    view.take(logged, Feelings(), 2_000)
    assert view.fields()["hearts"]["count"] == 9
