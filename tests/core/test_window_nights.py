"""Random keys and random claims against the rules and the ledger's: nothing is ever oversold.

The machine holds both halves: the core decides, logs and steps; `gala.core.seckill`, which the
store's functions are held to, opens, closes and gives. What the conductor carries out comes late,
in any order that it can come in.
"""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from gala.core import seckill
from gala.core.books import Counted, Logged, window_figures
from gala.core.commands import Command
from gala.core.committing import commitment
from gala.core.compile import compile_plan
from gala.core.decide import decide
from gala.core.effects import CloseWindow, Effect, FreezeEntries, OpenWindow
from gala.core.events import EpochBegan, Event, WindowSettled
from gala.core.log import Written
from gala.core.refusals import Refusal
from gala.core.schedule import next_due
from gala.core.seckill import Claim, OutletWindow, Shard, Winner
from gala.core.state import first_state
from gala.core.step import step
from gala.core.tables import Mode
from tests.core.playing import LEAD_MS, ORIGIN_MS, SHEET, frozen, sheet_of
from tests.keys import night

SEATS = st.sampled_from(("director", "producer"))
KEYS = st.sampled_from(("pause_window", "resume_window", "top_up", "close_window", "revoke"))
OTHERS = st.sampled_from(("hold", "resume", "go", "panic", "clear", "auto"))
SEEN = st.sampled_from((0, 0, 0, 0, -1, 1))
"""How far the gen that somebody saw is from the present one."""


