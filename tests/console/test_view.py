import json

from gala.console.view import state
from gala.core.tables import Mode
from tests.core.playing import FILLERS, LOTS, ORIGIN_MS, RAIN_CLOSED_MS, Playing


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
    assert [segment["fixed"] for segment in view["segments"]] == [False] * 3 + [True, False]
    assert not any(segment["back_timed"] for segment in view["segments"])
    spare = {segment["id"]: segment["spare_ms"] for segment in view["segments"]}
    assert spare == {"opening": None, "sale": None, "visit": None, "story": -5_000, "bye": None}


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


def test_an_outlet_says_how_far_behind_it_is_and_was_to_be() -> None:
    play = Playing()
    play.ask("delay", 10, outlet="tv", by_ms=-100)
    delays = [
        (one["id"], one["delay_ms"], one["planned_ms"]) for one in state(play.show)["outlets"]
    ]
    assert delays == [("app", 0, 0), ("tv", 2_900, 3_000)]


def test_a_windows_figures_per_outlet() -> None:
    play = Playing()
    play.sold = {"app": 3}
    play.until(ORIGIN_MS + 70_000)
    (window,) = state(play.show)["windows"]
    assert (window["state"], window["gen"], window["goods"]["en"]) == ("settled", 1, "Pen")
    app, tv = window["outlets"]
    assert (app["stock"], app["sold"], app["opens_at_ms"]) == (5, 3, ORIGIN_MS + 40_000)
    assert (tv["stock"], tv["sold"], tv["closes_at_ms"]) == (2, 0, ORIGIN_MS + 63_000)


def test_what_people_did_to_a_window_is_told_with_who_and_why() -> None:
    play = Playing()
    play.sold = {"app": 3}
    play.until(ORIGIN_MS + 45_000)
    seen = {"window": "sale", "gen": 1}
    play.agree("top_up", ORIGIN_MS + 45_001, **seen, outlet="tv", units=4, text="more came")
    play.until(ORIGIN_MS + 50_000)
    play.agree("revoke", ORIGIN_MS + 50_001, window="sale", gen=2, number=1, text="wrong price")
    (window,) = state(play.show)["windows"]
    assert (window["state"], window["gen"], window["counting"]) == ("settled", 2, False)
    assert window["openings"] == [
        {"gen": 1, "sold": 3, "revoked": "wrong price"},
        {"gen": 2, "sold": 2, "revoked": None},
    ]
    (more,) = window["top_ups"]
    assert (more["outlet"], more["units"], more["reason"]) == ("tv", 4, "more came")
    assert {more["by"], more["second"]} == {"director", "producer"}
    app, tv = window["outlets"]
    assert (app["stock"], app["sold"], app["void"]) == (5, 5, 3)
    assert (tv["stock"], tv["sold"], tv["void"]) == (6, 0, 0)


def test_ready_is_said_of_the_standby_segment() -> None:
    play = Playing(mode=Mode.MANUAL)
    play.ask("ready", 50_000)
    view = state(play.show)
    assert (view["standby"], view["ready"], view["mode"]) == ("opening", True, "manual")


def test_a_plan_b_is_named_beside_its_segment_and_takes_no_time() -> None:
    play = Playing(FILLERS)
    view = {segment["id"]: segment for segment in state(play.show)["segments"]}
    assert (view["song"]["plan_b"], view["song"]["filler_for"]) == ("song.b", None)
    assert (view["song.b"]["plan_b"], view["song.b"]["filler_for"]) == (None, "song")
    assert (view["song.b"]["state"], view["story"]["plan_b"]) == ("skipped", None)
    assert view["story"]["planned_start_ms"] == ORIGIN_MS + 90_000
    assert state(play.show)["over_ms"] == 0
    play.ask("plan_b", ORIGIN_MS + 10_000)
    assert state(play.show)["taking"]["segment"] == "song.b"


def test_entries_are_no_stock_and_say_how_they_are_frozen() -> None:
    play = Playing(LOTS)
    rain, first = state(play.show)["windows"]
    assert (rain["stocked"], rain["frozen"], rain["outlets"][0]["stock"]) == (False, None, 0)
    assert not rain["revocable"]
    rain, first = state(play.until(RAIN_CLOSED_MS).show)["windows"]
    assert (rain["frozen"]["entries"], rain["frozen"]["numbers"]) == (4, 10)
    assert [outlet["sold"] for outlet in rain["outlets"]] == [6, 4]
    assert first["frozen"] is None


def test_what_a_beacon_decides_is_said_of_its_segment() -> None:
    view = state(Playing(LOTS).show)
    draws = {segment["id"]: segment["draw"] for segment in view["segments"]}
    assert draws == {
        "opening": None, "rain": "rain", "first": "draw", "second": "draw", "bye": None,
    }  # fmt: skip
    assert view["beacon"]["kind"] == "rehearsal"
    json.dumps(state(Playing(LOTS).until(ORIGIN_MS + 1_000_000).show))
