from gala.conductor.feeling import LOG_EVERY_MS, FeelingSums
from gala.core.events import FeelingsCounted
from gala.core.feelings import NONE, Feelings
from tests.core.playing import ORIGIN_MS, Playing

ONE = Feelings((("opening", "", 3), ("visit", "beauty", 1)), (("sale", "other", 1),))
TWO = Feelings((("opening", "", 4),))


def test_sums_go_into_the_log_seldom_and_when_another_segment_is_on_air() -> None:
    play = Playing().until(ORIGIN_MS + 1_000)
    sums = FeelingSums()
    assert sums.take(play.show, ORIGIN_MS + 1_000) is None
    sums.summed(play.show, [ONE, TWO])
    first = sums.take(play.show, ORIGIN_MS + 1_000)
    assert first == FeelingsCounted(
        ORIGIN_MS + 1_000, (("opening", "", 7), ("visit", "beauty", 1)), ONE.flags
    )
    play.bring(first)
    assert sums.take(play.show, ORIGIN_MS + 2_000) is None, "it is all in the log"
    more = Feelings((("opening", "", 5),))
    sums.summed(play.show, [ONE, more])
    assert sums.take(play.show, ORIGIN_MS + 1_000 + LOG_EVERY_MS - 1) is None
    second = FeelingsCounted(ORIGIN_MS + 1_000 + LOG_EVERY_MS, (("opening", "", 8),), ())
    assert sums.take(play.show, second.at_ms) == second
    play.bring(second)
    sums.summed(play.show, [ONE, Feelings((("opening", "", 6),))])
    play.until(ORIGIN_MS + 36_000)
    assert play.show.current == "sale"
    last = sums.take(play.show, play.show.now_ms)
    assert last == FeelingsCounted(play.show.now_ms, (("opening", "", 9),), ())


def test_what_a_store_has_lost_is_not_taken_back() -> None:
    play = Playing().until(ORIGIN_MS + 1_000)
    play.bring(FeelingsCounted(ORIGIN_MS + 1_000, ONE.hearts, ONE.flags))
    sums = FeelingSums()
    sums.summed(play.show, [])
    assert sums.known == ONE, "who takes over goes on from the log"
    assert sums.take(play.show, ORIGIN_MS + 2_000) is None


def test_what_is_not_of_the_show_is_left_out() -> None:
    play = Playing().until(ORIGIN_MS + 1_000)
    sums = FeelingSums()
    odd = Feelings(
        (("nowhere", "", 3), ("opening", "attic", 3)),
        (("nowhere", "other", 1), ("opening", "because", 1)),
    )
    sums.summed(play.show, [odd])
    assert sums.known == NONE


def test_ticks_show_what_is_on_air_and_what_was_before_it() -> None:
    play = Playing().until(ORIGIN_MS - 1)
    sums = FeelingSums()
    assert sums.shown(play.show) == []
    play.until(ORIGIN_MS + 1_000)
    sums.summed(play.show, [ONE])
    assert sums.shown(play.show) == [("opening", 3)]
    play.until(ORIGIN_MS + 36_000)
    assert sums.shown(play.show) == [("opening", 3), ("sale", 0)]