class Windows(RuleBasedStateMachine):
    """One window, from the sheet's opening to the end of the show."""

    def __init__(self) -> None:
        super().__init__()
        plan = compile_plan(sheet_of(SHEET))
        self.now_ms = ORIGIN_MS
        self.show = first_state(plan, night(ORIGIN_MS), ORIGIN_MS, Mode.AUTO)
        self.shard = Shard()
        self.receipts: dict[str, seckill.Won] = {}
        self.winners: list[Winner] = []
        self.logged = Logged()
        self.late: deque[CloseWindow | FreezeEntries] = deque()
        self.agreed: Command | None = None
        self._bring(EpochBegan(self.now_ms, 1, "test", 0))

    def _bring(self, event: Event) -> None:
        self.show, effects = step(self.show, event)
        self.logged.take(Written(event, self.show, effects, b""))
        for effect in effects:
            self._carry_out(effect)

    def _carry_out(self, effect: Effect) -> None:
        if isinstance(effect, OpenWindow):
            rows = [OutletWindow(*row) for row in effect.rows]
            shard = seckill.open_window(self.shard, 1, effect.gen, effect.price_fen, rows)
            assert shard != self.shard, "an opening is never asked for twice"
            self.shard = shard
        elif isinstance(effect, CloseWindow | FreezeEntries):
            self.late.append(effect)

    @rule(for_ms=st.integers(0, 9_000))
    def time_passes(self, for_ms: int) -> None:
        self.now_ms += for_ms
        while (due := next_due(self.show)) and due[0] <= self.now_ms:
            self._bring(due[1])
        assert commitment(self.show, self.now_ms) is None

    @rule(times=st.integers(1, 2))
    def the_ledger_answers(self, times: int) -> None:
        if not self.late:
            return
        effect = self.late.popleft()
        at_ms = max(self.now_ms, self.show.now_ms)
        if isinstance(effect, FreezeEntries):
            if self.show.window("sale").gen == effect.gen:
                self._bring(frozen(at_ms, effect))
            return
        for _ in range(times):
            self.shard, totals = seckill.close_window(self.shard, 1, effect.gen)
            window = self.show.window("sale")
            # As the conductor takes it: what is counted already is not counted again.
            if window.counting and window.gen == effect.gen:
                sold = tuple((row.outlet, row.sold) for row in totals)
                self._bring(WindowSettled(at_ms, "sale", effect.gen, sold, 0))

    @rule(
        viewers=st.lists(st.integers(0, 30), min_size=1, max_size=6),
        outlet=st.sampled_from(("app", "tv")),
        behind=st.sampled_from((0, 0, 0, 1)),
    )
    def viewers_claim(self, viewers: list[int], outlet: str, behind: int) -> None:
        claims = [Claim(f"v{one}", outlet, b"c" * 16) for one in viewers]
        gen = max(1, self.shard.gen - behind)
        done = seckill.apply_batch(self.shard, self.receipts, self.now_ms, gen, claims)
        self.shard = done.shard
        self.receipts |= {winner.viewer: winner.won for winner in done.winners}
        self.winners += done.winners

    @rule(
        key=KEYS, by=SEATS, off=SEEN, units=st.integers(1, 4), outlet=st.sampled_from(("app", "tv"))
    )
    def somebody_presses(self, key: str, by: str, off: int, units: int, outlet: str) -> None:
        gen = self.show.window("sale").gen + off
        text = "said aloud"
        command = Command(
            key, by, self._at_ms(), LEAD_MS, window="sale", gen=gen, outlet=outlet, units=units,
            text=text,
        )  # fmt: skip
        decision = self._press(command)
        if off:
            assert isinstance(decision, Refusal)
            assert decision.code in ("stale_window", "over")
        self.agreed = replace(command, by="second")

    @rule()
    def the_second_seat_agrees(self) -> None:
        if self.agreed is not None:
            before = (len(self._top_ups()), len(self.show.window("sale").revoked))
            self._press(replace(self.agreed, at_ms=self._at_ms()))
            again = self._press(replace(self.agreed, at_ms=self._at_ms(), by="second"))
            after = (len(self._top_ups()), len(self.show.window("sale").revoked))
            assert sum(after) <= sum(before) + 1, f"agreed once, done twice: {again}"

    @rule(key=OTHERS, by=SEATS)
    def the_programme_goes_on(self, key: str, by: str) -> None:
        self._press(Command(key, by, self._at_ms(), LEAD_MS))

    def _press(self, command: Command) -> object:
        decision = decide(self.show, command)
        if not isinstance(decision, Refusal):
            for event in decision:
                self._bring(event)
        return decision

    def _at_ms(self) -> int:
        return max(self.now_ms, self.show.now_ms)

    def _top_ups(self) -> tuple[object, ...]:
        return self.show.window("sale").top_ups

    @invariant()
    def nothing_is_oversold(self) -> None:
        plan, run = self.show.window_plan("sale"), self.show.window("sale")
        given = Counter(winner.outlet for winner in self.winners)
        for outlet, declared in run.declared(plan):
            assert given[outlet] <= declared
        assert all(left >= 0 for _, left in run.left(plan))

    @invariant()
    def one_opening_at_a_time_and_none_goes_back(self) -> None:
        run = self.show.window("sale")
        assert self.shard.gen <= run.gen
        counted = [gen for gen, _ in run.counted]
        assert counted == sorted(set(counted))
        total = {outlet: 0 for outlet, _ in run.sold}
        for _, units in run.counted:
            for outlet, sold in units:
                total[outlet] += sold
        assert total == dict(run.sold)
        assert all(void <= sold for (_, void), (_, sold) in zip(run.void(), run.sold, strict=True))

    def teardown(self) -> None:
        """When all is counted, every figure is right by two ways."""
        self._press(Command("clear", "director", self._at_ms(), LEAD_MS))
        self._press(Command("end", "director", self._at_ms(), LEAD_MS))
        while self.late or next_due(self.show):
            self.time_passes(60_000)
            self.the_ledger_answers(times=2)
        assert self.show.windows_settled
        counted = Counted(self.logged)
        for winner in self.winners:
            assert counted.give("sale", winner) is None
        assert not list(counted.missing())
        figures = list(window_figures(self.show, self.logged, counted, "sale"))
        assert [figure for figure in figures if not figure.equal] == []


Windows.TestCase.settings = settings(max_examples=80, stateful_step_count=40, deadline=None)
TestWindows = Windows.TestCase
