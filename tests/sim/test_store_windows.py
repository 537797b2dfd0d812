import pytest

from gala.core.seckill import Claim, OutletTotals, OutletWindow, Refused, Won, totals
from gala.ports import Fenced
from gala.sim.store_windows import WindowsModel

T = 1_000_000


def opened(stock: int = 9, opens_ms: int = T, closes_ms: int = 2 * T) -> WindowsModel:
    windows = WindowsModel()
    windows.open(0, 1, "w", 1, 990, [OutletWindow("app", opens_ms, closes_ms, stock)])
    return windows


def claim(viewer: str, quantity: int = 1) -> Claim:
    return Claim(viewer, "app", viewer.encode().rjust(16), quantity)


def test_what_one_call_gives_is_one_batch() -> None:
    windows = opened(stock=3)
    first = windows.claim(T, "w", 1, [claim("a"), claim("b", 2), claim("c"), claim("a")])
    a, b, c, again = first
    assert isinstance(a, Won)
    assert isinstance(b, Won)
    assert (a.batch, a.index, a.size, a.unit) == (f"{T}-0", 0, 2, 1)
    assert (b.batch, b.index, b.size, b.unit, b.quantity) == (f"{T}-0", 1, 2, 2, 2)
    assert c == Refused("sold_out")
    assert again is a
    assert [one.viewer for one in windows.batch(T, "w", a.batch)] == ["a", "b"]
    assert windows.batch(T, "w", "7-7") == []
    assert totals(windows.state(T, "w"), 1) == (OutletTotals("app", 3, 1),)


def test_a_retry_gets_the_same_receipt_with_its_place() -> None:
    windows = opened()
    windows.claim(T, "w", 1, [claim("a"), claim("b")])
    (b,) = windows.claim(T + 9, "w", 7, [claim("b")])
    assert isinstance(b, Won)
    assert (b.batch, b.index, b.size, b.outlet) == (f"{T}-0", 1, 2, "app")


def test_calls_in_one_millisecond_are_batches_of_their_own() -> None:
    windows = opened()
    for viewer in "abc":
        windows.claim(T, "w", 1, [claim(viewer)])
    assert [batch for batch, _ in windows.journal(T, "w", "0", 2)] == [f"{T}-0", f"{T}-1"]
    assert [batch for batch, _ in windows.journal(T, "w", f"{T}-1", 9)] == [f"{T}-2"]


def test_units_are_numbered_on_from_the_openings_before() -> None:
    windows = opened()
    windows.claim(T, "w", 1, [claim("a", 2)])
    windows.open(T, 1, "w", 2, 990, [OutletWindow("app", 0, 2 * T, 5)])
    (b,) = windows.claim(T + 1, "w", 2, [claim("b")])
    assert isinstance(b, Won)
    assert (b.unit, b.gen) == (3, 2)


def test_a_store_whose_clock_is_set_back_opens_nothing_again() -> None:
    windows = opened(closes_ms=T + 10)
    windows.claim(T + 9, "w", 1, [claim("a")])
    (b,) = windows.claim(T - 500, "w", 1, [claim("b")])
    assert isinstance(b, Won)
    assert b.at_ms == T + 9
    assert windows.claim(T + 10, "w", 1, [claim("c")]) == [Refused("closed")]
    assert windows.claim(T, "w", 1, [claim("c")]) == [Refused("closed")]


def test_an_instant_counts_only_for_an_opening_that_could_have_given() -> None:
    # The store was an hour ahead while nothing was open; it has been set right since.
    windows = WindowsModel()
    assert windows.claim(9 * T, "w", 1, [claim("a")]) == [Refused("unknown")]
    windows.open(T, 1, "w", 1, 990, [OutletWindow("app", T, 2 * T, 1)])
    assert windows.claim(9 * T, "w", 2, [claim("a")]) == [Refused("closed")]
    (a,) = windows.claim(T, "w", 1, [claim("a")])
    assert isinstance(a, Won)
    assert a.at_ms == T
    assert windows.state(T, "w").latest_ms == T
    assert windows.state(T, "x").gen == 0


def test_older_conductors_are_fenced_window_by_window() -> None:
    windows = WindowsModel()
    windows.fence(0, 3, "w")
    for act in (
        lambda: windows.fence(0, 2, "w"),
        lambda: windows.open(0, 2, "w", 1, 1, []),
        lambda: windows.close(0, 2, "w", 1),
    ):
        with pytest.raises(Fenced, match="epoch 3 has come, 2 came"):
            act()
    windows.open(0, 2, "x", 1, 1, [])
    assert windows.state(0, "w").parts == ()


def test_closing_is_for_good_and_for_openings_that_never_were() -> None:
    windows = opened()
    assert windows.close(T, 1, "w", 1) == (OutletTotals("app", 0, 0),)
    assert windows.claim(T, "w", 1, [claim("a")]) == [Refused("closed")]
    assert windows.close(T, 1, "x", 1) == ()
    windows.open(T, 1, "x", 1, 1, [OutletWindow("app", 0, 2 * T, 5)])
    assert windows.claim(T, "x", 1, [claim("a")]) == [Refused("closed")]


def test_a_copy_goes_its_own_way() -> None:
    windows = opened(stock=1)
    other = windows.copy()
    (mine,) = windows.claim(T, "w", 1, [claim("a")])
    (other_,) = other.claim(T + 1, "w", 1, [claim("b")])
    assert isinstance(mine, Won)
    assert isinstance(other_, Won)
    assert (mine.unit, other_.unit) == (1, 1)
    assert [one.viewer for one in other.batch(T, "w", other_.batch)] == ["b"]
