"""Which claims an edge answers by itself."""

from __future__ import annotations

import pytest

from gala.core.plan import WindowPlan
from gala.edge.windows import NO_GEN, Ask, Windows
from gala.ports import Refused
from gala.wire.messages import Tick
from gala.wire.requests import MakeClaim
from gala.wire.steps import Cue

OPENS, CLOSES = 10_000, 20_000
ID = bytes(16)
PLANS = [
    WindowPlan(window, ("甲", "A"), 1, 0, 10_000, (("app", 5), ("tv", 5)))
    for window in ("lipstick", "gold")
]


def windows(state: str = "armed", gen: int = 1) -> Windows:
    made = Windows(PLANS, 250)
    made.apply(cue(state, gen))
    return made


def cue(state: str, gen: int = 1) -> Cue:
    rows = [["app", OPENS, CLOSES, 5], ["tv", OPENS + 3000, CLOSES + 3000, 5]]
    return Cue("main", 1, 1, 0, "window", ("lipstick", gen, state, rows))


def left(app: int, gen: int = 1) -> Tick:
    return Tick(0, 0, (("lipstick", gen, (("app", app), ("tv", 3))),))


def claim(gen: int = 1, retry: bool = False, window: str = "lipstick") -> MakeClaim:
    return MakeClaim(window, gen, ID, retry)


@pytest.mark.parametrize(
    ("now_ms", "verdict"),
    [
        (OPENS - 251, Refused("too_early", OPENS)),
        (OPENS - 250, Ask(1, OPENS)),
        (OPENS - 1, Ask(1, OPENS)),
        (OPENS, Ask(1)),
        (CLOSES + 1, Ask(1)),
    ],
)
def test_the_opening(now_ms: int, verdict: Ask | Refused) -> None:
    assert windows().judge(claim(), "app", now_ms, False) == verdict


def test_each_outlet_has_its_own() -> None:
    assert windows().judge(claim(), "tv", OPENS, False) == Refused("too_early", OPENS + 3000)
    assert windows().judge(claim(), "radio", OPENS, False) == Ask(1)


@pytest.mark.parametrize("state", ["closed", "settled", "of a later version"])
def test_an_opening_that_has_ended(state: str) -> None:
    assert windows(state).judge(claim(), "app", OPENS, False) == Refused("closed")


def test_a_paused_opening_has_ended_and_says_that_another_is_to_come() -> None:
    made = windows("paused")
    assert made.judge(claim(), "app", OPENS, False) == Refused("paused")
    assert made.judge(claim(retry=True), "app", OPENS, False) == Ask(1)
    assert (made.paused("lipstick", 1), made.paused("lipstick", 2)) == (True, False)
    assert not made.paused("attic", 1)
    made.apply(cue("armed", 2))
    assert made.judge(claim(), "app", OPENS, False) == Refused("closed")
    assert made.judge(claim(2), "app", OPENS, False) == Ask(2)
    made.apply(cue("settled", 2))
    assert not made.paused("lipstick", 2)


def test_sold_out_by_a_tick() -> None:
    made = windows("open")
    made.apply_tick(left(1))
    assert made.judge(claim(), "app", OPENS, False) == Ask(1)
    made.apply_tick(left(0))
    assert made.judge(claim(), "app", OPENS, False) == Refused("sold_out")
    assert made.judge(claim(), "tv", OPENS + 3000, False) == Ask(1)


def test_a_tick_of_another_opening_says_nothing() -> None:
    made = windows("open", gen=2)
    made.apply_tick(left(0, gen=1))
    made.apply_tick(Tick(0, 0, (("attic", 1, (("app", 0),)),)))
    assert made.judge(claim(2), "app", OPENS, False) == Ask(2)


def test_a_new_opening_starts_afresh() -> None:
    made = windows("open")
    made.apply_tick(left(0))
    made.apply(cue("closed"))
    made.apply(cue("armed", 2))
    assert made.judge(claim(2), "app", OPENS, False) == Ask(2)
    assert made.judge(claim(1), "app", OPENS, False) == Refused("closed")
    made.apply(cue("settled", 1))  # of the earlier opening, late
    assert made.judge(claim(2), "app", OPENS, False) == Ask(2)


