from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gala.core.seckill import (
    CLOSED,
    SOLD_OUT,
    UNKNOWN,
    Claim,
    EpochError,
    OutletTotals,
    OutletWindow,
    Refused,
    Shard,
    Winner,
    Won,
    apply_batch,
    close_window,
    fence,
    open_window,
    totals,
)

APP = OutletWindow("app", 100, 200, 2)
TV = OutletWindow("tv", 105, 205, 1)


def claim(viewer: str, outlet: str = "app", mark: int = 0) -> Claim:
    return Claim(viewer, outlet, bytes([mark]) * 16)


def opened(*rows: OutletWindow, gen: int = 1, shard: Shard | None = None) -> Shard:
    return open_window(shard or Shard(), 1, gen, 990, rows)


def test_units_are_numbered_and_then_sold_out() -> None:
    batch = apply_batch(opened(APP), {}, 150, 1, [claim("a"), claim("b", mark=7), claim("c")])
    assert batch.decisions == (
        Won(1, bytes(16), 1, 990, 150),
        Won(1, b"\x07" * 16, 2, 990, 150),
        SOLD_OUT,
    )
    assert [winner.viewer for winner in batch.winners] == ["a", "b"]
    assert totals(batch.shard, 1) == (OutletTotals("app", 2, 1),)


@pytest.mark.parametrize(
    ("now_ms", "outcome"),
    [(99, Refused("too_early", 100)), (100, None), (199, None), (200, CLOSED)],
)
def test_a_part_is_open_from_its_opening_up_to_its_closing(
    now_ms: int, outcome: Refused | None
) -> None:
    (decision,) = apply_batch(opened(APP), {}, now_ms, 1, [claim("a")]).decisions
    assert decision == outcome if outcome else isinstance(decision, Won)


def test_each_outlet_has_its_own_instants_and_stock() -> None:
    claims = [claim("a", "tv"), claim("b", "app"), claim("c", "web")]
    batch = apply_batch(opened(TV, APP), {}, 104, 1, claims)
    assert batch.decisions[0] == Refused("too_early", 105)
    assert isinstance(batch.decisions[1], Won)
    assert batch.decisions[2] == CLOSED
    assert totals(batch.shard, 1) == (OutletTotals("app", 1, 0), OutletTotals("tv", 0, 0))


def test_a_viewer_has_one_receipt_within_a_batch_and_whatever_comes_later() -> None:
    batch = apply_batch(opened(APP), {}, 150, 1, [claim("a"), claim("a", mark=1)])
    won = batch.decisions[0]
    assert batch.decisions == (won, won)
    assert len(batch.winners) == 1
    receipts = {one.viewer: one.won for one in batch.winners}
    shard, _ = close_window(batch.shard, 1, 1)
    for gen, outlet, now_ms in [(1, "app", 500), (9, "tv", 150), (2, "web", 0)]:
        again = apply_batch(shard, receipts, now_ms, gen, [claim("a", outlet, mark=2)])
        assert again.decisions == (won,)
        assert again.winners == ()


def test_nothing_was_ever_open() -> None:
    assert apply_batch(Shard(), {}, 150, 1, [claim("a")]).decisions == (UNKNOWN,)
    assert apply_batch(fence(Shard(), 3), {}, 150, 1, [claim("a")]).decisions == (UNKNOWN,)


@pytest.mark.parametrize("gen", [0, 2])
def test_another_opening_is_closed(gen: int) -> None:
    assert apply_batch(opened(APP), {}, 150, gen, [claim("a")]).decisions == (CLOSED,)


def test_time_does_not_go_back() -> None:
    shard = apply_batch(opened(APP), {}, 200, 1, [claim("a")]).shard
    assert apply_batch(shard, {}, 150, 1, [claim("a")]).decisions == (CLOSED,)


def test_opening_again_numbers_on_and_changes_nothing_twice() -> None:
    first = apply_batch(opened(APP), {}, 150, 1, [claim("a"), claim("b")])
    second = opened(replace(APP, stock=5), gen=2, shard=first.shard)
    assert opened(APP, TV, gen=2, shard=second) == second
    assert opened(APP, TV, gen=1, shard=second) == second
    (decision,) = apply_batch(second, {}, 150, 2, [claim("c")]).decisions
    assert isinstance(decision, Won)
    assert (decision.gen, decision.unit) == (2, 3)
    assert totals(second, 1) == (OutletTotals("app", 2, 0),)
    assert totals(second, 2) == (OutletTotals("app", 0, 0),)


