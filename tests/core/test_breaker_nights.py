"""Keys pressed at random on a night that nobody was to drive: its breaker is never passed by."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from gala.core.breaker import is_held, sums
from gala.core.breaker_events import BreakerTripped
from gala.core.committing import finished
from gala.core.events import AUTO, ClockResumed, TakeScheduled
from gala.core.projection import project
from gala.core.schedule import expected_starts, next_due
from gala.core.state import first_state
from gala.core.step import step
from gala.core.tables import Phase
from tests.approved import HOSTED, SHEET
from tests.core.playing import ORIGIN_MS, Playing
from tests.keys import night

AT_ONCE = SHEET.replace(HOSTED, "")
"""Its first segment sells: with a unit more it is held before anything was on air."""

KEYS = (
    *("go", "go", "hold", "resume", "resume", "skip", "extend", "jump", "panic", "clear", "auto"),
    *("manual", "ready", "end", "more"),
)
SEGMENTS = ("sale", "talk", "rain", "bye")

presses = st.lists(
    st.tuples(st.sampled_from(KEYS), st.integers(500, 40_000), st.sampled_from(SEGMENTS)),
    max_size=12,
)


def press(play: Playing, name: str, at_ms: int, segment: str) -> None:
    if name == "more":
        gen = play.show.window("sale").gen
        words = {"window": "sale", "gen": gen, "outlet": "app", "units": 1, "text": "more"}
        play.ask("top_up", at_ms, by="director", **words)
        play.ask("top_up", at_ms + 1, by="second", **words)
    elif name == "extend":
        play.ask(name, at_ms, by_ms=5_000)
    else:
        play.ask(name, at_ms, segment=segment if name in ("jump", "skip") else None)


@settings(max_examples=120, deadline=None)
@given(keys=presses, early=st.booleans(), sold=st.integers(0, 6))
def test_whatever_is_pressed_only_a_person_passes_it(
    keys: list[tuple[str, int, str]], early: bool, sold: int
) -> None:
    play = Playing(AT_ONCE.replace("spend_fen: 6500", "spend_fen: 6293"))
    play.sold = {"app": sold, "tv": 2}
    at_ms = ORIGIN_MS - 60_000
    if early:
        press(play, "more", at_ms, "sale")
    for name, wait_ms, segment in keys:
        at_ms = max(at_ms, play.show.now_ms) + wait_ms
        press(play, name, at_ms, segment)
        expected_starts(play.show)
        assert project(play.show, play.show.now_ms).finish_ms >= 0
    play.until(ORIGIN_MS + 3_000_000)

    show = first_state(play.show.plan, night(ORIGIN_MS), ORIGIN_MS, play.first.mode)
    let: set[str] = set()
    for event in play.events:
        if isinstance(event, BreakerTripped):
            assert event.given_fen + event.open_fen + event.coming_fen > 6_293
        elif isinstance(event, ClockResumed) and is_held(show) and show.breaker:
            let.add(show.breaker.held or "")
        elif isinstance(event, TakeScheduled) and event.by == AUTO:
            found = sums(show, event.segment)
            fits = found.most_fen <= 6_293 or not found.coming_fen
            assert fits or event.segment in let
        show, _ = step(show, event)
    assert show.state_hash() == play.show.state_hash()
    stuck = play.show.phase is not Phase.OVER and next_due(play.show) is None
    waits = is_held(play.show) or play.show.phase in (Phase.HELD, Phase.PANIC)
    assert finished(play.show) or waits or (stuck and play.show.mode == "manual")
