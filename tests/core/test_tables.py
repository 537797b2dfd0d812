import pytest

from gala.core.tables import (
    DRAWS,
    PHASES,
    SEGMENTS,
    WINDOWS,
    BadTransition,
    DrawState,
    Phase,
    SegmentState,
    WindowState,
    check,
)


def test_every_state_has_its_row() -> None:
    assert set(PHASES) == set(Phase)
    assert set(SEGMENTS) == set(SegmentState)
    assert set(WINDOWS) == set(WindowState)


def test_over_is_the_end_and_panic_can_come_from_everywhere_else() -> None:
    assert not PHASES[Phase.OVER]
    for phase in set(Phase) - {Phase.OVER, Phase.PANIC}:
        assert Phase.PANIC in PHASES[phase]


def test_a_window_never_opens_twice_in_one_opening() -> None:
    assert WindowState.OPEN not in WINDOWS[WindowState.CLOSED]
    assert WindowState.OPEN not in WINDOWS[WindowState.SETTLED]


def test_what_is_not_in_the_table_raises_with_names() -> None:
    with pytest.raises(BadTransition, match="window pen cannot go from planned to open"):
        check(WINDOWS, WindowState.PLANNED, WindowState.OPEN, "window pen")


def test_what_is_drawn_is_never_drawn_again() -> None:
    assert set(DRAWS) == set(DrawState)
    assert not DRAWS[DrawState.VOID]
    assert not DRAWS[DrawState.ANNOUNCED]
    assert DRAWS[DrawState.OPENED] == {DrawState.ANNOUNCED}
