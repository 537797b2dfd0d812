import pytest

from gala.core.events import OutletTrimmed
from gala.core.outlets import DELAY_MS_MAX
from gala.core.tables import BadTransition
from tests.core.playing import ORIGIN_MS, Playing

SALE_MS = ORIGIN_MS + 30_000
"""When the sale's segment begins; its window opens 10 s later."""


def test_a_press_makes_an_outlet_later_or_earlier() -> None:
    play = Playing()
    before = play.show.state_hash()
    assert play.ask("delay", ORIGIN_MS + 1_000, outlet="tv", by_ms=100) is None
    assert play.ask("delay", ORIGIN_MS + 1_001, outlet="tv", by_ms=100) is None
    assert play.ask("delay", ORIGIN_MS + 1_002, outlet="app", number=250) is None
    assert play.show.delays_ms == {"app": 250, "tv": 3_200}
    cues = [(cue.body, cue.present_at_ms) for cue in play.cues() if cue.kind == "outlet"]
    assert cues == [(("tv", 3_100), 0), (("tv", 3_200), 0), (("app", 250), 0)]
    assert play.came(OutletTrimmed)[-1] == OutletTrimmed(ORIGIN_MS + 1_002, "app", 250, "director")
    assert play.show.state_hash() != before


def test_it_stays_within_its_bounds() -> None:
    play = Playing()
    assert play.ask("delay", 10, outlet="tv", by_ms=-10_000) is None
    assert play.show.delays_ms["tv"] == 0
    assert play.ask("delay", 11, outlet="tv", by_ms=-100) == "already"
    assert play.ask("delay", 12, outlet="tv", number=DELAY_MS_MAX) is None
    assert play.ask("delay", 13, outlet="tv", by_ms=100) == "already"


@pytest.mark.parametrize(
    "fields",
    [
        {"outlet": "radio", "by_ms": 100},
        {"by_ms": 100},
        {"outlet": "tv"},
        {"outlet": "tv", "by_ms": 100, "number": 100},
        {"outlet": "tv", "number": DELAY_MS_MAX + 1},
        {"outlet": "tv", "number": -1},
    ],
)
def test_what_is_no_delay_is_refused(fields: dict[str, object]) -> None:
    assert Playing().ask("delay", 10, **fields) == "no_delay"


def test_a_window_that_is_armed_keeps_its_instants_and_the_next_opening_has_the_new_delay() -> None:
    play = Playing()
    play.until(SALE_MS + 1_000)
    (armed,) = play.opened()
    assert play.ask("delay", SALE_MS + 2_000, outlet="tv", number=5_000) is None
    assert play.show.window("sale").rows == armed.rows
    play.until(SALE_MS + 12_000)
    assert play.ask("pause_window", SALE_MS + 13_000, window="sale", gen=1) is None
    assert play.ask("resume_window", SALE_MS + 15_000, window="sale", gen=1) is None
    rows = {row[0]: row[1] for row in play.opened()[1].rows}
    assert rows["tv"] - rows["app"] == 5_000


def test_a_window_that_is_armed_later_has_the_new_delay() -> None:
    play = Playing()
    assert play.ask("delay", ORIGIN_MS + 1_000, outlet="tv", number=1_000) is None
    play.until(SALE_MS + 1_000)
    (armed,) = play.opened()
    rows = {row[0]: row[1] for row in armed.rows}
    assert rows == {"app": SALE_MS + 10_000, "tv": SALE_MS + 11_000}


def test_an_outlet_that_is_not_there_cannot_be_trimmed() -> None:
    with pytest.raises(BadTransition):
        Playing().bring(OutletTrimmed(5, "radio", 100, "director"))
    with pytest.raises(BadTransition):
        Playing().bring(OutletTrimmed(5, "tv", -1, "director"))
