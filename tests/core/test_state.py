from dataclasses import replace

import pytest

from gala.core.committing import finished
from gala.core.draws import Proposal
from gala.core.state import OnAir, Taking
from gala.core.tables import DrawState, Mode, Phase, SegmentState, WindowState
from tests.core.playing import FILLERS, FIRST_CLOSED_MS, LOTS, ORIGIN_MS, Playing, small_show


def test_the_first_state_has_everything_still_to_come() -> None:
    show = small_show()
    assert show.phase is Phase.WAITING
    assert {run.state for run in show.runs} == {SegmentState.PENDING}
    assert [window.state for window in show.windows] == [WindowState.PLANNED]
    assert show.seqs == (("main", 0), ("room:beauty", 0))
    assert show.current is None
    assert not finished(show)


def test_what_is_announced_counts_as_current_before_what_is_on_air() -> None:
    show = replace(small_show(), on_air=OnAir("opening", 0, 1), taking=Taking("sale", 5, "auto"))
    assert show.current == "sale"


def test_unknown_names_are_key_errors() -> None:
    show = small_show()
    for look in (show.segment, show.run, show.window, show.index):
        with pytest.raises(KeyError):
            look("nowhere")


def test_the_hash_sees_every_field() -> None:
    play = Playing().until(ORIGIN_MS + 50_000)
    show = play.show
    others = [
        replace(show, origin_ms=1),
        replace(show, mode=Mode.MANUAL),
        replace(show, phase=Phase.HELD),
        replace(show, epoch=9),
        replace(show, holder="x"),
        replace(show, epochs=()),
        replace(show, on_air=None),
        replace(show, taking=Taking("bye", 1, "auto")),
        replace(show, standby="bye"),
        replace(show, held_at_ms=1),
        replace(show, last_go_ms=1),
        replace(show, loaded_seq=99),
        replace(show, viewers=(("app", 1),)),
        replace(show, now_ms=show.now_ms + 1),
        replace(show, seqs=(("main", 1),)),
        show.with_run(replace(show.runs[0], started_ms=1)),
        show.with_window(replace(show.windows[0], sold=(("app", 1), ("tv", 0)))),
        show.with_window(replace(show.windows[0], opened=False)),
    ]
    hashes = {other.state_hash() for other in [show, *others]}
    assert len(hashes) == len(others) + 1


def test_the_hash_sees_every_field_of_draws() -> None:
    show = Playing(LOTS).until(FIRST_CLOSED_MS + 1_000).show
    rain, first = show.draws
    frozen = show.frozen[0]
    place = first.places[0]
    others = [
        replace(show, given_up=(("rain", "over"),)),
        replace(show, proposal=Proposal("draw first", "director", 5)),
        replace(show, proposal=Proposal("draw first", "producer", 5)),
        replace(show, proposal=Proposal("draw first", "director", 6)),
        replace(show, draws=(rain,)),
        replace(show, frozen=()),
        replace(show, frozen=(replace(frozen, root="00" * 32), *show.frozen[1:])),
        replace(show, frozen=(replace(frozen, gen=2), *show.frozen[1:])),
        replace(show, frozen=(replace(frozen, entries=9), *show.frozen[1:])),
        replace(show, frozen=(replace(frozen, outlets=()), *show.frozen[1:])),
        show.with_draw(replace(rain, paid_fen=rain.paid_fen + 1)),
        show.with_draw(replace(rain, returned_fen=rain.returned_fen + 1)),
        show.with_draw(replace(first, state=DrawState.ANNOUNCED)),
        show.with_draw(replace(first, manifest_text="{}")),
        show.with_draw(replace(first, committed_ms=1)),
        show.with_draw(replace(first, opened_ms=1)),
        show.with_draw(replace(first, reason="late")),
        show.with_draw(replace(first, hall="6")),
        show.with_draw(replace(first, passed_over=(0,))),
        show.with_draw(replace(first, segment="second")),
        show.with_draw(replace(first, places=first.places[1:])),
        show.with_draw(replace(first, places=(replace(place, low=99), *first.places[1:]))),
    ]
    hashes = {other.state_hash() for other in [show, *others]}
    assert len(hashes) == len(others) + 1


def test_draws_stand_by_their_number() -> None:
    show = Playing(LOTS).until(FIRST_CLOSED_MS).show
    assert [show.draw(number).number for number in (1, 2)] == [1, 2]
    for number in (0, 3, -1):
        with pytest.raises(KeyError):
            show.draw(number)
    assert show.draw_of("second") is None
    with pytest.raises(KeyError):
        show.lot("opening")


def test_a_plan_b_is_skipped_from_the_start() -> None:
    show = Playing(FILLERS).show
    skipped = [run.id for run in show.runs if run.state is SegmentState.SKIPPED]
    assert skipped == ["opening.b", "song.b", "late.b"]
