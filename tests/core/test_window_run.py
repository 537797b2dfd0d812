from dataclasses import replace

import pytest

from gala.core.tables import BadTransition, WindowState
from gala.core.window_run import Pause, Revocation, TopUp, WindowRun
from tests.core.playing import small_show

RUN = WindowRun("sale", "sale", (("app", 0), ("tv", 0)))
PLAN = small_show().window_plan("sale")


def test_the_stock_is_the_sheets_and_what_was_added_and_what_is_left_is_less_what_was_sold() -> (
    None
):
    run = replace(
        RUN,
        sold=(("app", 6), ("tv", 1)),
        top_ups=(TopUp(1, "app", 3, "more came", "a", "b"), TopUp(2, "app", 1, "again", "a", "b")),
    )
    assert run.declared(PLAN) == (("app", 9), ("tv", 2))
    assert run.left(PLAN) == (("app", 3), ("tv", 1))


def test_only_units_of_a_revoked_opening_are_void_and_once_they_are_counted() -> None:
    run = replace(
        RUN,
        gen=2,
        sold=(("app", 5), ("tv", 2)),
        counted=((1, (("app", 4), ("tv", 0))), (2, (("app", 1), ("tv", 2)))),
    )
    assert run.void() == (("app", 0), ("tv", 0))
    run = replace(run, revoked=(Revocation(1, "wrong price", "a", "b"),))
    assert (run.is_revoked(1), run.is_revoked(2)) == (True, False)
    assert run.void() == (("app", 4), ("tv", 0))
    assert replace(run, counted=run.counted[1:]).void() == (("app", 0), ("tv", 0))


@pytest.mark.parametrize("state", WindowState)
def test_an_opening_is_being_counted_from_its_end_until_it_is(state: WindowState) -> None:
    run = replace(RUN, gen=1, state=state)
    assert run.counting == (state in (WindowState.CLOSED, WindowState.PAUSED))
    assert not replace(run, counted=((1, ()),)).counting
    assert replace(run, gen=2, counted=((1, ()),)).counting == run.counting


def test_hashes_see_every_field() -> None:
    others = [
        replace(RUN, **change)
        for change in (
            {},
            {"gen": 1},
            {"state": WindowState.ARMED},
            {"rows": (("app", 1, 2, 3),)},
            {"sold": (("app", 1), ("tv", 0))},
            {"opened": True},
            {"ended": True},
            {"paused": Pause(1, True)},
            {"paused": Pause(1, False)},
            {"counted": ((1, ()),)},
            {"top_ups": (TopUp(1, "app", 1, "r", "a", "b"),)},
            {"revoked": (Revocation(1, "r", "a", "b"),)},
        )
    ]
    assert len({run.fields() for run in others}) == len(others)


def test_a_state_that_cannot_follow_is_refused() -> None:
    with pytest.raises(BadTransition, match="window sale cannot go from planned to paused"):
        RUN.to(WindowState.PAUSED)
