"""Whatever two people press and however silent the beacon is: what always holds of draws."""

from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from gala.core.committing import finished
from gala.core.decide import COMMANDS
from gala.core.draws import ATTEMPTS_MAX
from gala.core.events import AUTO, DrawCommitted, from_row, to_row
from gala.core.refusals import CODES
from gala.core.step import step
from gala.core.tables import DrawState, Mode, Phase
from gala.proof.chain import HALL, Beacon
from tests.core.playing import ENTRIES, LOTS, ORIGIN_MS, Playing
from tests.keys import beacon

SEATS = st.sampled_from(["director", "producer"])
SEGMENTS = st.sampled_from([None, "opening", "rain", "first", "second", "bye"])
WAITS = st.sampled_from([0, 10, 150, 600, 4_500, 12_000, 30_000, 130_000])
PRESSES = st.sampled_from(sorted(COMMANDS - {"end", "panic"}))
DRAWS = st.sampled_from(["draw", "call_off", "hall", "pass_over", "announce"])


class Night(RuleBasedStateMachine):
    """A night with a rain, a draw and a later round, driven by two people who make mistakes."""

    @initialize(
        mode=st.sampled_from(list(Mode)), hall=st.booleans(), nobody=st.sampled_from([0, 0, 1, 2])
    )
    def begin(self, mode: Mode, hall: bool, nobody: int) -> None:
        by = Beacon(HALL, 2_000, 20_000) if hall else beacon(ORIGIN_MS)
        self.play = Playing(LOTS, mode=mode, beacon=by)
        self.at_ms = ORIGIN_MS - 5_000
        if nobody == 1:
            self.play.entries["rain"] = {}
        elif nobody == 2:
            self.play.entries["first"] = {"tv": (3,)}

    def press(self, name: str, by: str, after_ms: int, **fields: Any) -> None:
        self.at_ms += after_ms
        code = self.play.ask(name, self.at_ms, by=by, **fields)
        assert code is None or code in CODES

    @rule(name=PRESSES, by=SEATS, after_ms=WAITS, segment=SEGMENTS)
    def anything(self, name: str, by: str, after_ms: int, segment: str | None) -> None:
        self.press(name, by, after_ms, segment=segment, by_ms=5_000, place=0, text="6")

    @rule(
        name=DRAWS,
        by=SEATS,
        alone=st.booleans(),
        after_ms=WAITS,
        place=st.integers(0, 4),
        number=st.sampled_from([None, None, 1, 2]),
    )
    def of_a_draw(
        self, name: str, by: str, alone: bool, after_ms: int, place: int, number: int | None
    ) -> None:
        fields = {"number": number, "place": place, "text": "6 6"}
        self.press(name, by, after_ms, **fields)
        if not alone:
            other = "producer" if by == "director" else "director"
            self.press(name, other, 100, **fields)

    @rule(after_ms=st.integers(1, 60_000))
    def wait(self, after_ms: int) -> None:
        self.at_ms += after_ms
        self.play.until(self.at_ms)

    @rule(silent=st.booleans())
    def beacon_is(self, silent: bool) -> None:
        self.play.silent = silent

    @rule()
    def trees_take_long(self) -> None:
        self.play.freezes = not self.play.freezes
        if self.play.freezes and self.play.show.phase is not Phase.OVER:
            self.play.freeze()

    @precondition(lambda self: self.play.show.phase is not Phase.PANIC)
    @rule(by=SEATS)
    def panic(self, by: str) -> None:
        self.press("panic", by, 10)

    @invariant()
    def numbers_have_no_gaps(self) -> None:
        draws = self.play.show.draws
        assert [draw.number for draw in draws] == list(range(1, len(draws) + 1))
        assert [draw.manifest.number for draw in draws] == [draw.number for draw in draws]

    @invariant()
    def a_segment_is_drawn_once(self) -> None:
        for segment in ENTRIES.keys() | {"second"}:
            own = [draw for draw in self.play.show.draws if draw.segment == segment]
            assert sum(draw.state is not DrawState.VOID for draw in own) <= 1
            assert sum(draw.reason == "late" for draw in own) <= ATTEMPTS_MAX
            given_up = [one for one, _ in self.play.show.given_up if one == segment]
            assert len(given_up) <= 1
            if given_up:
                assert all(draw.state is DrawState.VOID for draw in own)

    @invariant()
    def two_people_or_the_sheet_commit(self) -> None:
        for event in self.play.came(DrawCommitted):
            assert (event.by == event.second) == (AUTO in (event.by, event.second))
            draw = self.play.show.draw(event.number)
            if draw.manifest.round:
                chain = draw.manifest.beacon.chain
                assert (
                    draw.opened_ms is None
                    or draw.opened_ms
                    >= chain.genesis_ms + (draw.manifest.round - 1) * chain.period_ms
                )

    @invariant()
    def nobody_wins_twice_from_the_same_entries(self) -> None:
        first, second = (
            next((d for d in reversed(self.play.show.draws) if d.segment == one and d.places), None)
            for one in ("first", "second")
        )
        if first and second and not set(first.passed_over):
            assert not set(first.won()) & set(second.won())

    @invariant()
    def a_rain_pays_and_returns_its_pool(self) -> None:
        for draw in self.play.show.draws:
            if draw.kind == "rain" and draw.opened_ms is not None:
                assert draw.paid_fen + draw.returned_fen == 1_000

    def teardown(self) -> None:
        if not hasattr(self, "play"):
            return
        play, at_ms = self.play, self.at_ms + 1
        play.freezes, play.silent = True, False
        play.freeze()
        if play.show.phase is not Phase.OVER:
            play.ask("end", at_ms)
        play.until(at_ms + 10_000_000)
        assert finished(play.show), "a night comes to its end whatever was pressed"
        assert all(draw.settled or draw.state is DrawState.VOID for draw in play.show.draws)
        # The log alone leads to the same state.
        show = play.first
        for event in play.events:
            show, _ = step(show, from_row(to_row(event)))
        assert show.state_hash() == play.show.state_hash()


TestNight = Night.TestCase
TestNight.settings = settings(
    max_examples=40,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
