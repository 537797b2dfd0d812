"""What the crew's page is told of draws."""

import json
from dataclasses import replace

from gala.console.draws_view import WINNERS_MAX, draws_state, frozen_view
from gala.core.draws import Place
from gala.core.tables import Mode
from tests.core.playing import FIRST_CLOSED_MS, LOTS, ORIGIN_MS, RAIN_CLOSED_MS, Playing
from tests.core.test_committing_by_lot import OVER_MS, played


def test_before_anything_is_drawn() -> None:
    view = draws_state(Playing(LOTS).show)
    assert view == {
        "beacon": {"kind": "rehearsal", "margin_ms": 200, "late_ms": 5_000},
        "draws": [],
        "given_up": [],
        "waiting_draws": [],
        "proposal": None,
    }


def test_a_rain_from_commitment_to_its_balance() -> None:
    play = Playing(LOTS).until(RAIN_CLOSED_MS)
    (rain,) = draws_state(play.show)["draws"]
    assert (rain["number"], rain["segment"], rain["kind"]) == (1, "rain", "rain")
    assert (rain["state"], rain["opened_ms"], rain["pool_fen"]) == ("committed", None, 1_000)
    assert rain["round_at_ms"] >= RAIN_CLOSED_MS + 200
    frozen = frozen_view(play.show, "rain")
    assert frozen == {"root": rain["root"], "entries": 4, "numbers": 10}
    (rain,) = draws_state(play.until(RAIN_CLOSED_MS + 1_000).show)["draws"]
    assert rain["state"] == "opened"
    assert rain["paid_fen"] + rain["returned_fen"] == rain["pool_fen"]
    assert (rain["winners"], rain["alternates"]) == ([], [])


def test_winners_by_the_names_of_their_prizes_alternates_and_who_was_passed_over() -> None:
    play = Playing(LOTS).until(FIRST_CLOSED_MS + 1_000)
    names = [place.pseudonym for place in play.show.draws[-1].places]
    view = draws_state(play.show)["draws"][-1]
    assert view["pool_fen"] == 0
    assert [(one["place"], one["prize"], one["pseudonym"]) for one in view["winners"]] == [
        (0, "car", names[0]), (1, "pen", names[1]), (2, "pen", names[2]),
    ]  # fmt: skip
    assert view["winners"][0]["prize_title"] == {"zh": "车", "en": "Car"}
    assert view["alternates"] == names[3:]
    play.agree("pass_over", FIRST_CLOSED_MS + 2_000, place=1, text="staff")
    view = draws_state(play.show)["draws"][-1]
    assert [one["place"] for one in view["winners"]] == [0, 3, 2]
    assert (view["alternates"], view["passed_over"]) == ([names[4]], [1])
    json.dumps(view)


def test_prizes_that_wait_for_people_and_what_one_of_them_has_proposed() -> None:
    play = Playing(LOTS, mode=Mode.MANUAL)
    play.ask("jump", ORIGIN_MS, segment="first")
    play.until(ORIGIN_MS + 40_000)
    assert draws_state(play.show)["waiting_draws"] == ["first"]
    play.ask("draw", ORIGIN_MS + 40_000)
    view = draws_state(play.show)
    assert view["proposal"] == {"key": "draw first", "by": "director", "at_ms": ORIGIN_MS + 40_000}
    play.ask("draw", ORIGIN_MS + 41_000, by="producer")
    view = draws_state(play.show)
    assert (view["waiting_draws"], view["proposal"]) == ([], None)


def test_a_void_and_a_draw_that_was_given_up_say_why() -> None:
    play = Playing(LOTS)
    play.silent = True
    play.until(ORIGIN_MS + 85_000)
    view = draws_state(play.show)
    assert [(draw["state"], draw["reason"]) for draw in view["draws"]] == [("void", "late")] * 3
    assert view["given_up"] == [{"segment": "rain", "reason": "late"}]


def test_a_list_of_thousands_is_cut() -> None:
    show = Playing(LOTS).until(FIRST_CLOSED_MS + 1_000).show
    many = tuple(Place(f"{n:032x}", n, 1) for n in range(1_000))
    show = show.with_draw(replace(show.draws[-1], places=many))
    assert len(draws_state(show)["draws"][-1]["alternates"]) == WINNERS_MAX


def test_a_window_that_is_not_frozen() -> None:
    assert frozen_view(Playing(LOTS).show, "rain") is None


def test_a_seckill_by_lot_says_what_it_has_and_what_is_held() -> None:
    (view,) = draws_state(played(app=3, tv=0).until(OVER_MS).show)["draws"]
    assert view["units"] == {"stock": 7, "held": 3}
    assert [one["prize_title"] for one in view["winners"]] == [{"zh": "App", "en": "App"}] * 3
