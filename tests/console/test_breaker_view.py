import json

from gala.console.breaker_view import breaker_state
from tests.core.playing import Playing
from tests.core.test_breaker_steps import held


def test_a_show_that_people_drive_has_none() -> None:
    assert breaker_state(Playing().show) == {"breaker": None}


def test_what_was_given_and_who_is_called_while_it_holds() -> None:
    play = held()
    view = breaker_state(play.show)["breaker"]
    assert view == {
        "spend_fen": 6_500,
        "given_fen": 7 * 899,
        "open_fen": 0,
        "coming_fen": 1_000,
        "held": "rain",
        "since_ms": play.show.held_at_ms,
        "call": {"zh": "值班制片", "en": "The producer on duty"},
    }
    json.dumps(view)
    assert play.ask("go", play.show.now_ms + 5_000) is None
    view = breaker_state(play.show)["breaker"]
    assert (view["held"], view["since_ms"], view["open_fen"]) == (None, None, 1_000)


def test_what_is_coming_is_what_go_would_take() -> None:
    play = held()
    assert play.ask("skip", play.show.now_ms + 1_000, segment="rain") is None
    view = breaker_state(play.show)["breaker"]
    assert (view["held"], view["coming_fen"]) == ("rain", 0)


def test_a_hold_by_hand_is_none_of_its() -> None:
    play = held()
    play.ask("resume", play.show.now_ms + 1_000)
    play.ask("hold", play.show.now_ms + 1_000)
    assert breaker_state(play.show)["breaker"]["held"] is None
