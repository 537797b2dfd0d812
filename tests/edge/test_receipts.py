"""Receipts: signed by the batch, and the same bytes on every edge ever after."""

from __future__ import annotations

import os
from typing import Any

import pytest

from gala.edge import receipts as module
from gala.edge.receipts import Receipt, Receipts
from gala.ports import Claim, Decision, OutletWindow, Refused, StoreError, Winner, Won
from gala.proof import receipt as proof
from gala.proof.bundles import verify_bundle
from gala.proof.errors import ProofError
from gala.proof.leaf import Leaf
from gala.proof.promise import read_promise
from gala.store.show import Store
from gala.wire.messages import unpack
from tests.keys import KEYS, ORIGIN, RECEIPT_KEYS, named

from .fakes import Ledger

WINDOW = "rain"


class Book(Ledger):
    """A journal; `reads` counts how often it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.reads = 0
        self.journal: dict[str, list[Winner]] = {}

    async def batch(self, window: str, batch: str) -> list[Winner]:
        self.reads += 1
        return self.journal.get(batch, [])

    def give(self, batch: str, *wanted: tuple[str, str, int]) -> tuple[list[Claim], list[Decision]]:
        """Give (viewer, outlet, quantity) in one call; return the claims and the decisions."""
        claims, winners, units = [], [], dict[str, int]()
        for index, (viewer, outlet, quantity) in enumerate(wanted):
            claim = Claim(named(viewer), outlet, os.urandom(16), quantity)
            unit = units.get(outlet, 1)
            won = Won(1, claim.claim_id, unit, 0, 5, quantity, batch, index, len(wanted), outlet)
            units[outlet] = unit + quantity
            claims.append(claim)
            winners.append(Winner(claim.viewer, outlet, won))
        self.journal[batch] = winners
        return claims, [winner.won for winner in winners]


def edge(book: Book) -> Receipts:
    return Receipts(RECEIPT_KEYS, book)


def read(receipt: Receipt | Refused, origin: str = ORIGIN) -> proof.Receipt:
    """Return what a page keeps of a `receipt` message."""
    assert isinstance(receipt, Receipt)
    message: list[Any] = unpack(receipt.message)
    (_, window, gen, claim_id, unit, price_fen, at_ms, quantity, outlet, pseudonym, batch, index,
     size, path, signature, promise) = message  # fmt: skip
    leaf = Leaf(pseudonym.hex(), outlet, unit, quantity, gen, price_fen, at_ms, claim_id)
    told = read_promise(promise)
    return proof.Receipt(origin, window, batch, size, index, leaf.text(), path, signature, told)


FIVE = [("ann", "app", 3), ("bob", "tv", 1), ("cai", "app", 2), ("dan", "app", 1), ("eve", "tv", 4)]


async def test_every_receipt_of_a_batch_is_signed_and_proves_its_leaf() -> None:
    book = Book()
    claims, decisions = book.give("7-0", *FIVE)
    for place, one in enumerate(await edge(book).receipts(WINDOW, claims, decisions)):
        receipt = read(one)
        leaf = receipt.verify(KEYS.pins.receipts)
        viewer, outlet, quantity = FIVE[place]
        assert (leaf.pseudonym, leaf.outlet, leaf.quantity) == (named(viewer), outlet, quantity)
        assert (receipt.batch, receipt.index, receipt.size) == ("7-0", place, 5)
        assert verify_bundle(receipt.bundle(), KEYS.pins).ok
    assert book.reads == 0, "who wins together is signed together, without asking again"


async def test_it_proves_nothing_of_another_night_or_window() -> None:
    book = Book()
    claims, decisions = book.give("7-0", *FIVE)
    one, *_ = await edge(book).receipts(WINDOW, claims, decisions)
    with pytest.raises(ProofError):
        read(one, "gala/other/" + "ab" * 32).verify(KEYS.pins.receipts)


@pytest.mark.parametrize("seen", [True, False])
async def test_a_retry_gets_the_same_bytes_on_this_edge_and_on_another(seen: bool) -> None:
    book = Book()
    claims, decisions = book.give("7-0", *FIVE)
    here = edge(book)
    first = await here.receipts(WINDOW, claims, decisions)
    there = here if seen else edge(book)
    for place in (3, 0):
        assert await there.receipts(WINDOW, [claims[place]], [decisions[place]]) == [first[place]]
    # Whoever has signed a batch finds the others of it by themselves in the journal.
    assert (book.reads == 0) == seen


async def test_a_retry_with_another_id_on_another_outlet_cannot_change_the_leaf() -> None:
    book = Book()
    claims, decisions = book.give("7-0", *FIVE)
    first = await edge(book).receipts(WINDOW, claims, decisions)
    for other in (edge(book), edge(book)):
        retry = Claim(claims[0].viewer, "radio", bytes(16), 99)
        assert await other.receipts(WINDOW, [retry], [decisions[0]]) == [first[0]]
        same_id = Claim(claims[0].viewer, "radio", claims[0].claim_id, 99)
        assert await other.receipts(WINDOW, [same_id], [decisions[0]]) == [first[0]]


async def test_old_and_new_receipts_refusals_and_a_viewer_twice_in_one_call() -> None:
    book = Book()
    old_claims, old = book.give("7-0", *FIVE)
    claims, won = book.give("8-0", ("fay", "app", 1), ("gus", "app", 1))
    twice = Claim(claims[0].viewer, "tv", bytes(16))
    here = edge(book)
    answers = await here.receipts(
        WINDOW,
        [old_claims[1], claims[0], twice, Claim("x", "app", bytes(16)), claims[1]],
        [old[1], won[0], won[0], Refused("sold_out"), won[1]],
    )
    assert answers[3] == Refused("sold_out")
    assert answers[1] == answers[2]
    batches = [read(one).batch for one in (answers[0], answers[1], answers[4])]
    assert batches == ["7-0", "8-0", "8-0"]
    for one in (answers[0], answers[1], answers[4]):
        read(one).verify(KEYS.pins.receipts)
    assert book.reads == 1


async def test_what_was_signed_long_ago_is_signed_again_to_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "BATCHES_KEPT", 2)
    book = Book()
    given = [book.give(f"{n}-0", *FIVE) for n in range(4)]
    here = edge(book)
    first = [await here.receipts(WINDOW, *one) for one in given]
    assert len(here._signed) == 2
    assert [await here.receipts(WINDOW, *one) for one in given] == first


async def test_a_journal_that_has_lost_a_batch_is_no_receipt() -> None:
    book = Book()
    claims, decisions = book.give("7-0", *FIVE)
    book.journal["7-0"].pop()
    with pytest.raises(StoreError, match="journal of rain has lost 7-0"):
        await edge(book).receipts(WINDOW, claims[:1], decisions[:1])


async def test_two_edges_over_a_real_store_say_the_same(store: Store) -> None:
    now_ms = store.clock.now_ms()
    rows = [OutletWindow("app", now_ms - 1_000, now_ms + 60_000, 100)]
    await store.ledger.open_window(1, WINDOW, 1, 0, rows)
    claims = [Claim(named(f"v{n}"), "app", os.urandom(16), 1 + n % 3) for n in range(7)]
    one, other = (Receipts(RECEIPT_KEYS, store.ledger) for _ in range(2))
    first = await one.receipts(WINDOW, claims, await store.ledger.claim(WINDOW, 1, claims))
    assert [read(receipt).verify(KEYS.pins.receipts).unit for receipt in first] == [
        1, 2, 4, 7, 8, 10, 13,
    ]  # fmt: skip
    for place in (6, 2):
        again = Claim(claims[place].viewer, "tv", bytes(16))
        decisions = await store.ledger.claim(WINDOW, 9, [again])
        assert await other.receipts(WINDOW, [again], decisions) == [first[place]]
