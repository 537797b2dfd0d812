import pytest

from gala.ports import Claim, Fenced, OutletTotals, StoreDown, StoreError, WindowTree, Won
from gala.proof.rules import DrawRule, RainRule
from gala.sim import store_ledger
from gala.sim.store_ports import StorePorts
from gala.store import journal as real_journal
from gala.store.sharded import CLAIMS_MAX
from tests.sim.storing import claim, faulty, in_virtual_time, ports_to, row

SEED = bytes(range(32))


async def sold(ports: StorePorts, count: int) -> WindowTree:
    """A window of which `count` of five units are given, one call each, and settled."""
    await ports.ledger.open_window(1, "w", 1, 990, [row(stock=5)])
    for n in range(count):
        await ports.ledger.claim("w", 1, [claim(f"v{n}")])
    assert await ports.ledger.close_window(1, "w", 1) == (OutletTotals("app", count, 0),)
    return WindowTree("w", 1, (("app", 5, count),))


@in_virtual_time
async def test_claims_are_decided_and_kept() -> None:
    ports = ports_to(faulty())
    await ports.ledger.open_window(1, "w", 1, 990, [row(stock=2)])
    first, second = await ports.ledger.claim("w", 1, [claim("a"), claim("a")])
    assert first == second
    assert isinstance(first, Won)
    assert [one.won for one in await ports.ledger.batch("w", first.batch)] == [first]
    assert await ports.ledger.totals("w") == (1, (OutletTotals("app", 1, 0),))
    await ports.ledger.fence(3, ["w", "x"])
    with pytest.raises(Fenced):
        await ports.ledger.open_window(2, "x", 1, 1, [])


@in_virtual_time
async def test_what_is_not_a_batch_and_what_is_no_window() -> None:
    ledger = ports_to(faulty()).ledger
    assert await ledger.claim("w", 1, []) == []
    with pytest.raises(ValueError, match="at most"):
        await ledger.claim("w", 1, [claim("a")] * (CLAIMS_MAX + 1))
    with pytest.raises(ValueError, match="15 bytes"):
        await ledger.claim("w", 1, [Claim("a", "app", bytes(15))])
    with pytest.raises(ValueError, match="cannot name"):
        await ledger.totals("a:b")


@in_virtual_time
async def test_a_journal_is_read_page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gala.sim.store_ports.JOURNAL_PAGE", 2)
    monkeypatch.setattr("gala.sim.store_ledger.PAGE", 3)
    for count in (3, 4):
        ports = ports_to(faulty())
        tree = await sold(ports, count)
        journal = await ports.claims_journal("w")
        assert [one.viewer for one in journal] == [f"v{n}" for n in range(count)]
        assert await ports.archive.freeze(tree) == ((await ports.archive.freeze(tree))[0], 5)
    assert await ports.claims_journal("x") == []


@in_virtual_time
async def test_a_tree_stands_over_what_was_given_and_what_was_left() -> None:
    ports = ports_to(faulty())
    tree = await sold(ports, 3)
    leaves = await ports.archive.leaves(tree, 0, 9)
    assert [leaf.split(" ")[:3] for leaf in leaves[:3]] == [
        [f"v{n}", "app", f"{n + 1}"] for n in range(3)
    ]
    assert len(leaves) == 5
    assert await ports.archive.leaves(tree, 1, 2) == leaves[1:3]
    places = await ports.archive.places(tree, SEED, DrawRule((("first", 2, 100),), 1))
    assert len(places) == 3
    assert all(leaf == leaves[index] for index, leaf, _ in places)
    split = await ports.archive.split(tree, SEED, RainRule(1_000, 5, 1, 900))
    assert split.paid_fen + split.returned_fen == 1_000
    assert await ports.archive.entry(tree, "app", 2) is not None
    assert await ports.archive.entry(tree, "app", 6) is None


@in_virtual_time
async def test_another_journal_than_was_settled_is_an_error_and_is_asked_again() -> None:
    server = faulty()
    ports = ports_to(server)
    tree = await sold(ports, 3)
    with pytest.raises(StoreError, match="3 given on app are recorded, 2 were settled"):
        await ports.archive.freeze(WindowTree("w", 1, (("app", 5, 2),)))
    server.crash()
    with pytest.raises(StoreDown):
        await ports.archive.freeze(tree)
    server.restart()
    root, size = await ports.archive.freeze(tree)
    assert (len(root), size) == (32, 5)


@in_virtual_time
async def test_the_trees_that_were_asked_for_last_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gala.sim.store_ledger.TREES_KEPT", 2)
    server = faulty()
    ports = ports_to(server)
    tree = await sold(ports, 1)
    for window in ("x", "y"):
        await ports.archive.freeze(WindowTree(window, 1, (("app", 1, 0),)))
    server.crash()
    assert (await ports.archive.freeze(WindowTree("y", 1, (("app", 1, 0),))))[1] == 1
    with pytest.raises(StoreDown):
        await ports.archive.freeze(tree)


def test_pages_and_deadlines_are_the_real_ones() -> None:
    assert store_ledger.JOURNAL_PAGE == real_journal._PAGE
    assert store_ledger.JOURNAL_DEADLINE_MS == real_journal._READ_DEADLINE_MS
