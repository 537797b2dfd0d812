from dataclasses import replace

import pytest

from gala.core.committing import finished
from gala.core.state import OnAir, Taking
from gala.core.tables import Mode, Phase, SegmentState, WindowState
from tests.core.playing import ORIGIN_MS, Playing, small_show


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
