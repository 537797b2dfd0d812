"""How long before its instant each cue goes out (docs/architecture.md has the table)."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any, cast

import pytest

from gala.core.draw_steps import TOGETHER_MS
from gala.core.effects import Effect, Publish
from gala.core.events import EpochBegan, Event
from gala.core.schedule import ARM_LEAD_MS, EARLY_MS, LEAD_MS
from gala.core.state import MAIN
from gala.core.tables import Mode, Phase
from gala.wire import messages
from tests.core.playing import LEAD_MS as ASKED_MS
from tests.core.playing import ORIGIN_MS, SHEET, Playing

SHOWS = Path(__file__).parents[2] / "run_sheet" / "shows"
ENTRANTS = 40
BIG_BYTES = 1_024
FOREVER_MS = ORIGIN_MS + 10**9

AT_ONCE = {
    "window", "entries_frozen", "draw_committed", "draw_opened",
}  # fmt: skip
"""Kinds of main that bear no instant: they are seen when they arrive."""


class Night(Playing):
    """A night of which is known when each cue went out; its windows are all well attended."""

    def __init__(self, text: str, **how: Any) -> None:
        self.sent: list[tuple[int, Effect]] = []
        super().__init__(text, **how)
        for segment in self.show.plan.segments:
            if segment.window is not None and segment.window.stocked:
                self.sold |= dict(segment.window.stock)
            elif segment.window is not None:
                each = tuple([1] * ENTRANTS)
                self.entries[segment.window.id] = {o.id: each for o in self.show.plan.outlets}

    def bring(self, event: Event) -> None:
        """As in `Playing`. What an event leads to at once bears its instant, too."""
        super().bring(event)
        self.sent += [(event.at_ms, one) for one in self.effects[len(self.sent) :]]

    def published(self, channel: str = MAIN) -> list[tuple[int, Publish]]:
        """The cues of a channel, or of `room:` all, with the instant at which each went out."""
        return [
            (at_ms, cue)
            for at_ms, cue in self.sent
            if isinstance(cue, Publish) and cue.channel.startswith(channel)
        ]

    def leads_ms(self, channel: str = MAIN) -> dict[str, int]:
        """The smallest lead of each kind of cue that bears an instant."""
        leads: dict[str, list[int]] = defaultdict(list)
        for at_ms, cue in self.published(channel):
            if cue.present_at_ms:
                leads[cue.kind].append(cue.present_at_ms - at_ms)
        return {kind: min(every) for kind, every in leads.items()}

    def windows(self, state: str) -> list[tuple[int, Publish]]:
        """The cues of windows that come into a state."""
        return [(at, cue) for at, cue in self.published() if cue.body[2:3] == (state,)]


def rows(cue: Publish) -> tuple[tuple[str, int, int, int], ...]:
    """The instants and the stock of a window's cue, by outlet."""
    return cast(tuple[tuple[str, int, int, int], ...], cue.body[3])


def size(cue: Publish) -> int:
    """The bytes that every viewer gets of a cue."""
    fields = (cue.channel, cue.epoch, cue.seq, cue.present_at_ms, cue.kind, cue.body)
    return len(messages.cue(*fields))


def played(name: str, pace_milli: int = 1_000) -> Night:
    """A whole night of one of the shows."""
    night = Night((SHOWS / f"{name}.yaml").read_text(), pace_milli=pace_milli)
    night.until(FOREVER_MS)
    assert night.show.phase is Phase.OVER
    return night


@pytest.fixture(scope="module", params=["616-tour", "616", "annual-party"])
def night(request: pytest.FixtureRequest) -> Night:
    """Each show, at its own speed."""
    return played(request.param)


def test_no_scheduled_cue_is_later_than_this(night: Night) -> None:
    # The first `next` is the conductor's coming; the end alone goes out at its instant.
    draws = dict.fromkeys(("rain_opened", "draw_announced"), TOGETHER_MS)
    leads_ms = {"next": 0, "take": EARLY_MS, "over": 0} | draws
    told = night.leads_ms()
    assert told == {kind: leads_ms[kind] for kind in told}
    assert {"take", "draw_announced"} <= told.keys()
    assert {cue.kind for _, cue in night.published() if not cue.present_at_ms} == AT_ONCE


def test_a_window_is_known_long_before_it_opens(night: Night) -> None:
    least_ms = min(
        min(opens_ms for _, opens_ms, *_ in rows(cue)) - at_ms
        for at_ms, cue in night.windows("armed")
    )
    assert least_ms >= 9_000


def test_at_a_windows_instants_nothing_is_told_that_was_not_known(night: Night) -> None:
    armed = {cue.body[:2]: rows(cue) for _, cue in night.windows("armed")}
    assert armed
    for state in ("open", "closed"):
        assert {cue.body[:2]: rows(cue) for _, cue in night.windows(state)} == armed


