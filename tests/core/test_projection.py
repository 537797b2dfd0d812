import pytest

from gala.core import projection
from gala.core.breaker import is_held
from gala.core.commands import Command
from gala.core.draw_steps import TOGETHER_MS
from gala.core.events import DrawAnnounced, SegmentSkipped, SegmentStarted, WindowArmed
from gala.core.projection import HOLD_MS_MAX, Projection, asked, held, project, stepped
from gala.core.refusals import Refusal
from gala.core.tables import Mode
from run_sheet.checks.draw_figures import FREEZE_MS
from tests.approved import SHEET as UNATTENDED
from tests.core.playing import HEAD, LEAD_MS, LOTS, ORIGIN_MS, Playing


def at(ms: int) -> int:
    return ORIGIN_MS + ms


def starts(projected: Projection) -> dict[str, int]:
    return {one.id: one.starts_ms - ORIGIN_MS for one in projected.segments}


def told(projected: Projection | Refusal) -> Projection:
    assert isinstance(projected, Projection)
    return projected


def play_on_air(came: dict[str, int], now_ms: int) -> int:
    """Return when what is on air at that instant came on; the first take before the show."""
    return max((ms for ms in came.values() if ms <= now_ms), default=ORIGIN_MS)


def ask(play: Playing, name: str, ms: int, **fields: object) -> Projection:
    command = Command(name=name, by="director", at_ms=at(ms), lead_ms=LEAD_MS, **fields)  # type: ignore[arg-type]
    return told(asked(play.show, command))


@pytest.mark.parametrize("ms", [-5_000, 0, 20_000, 41_000, 64_000, 95_000, 131_000])
def test_it_is_what_the_night_comes_to(ms: int) -> None:
    play = Playing().until(at(ms))
    projected = project(play.show, at(ms))
    play.until(at(1_000_000))
    assert projected.whole
    assert projected.finish_ms == play.events[-1].at_ms == at(170_000)
    came = {one.segment: one.at_ms for one in play.came(SegmentStarted)}
    on_air = play_on_air(came, at(ms))
    assert {one.id: one.starts_ms for one in projected.segments} == {
        name: came_ms for name, came_ms in came.items() if came_ms >= on_air
    }
    armed = play.came(WindowArmed)
    for window in projected.windows:
        assert window.opens_ms == armed[-1].opens_at_ms == at(40_000)
        assert window.closes_ms == at(63_000)
    assert bool(projected.windows) == (ms < 63_000)


def test_nothing_is_changed() -> None:
    play = Playing().until(at(20_000))
    before = play.show.state_hash()
    ask(play, "extend", 20_000, by_ms=30_000)
    assert play.show.state_hash() == before


def test_an_extension_moves_windows_and_eats_the_time_before_a_fixed_start() -> None:
    play = Playing().until(at(20_000))
    as_it_is = project(play.show, at(20_000))
    assert [(one.id, one.over_ms) for one in as_it_is.fixed] == [("story", -10_000)]
    later = ask(play, "extend", 20_000, by_ms=15_000)
    assert starts(later) == {
        "opening": 0, "sale": 45_000, "visit": 105_000, "story": 135_000, "bye": 165_000,
    }  # fmt: skip
    assert [(one.id, one.over_ms) for one in later.fixed] == [("story", 5_000)]
    assert later.finish_ms == as_it_is.finish_ms + 5_000
    assert later.windows[0].opens_ms == as_it_is.windows[0].opens_ms + 15_000


def test_what_is_left_out_is_no_more() -> None:
    play = Playing().until(at(20_000))
    without = ask(play, "skip", 20_000)
    assert "sale" not in starts(without)
    assert without.windows == ()
    assert [(one.id, one.over_ms) for one in without.fixed] == [("story", -70_000)]
    event = SegmentSkipped(at(20_000), "sale", "director")
    assert project(stepped(play.show, [event]), at(20_000)) == without


