import json

from gala.console.view import state
from gala.core.tables import Mode
from tests.core.playing import ORIGIN_MS, Playing


def test_before_the_start_everything_is_to_come() -> None:
    view = state(Playing().show)
    assert (view["phase"], view["on_air"], view["standby"]) == ("waiting", None, "opening")
    starts = [segment["planned_start_ms"] - ORIGIN_MS for segment in view["segments"]]
    assert starts == [0, 30_000, 90_000, 130_000, 160_000]
    assert view["over_ms"] == 0
    assert view["ends_ms"] == ORIGIN_MS + 170_000
    json.dumps(view)


def test_a_hold_shows_as_over_time_to_the_next_fixed_point() -> None:
    play = Playing()
    play.ask("hold", ORIGIN_MS + 10_000)
    play.ask("resume", ORIGIN_MS + 25_000)
    view = state(play.show)
    expected = [segment["expected_start_ms"] - ORIGIN_MS for segment in view["segments"]]
    assert expected == [0, 45_000, 105_000, 135_000, 165_000]
    assert view["over_ms"] == 5_000


def test_what_is_announced_is_named_beside_what_is_on_air() -> None:
    play = Playing().until(ORIGIN_MS + 27_000)
    view = state(play.show)
    assert view["on_air"]["segment"] == "opening"
    assert view["on_air"]["ends_at_ms"] == ORIGIN_MS + 30_000
    assert view["taking"] == {
        "segment": "sale",
        "present_at_ms": ORIGIN_MS + 30_000,
        "by_hand": False,
    }
    assert view["standby"] == "visit"


def test_a_windows_figures_per_outlet() -> None:
    play = Playing()
    play.sold = {"app": 3}
    play.until(ORIGIN_MS + 70_000)
    (window,) = state(play.show)["windows"]
    assert (window["state"], window["gen"], window["goods"]["en"]) == ("settled", 1, "Pen")
    app, tv = window["outlets"]
    assert (app["stock"], app["sold"], app["opens_at_ms"]) == (5, 3, ORIGIN_MS + 40_000)
    assert (tv["stock"], tv["sold"], tv["closes_at_ms"]) == (2, 0, ORIGIN_MS + 63_000)


def test_ready_is_said_of_the_standby_segment() -> None:
    play = Playing(mode=Mode.MANUAL)
    play.ask("ready", 50_000)
    view = state(play.show)
    assert (view["standby"], view["ready"], view["mode"]) == ("opening", True, "manual")