def test_one_opening_ahead_may_be_an_edge_that_is_behind() -> None:
    assert windows().judge(claim(2), "app", OPENS, False) == Ask(2)
    assert windows().judge(claim(3), "app", OPENS, False) == Refused("closed")


def test_what_was_revoked_stays_so() -> None:
    made = windows()
    made.apply(Cue("main", 1, 2, 0, "window_revoked", ("lipstick", 1, "a wrong price")))
    made.apply(cue("armed", 2))
    assert made.is_void("lipstick", 1)
    assert not made.is_void("lipstick", 2)
    assert not made.is_void("gold", 1)


def test_when_nothing_more_is_given() -> None:
    assert [windows(state).settled_gen("lipstick") for state in ("armed", "closed")] == [0, 0]
    made = windows("settled")
    assert made.settled_gen("lipstick") == 1
    made.apply(cue("armed", 2))
    assert made.settled_gen("lipstick") == 0
    assert made.settled_gen("attic") == 0


def test_unknown_windows() -> None:
    assert windows().judge(claim(window="attic"), "app", 0, False) == Refused("unknown")
    assert windows().judge(claim(window="attic", retry=True), "app", 0, True) == Refused("unknown")
    # Of the sheet, and not armed yet: only a stale edge may have missed it.
    assert windows().judge(claim(window="gold"), "app", 0, False) == Refused("unknown")
    assert windows().judge(claim(window="gold"), "app", 0, True) == Ask(1)


def test_retries_are_always_asked() -> None:
    made = windows("settled", gen=2)
    made.apply_tick(left(0, gen=2))
    for gen, asked in ((1, NO_GEN), (2, 2), (3, 3), (4, NO_GEN), (2**62, NO_GEN)):
        assert made.judge(claim(gen, retry=True), "app", 0, False) == Ask(asked)
    assert made.judge(claim(window="gold", retry=True), "app", 0, False) == Ask(1)


@pytest.mark.parametrize("body", [(), ("lipstick",), ("lipstick", 1, "open", 5), (1, 2, 3, [])])
def test_bodies_of_another_shape_do_no_harm(body: tuple[object, ...]) -> None:
    made = windows()
    made.apply(Cue("main", 1, 1, 0, "window", body))
    made.apply(Cue("main", 1, 1, 0, "window", ("lipstick", 1, "open", [[], ["app"], 5])))
    assert made.judge(claim(), "app", OPENS, False) == Ask(1)


@pytest.mark.parametrize(
    ("window", "asked", "weight", "gets"),
    [
        ("lipstick", 7, 9, 1),
        ("rain", 3, 9, 3),
        ("rain", 99, 9, 5),
        ("draw", 99, 9, 9),
        ("draw", 1, 2_000_000, 1_000_000),
        ("attic", 7, 9, 1),
    ],
)
def test_how_many_numbers_a_claim_gets(window: str, asked: int, weight: int, gets: int) -> None:
    """A unit of a seckill, the chances caught in a rain, the ticket's weight in a draw."""
    stock = (("app", 10**12),)
    rain = WindowPlan("rain", ("雨", "Rain"), 0, 0, 10_000, stock, False, 5)
    draw = WindowPlan("draw", ("抽", "Draw"), 0, 0, 10_000, stock, False, 1_000_000, weighed=True)
    made = Windows([*PLANS, rain, draw], 250)
    assert made.quantity(MakeClaim(window, 1, ID, False, asked), weight) == gets


def test_who_is_sent_away_would_miss_a_window() -> None:
    """From `ahead_ms` before the first outlet's opening until the last outlet's close."""
    made = windows()
    instants = (OPENS - 501, OPENS - 500, OPENS, CLOSES, CLOSES + 2_999, CLOSES + 3_000)
    assert [made.busy(now_ms, 500) for now_ms in instants] == [
        *(False, True, True, True, True, False),
    ]
    for state in ("paused", "closed", "settled"):
        assert not windows(state).busy(OPENS, 500)
    assert not Windows(PLANS, 250).busy(OPENS, 500)