def test_a_hold_lasts_so_long() -> None:
    play = Playing().until(at(35_000))
    command = Command(name="hold", by="director", at_ms=at(35_000))
    later = told(held(play.show, command, 20_000))
    assert starts(later)["visit"] == 110_000
    # It was announced and not open yet: it is closed with the hold, and opens when that is over.
    assert later.windows[0].opens_ms == at(60_000)
    play.ask("hold", at(35_000))
    assert told(held(play.show, command, 20_000)) == later
    with pytest.raises(ValueError, match="hold"):
        held(play.show, command, HOLD_MS_MAX + 1)


def test_what_would_be_refused_is_refused() -> None:
    play = Playing().until(at(20_000))
    refused = asked(play.show, Command(name="extend", by="director", at_ms=at(20_000), by_ms=0))
    assert isinstance(refused, Refusal)
    assert refused.code == "bad_value"
    early = held(Playing().show, Command(name="hold", by="director", at_ms=at(-9_000)), 5)
    assert isinstance(early, Refusal)
    assert early.code == "waiting"


def test_by_hand_and_after_a_panic_the_clock_takes_over() -> None:
    play = Playing(mode=Mode.MANUAL)
    play.ask("go", at(0))
    play.until(at(10_000))
    assert starts(project(play.show, at(10_000)))["sale"] == 30_400
    assert starts(project(play.show, at(50_000)))["sale"] == 50_500
    play.ask("panic", at(20_000))
    assert starts(project(play.show, at(60_000)))["sale"] == 70_400


def test_draws_have_their_rounds_and_are_told() -> None:
    play = Playing(LOTS).until(at(20_000))
    projected = project(play.show, at(20_000))
    assert [(one.segment, one.kind) for one in projected.draws] == [
        ("rain", "rain"), ("first", "draw"), ("second", "draw"),
    ]  # fmt: skip
    rain, first, second = projected.draws
    frozen_ms = at(63_000) + FREEZE_MS
    assert rain.committed_ms == frozen_ms
    assert frozen_ms + 200 <= rain.round_at_ms < frozen_ms + 300
    assert rain.told_ms == rain.round_at_ms + projection.WORD_MS + TOGETHER_MS
    assert first.told_ms > first.round_at_ms + 4_000
    assert second.committed_ms == at(150_000)
    later = ask(play, "extend", 20_000, by_ms=60_000)
    assert [one.committed_ms for one in later.draws] == [
        one.committed_ms + 60_000 for one in projected.draws
    ]


@pytest.mark.parametrize("ms", [62_000, 63_000, 125_000, 151_000])
def test_draws_that_are_under_way_go_on(ms: int) -> None:
    play = Playing(LOTS)
    play.silent = True
    play.freezes = False
    play.until(at(ms))
    known = {one.number for one in play.came(DrawAnnounced)}
    projected = project(play.show, at(ms))
    assert projected.whole
    assert len(projected.draws) == 3 - len(known)
    assert projected.finish_ms >= at(190_000)


def test_over_is_over() -> None:
    play = Playing().until(at(1_000_000))
    projected = project(play.show, at(1_000_000))
    assert (projected.segments, projected.windows, projected.draws) == ((), (), ())


def test_the_work_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    play = Playing().until(at(-9_000))
    whole = project(play.show, at(-9_000))
    monkeypatch.setattr(projection, "WORK_MAX", 100)
    part = project(play.show, at(-9_000))
    assert not part.whole
    assert (part.segments, part.windows) == (whole.segments, whole.windows)
    assert part.finish_ms == whole.finish_ms


def test_no_fixed_time_no_point() -> None:
    order = "\n  - {id: a, kind: host, title: A, length: 60s}\n"
    assert project(Playing(HEAD + order).show, at(0)).fixed == ()


def test_a_breaker_is_not_assumed_to_hold_the_rest() -> None:
    play = Playing(UNATTENDED)
    play.sold = {"app": 5, "tv": 2}
    play.until(at(1_000_000))
    assert is_held(play.show)
    projected = project(play.show, at(1_000_000))
    assert projected.whole
    assert [one.id for one in projected.segments] == ["talk", "rain", "bye"]
    assert projected.finish_ms > at(1_000_000)