def test_closing_is_for_good_and_returns_the_same_totals() -> None:
    shard = apply_batch(opened(APP), {}, 150, 1, [claim("a")]).shard
    closed, counted = close_window(shard, 1, 1)
    assert counted == (OutletTotals("app", 1, 0),)
    late = apply_batch(opened(APP, shard=closed), {}, 150, 1, [claim("b")])
    assert late.decisions == (CLOSED,)
    assert close_window(late.shard, 1, 1)[1] == counted
    reopened = opened(APP, gen=2, shard=closed)
    after, again = close_window(reopened, 1, 1)
    assert again == counted
    assert not after.closed


def test_an_opening_that_was_closed_before_it_came_stays_closed() -> None:
    shard, counted = close_window(Shard(), 1, 1)
    assert counted == ()
    assert apply_batch(opened(APP, shard=shard), {}, 150, 1, [claim("a")]).decisions == (CLOSED,)


def test_older_conductors_are_refused() -> None:
    shard = fence(opened(APP), 5)
    with pytest.raises(EpochError):
        open_window(shard, 4, 2, 1, [APP])
    with pytest.raises(EpochError):
        close_window(shard, 4, 1)
    with pytest.raises(EpochError, match="4 is behind 5"):
        fence(shard, 4)
    assert fence(shard, 5) == shard


CLAIMS = st.lists(
    st.builds(
        claim, st.sampled_from("abcdefgh"), st.sampled_from(["app", "tv"]), st.integers(0, 255)
    ),
    max_size=8,
)


@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("claim"), st.integers(90, 210), st.integers(1, 3), CLAIMS),
            st.tuples(st.just("open"), st.integers(1, 3), st.integers(0, 3), st.integers(0, 3)),
            st.tuples(st.just("close"), st.integers(1, 3)),
        ),
        max_size=20,
    )
)
def test_what_must_hold_after_any_history(history: list[tuple[object, ...]]) -> None:
    shard = Shard()
    receipts: dict[str, Won] = {}
    journal: list[Winner] = []
    stock: dict[tuple[int, str], int] = {}
    for step in history:
        match step:
            case ("claim", int(now_ms), int(gen), list(claims)):
                batch = apply_batch(shard, receipts, now_ms, gen, claims)
                shard = batch.shard
                for winner in batch.winners:
                    assert winner.viewer not in receipts, "one receipt a viewer"
                    receipts[winner.viewer] = winner.won
                journal += batch.winners
            case ("open", int(gen), int(app), int(tv)):
                if gen > shard.gen:
                    stock |= {(gen, "app"): app, (gen, "tv"): tv}
                shard = opened(replace(APP, stock=app), replace(TV, stock=tv), gen=gen, shard=shard)
            case ("close", int(gen)):
                shard, _ = close_window(shard, 1, gen)
    sold = Counter((one.won.gen, one.outlet) for one in journal)
    assert all(sold[part] <= stock[part] for part in sold), "never more than there is"
    for gen in range(1, 4):
        assert {row.outlet: row.sold for row in totals(shard, gen)} == {
            outlet: sold[of_gen, outlet] for of_gen, outlet in stock if of_gen == gen
        }
    for outlet in ("app", "tv"):
        units = [one.won.unit for one in journal if one.outlet == outlet]
        assert units == list(range(1, len(units) + 1))


def test_a_claim_of_several_numbers_gets_all_of_them_or_none() -> None:
    five = replace(APP, stock=5)
    counts = (("a", 3), ("b", 3), ("c", 2), ("d", 1))
    wanted = [replace(claim(name), quantity=count) for name, count in counts]
    batch = apply_batch(opened(five), {}, 150, 1, wanted)
    first, too_many, second, late = batch.decisions
    assert isinstance(first, Won)
    assert isinstance(second, Won)
    assert [(won.unit, won.quantity) for won in (first, second)] == [(1, 3), (4, 2)]
    assert (too_many, late) == (SOLD_OUT, SOLD_OUT)
    assert totals(batch.shard, 1) == (OutletTotals("app", 5, 2),)
    again = opened(five, gen=2, shard=batch.shard)
    (more,) = apply_batch(again, {}, 150, 2, [replace(claim("e"), quantity=4)]).decisions
    assert isinstance(more, Won)
    assert (more.unit, more.quantity) == (6, 4)


def test_a_winner_is_a_leaf_of_its_windows_tree() -> None:
    won = Won(2, bytes(16), 7, 990, 150, 3, "5-0", 1, 4, "app")
    leaf = Winner("ab" * 16, "app", won).leaf()
    assert leaf.text() == f"{'ab' * 16} app 7 3 2 990 150 {'00' * 16}"