def test_what_comes_at_an_instant_is_small(night: Night) -> None:
    big = {(at_ms, cue.kind) for at_ms, cue in night.published() if size(cue) > BIG_BYTES}
    assert {kind for _, kind in big} <= {"draw_opened", "draw_announced"}
    for _, cue in night.published():
        if cue.kind in ("over", "next") or cue.body[2:3] in (("open",), ("closed",)):
            assert size(cue) < 160
    rooms = [cue for _, cue in night.published("room:")]
    assert all(size(cue) < 300 for cue in rooms)


def test_who_was_drawn_is_with_everybody_before_the_envelope_opens(night: Night) -> None:
    announced = {cue.body[0]: at for at, cue in night.published() if cue.kind == "draw_announced"}
    opened = {cue.body[0]: (at, cue) for at, cue in night.published() if cue.kind == "draw_opened"}
    assert announced.keys() == opened.keys()
    for number, at_ms in announced.items():
        assert at_ms - opened[number][0] == 4_000
    names = [cue for _, cue in night.published() if cue.kind == "draw_announced"]
    assert all(size(cue) < 2_048 for cue in names), "the first 64 names"


def test_rooms_hear_of_a_visit_when_it_begins_and_ends_and_of_their_own_order_before() -> None:
    assert played("616-tour").leads_ms("room:") == {
        "visit": 0,
        "visit_over": 0,
        "room_take": EARLY_MS,
        "room_rest": EARLY_MS,
    }


@pytest.mark.parametrize("pace_milli", [5_000, 60_000])
def test_a_quick_night_is_early_by_a_third_of_what_is_on(pace_milli: int) -> None:
    night = played("616", pace_milli)
    length_ms = {segment.id: segment.length_ms for segment in night.show.plan.segments}
    before = None
    for at_ms, cue in night.published():
        if cue.kind == "take":
            early_ms = min(EARLY_MS, length_ms[before] // 3) if before else EARLY_MS
            assert cue.present_at_ms - at_ms == early_ms
            before = cast(tuple[str, ...], cue.body[0])[0]


def test_a_conductor_that_comes_late_is_late_once() -> None:
    night = Night(SHEET)
    night.show, night.effects, night.sent = night.first, [], []
    night.bring(EpochBegan(ORIGIN_MS + 5_000, 1, "late", 0))
    night.until(FOREVER_MS)
    takes = [(at, cue) for at, cue in night.published() if cue.kind == "take"]
    assert [cue.present_at_ms - at for at, cue in takes] == [LEAD_MS] + [EARLY_MS] * 4


def test_a_take_by_hand_is_as_early_as_the_sweeps_need() -> None:
    night = Night(SHEET, mode=Mode.MANUAL)
    assert night.ask("ready", ORIGIN_MS, segment="opening") is None
    assert night.ask("go", ORIGIN_MS + 20_000) is None
    (ready,) = [cue for _, cue in night.published() if cue.kind == "ready"]
    ((at_ms, take),) = [(at, cue) for at, cue in night.published() if cue.kind == "take"]
    assert take.present_at_ms - at_ms == ASKED_MS
    assert ready.body == take.body[:1], "all of it was there before the key was pressed"


def test_what_changes_an_announced_take_is_tiny() -> None:
    night = Night(SHEET)
    announced_ms = ORIGIN_MS + 30_000 - EARLY_MS
    assert night.ask("go", announced_ms + 1_000) is None
    assert night.ask("hold", announced_ms + 1_100) is None
    changes = [(at, cue) for at, cue in night.published() if cue.kind in ("retime", "cancel")]
    assert [cue.kind for _, cue in changes] == ["retime", "cancel"]
    assert changes[0][1].present_at_ms - changes[0][0] == ASKED_MS
    assert all(size(cue) < 128 for _, cue in changes)


def test_an_opening_that_goes_on_is_known_a_moment_before() -> None:
    night = Night(SHEET)
    sale_ms = ORIGIN_MS + 30_000
    asked = {"window": "sale", "gen": 1}
    assert night.ask("pause_window", sale_ms + 16_000, **asked) is None
    assert night.ask("resume_window", sale_ms + 18_000, **asked) is None
    more = {"window": "sale", "gen": 2, "outlet": "app", "units": 3, "text": "More came"}
    assert night.agree("top_up", sale_ms + 20_000, **more) is None
    night.until(FOREVER_MS)
    (_, _), *again = night.windows("armed")
    leads = [min(row[1] for row in rows(cue)) - at_ms for at_ms, cue in again]
    assert leads == [ASKED_MS, ARM_LEAD_MS], "by hand as a take is, by itself a quarter second"
