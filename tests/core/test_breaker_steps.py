from gala.core.breaker_events import BreakerTripped
from gala.core.breaker_steps import calling, let_go
from gala.core.effects import Call
from gala.core.state import Breaker
from tests.approved import SHEET
from tests.core.playing import ORIGIN_MS, Playing

CALL = Call("rain", 7 * 899, 0, 1_000, 6_500)


def held() -> Playing:
    play = Playing(SHEET)
    play.sold = {"app": 5, "tv": 2}
    return play.until(ORIGIN_MS + 10_000_000)


def test_it_calls_once_by_its_event_and_again_for_whoever_takes_over() -> None:
    play = held()
    assert [one for one in play.effects if isinstance(one, Call)] == [CALL]
    assert calling(play.show) == (CALL,)
    assert CALL.fields() == ("call", "rain", 7 * 899, 0, 1_000, 6_500)
    assert play.ask("resume", play.show.now_ms + 1_000) is None
    assert calling(play.show) == ()


def test_the_programme_stands_still_from_when_it_tripped() -> None:
    play = held()
    (tripped,) = play.came(BreakerTripped)
    assert play.show.held_at_ms == tripped.at_ms
    assert play.show.breaker == Breaker("rain")
    play.ask("resume", tripped.at_ms + 60_000)
    assert play.show.on_air is not None
    assert play.show.on_air.shift_ms == 60_000


def test_the_state_is_another_once_it_has_tripped() -> None:
    play = held()
    let = let_go(play.show, passes=True)
    assert let.breaker == Breaker(None, ("rain",))
    assert let_go(let, passes=True) is let
    again = let_go(play.show, passes=False)
    assert again.breaker == Breaker(None)
    assert len({one.state_hash() for one in (play.show, let, again)}) == 3
    assert play.first.breaker is None
