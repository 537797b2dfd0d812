import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from gala.client import claims as module
from gala.client.claims import Claims
from gala.client.clock import Exchange, ShowClock
from gala.client.errors import ShowOver
from gala.client.events import Answer, Receipt
from gala.wire.codec import unpack
from tests.keys import PROOF, PSEUDONYM

from .scripted import CLAIM_ID, Hurry

OTHER_ID = bytes(reversed(CLAIM_ID))
RECEIPT = Receipt("w", 1, CLAIM_ID, 3, 1, 99, 1, "app", PSEUDONYM, PROOF, b"frame")

Reply = Callable[[list[Any]], Receipt | Answer | None]


class Edge:
    """Replies to the n-th claim with the n-th reply; None loses it."""

    def __init__(self, *replies: Receipt | Answer | None) -> None:
        own_ms = asyncio.get_running_loop().time
        clock = ShowClock(lambda: own_ms() * 1_000)
        clock.exchanged(Exchange(clock.own_ms(), 1_000, 1_000, clock.own_ms()))
        self.clock = clock
        self.replies = list(replies)
        self.heard: list[list[Any]] = []
        self.claims = Claims(self.send, self.connected, clock, Hurry())
        self.ended: Exception | None = None

    def send(self, frame: bytes) -> None:
        self.heard.append(unpack(frame)[1:])
        reply = self.replies.pop(0)
        if reply is not None:
            asyncio.get_running_loop().call_soon(self.claims.answered, reply)

    async def connected(self) -> None:
        if self.ended is not None:
            raise self.ended


def answer(outcome: str, at_ms: int = 0, claim_id: bytes = CLAIM_ID) -> Answer:
    return Answer("w", 1, claim_id, outcome, at_ms)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ANSWER_S_MAX", 0.05)
    monkeypatch.setattr(module, "AGAIN_MS", (1, 2))
    monkeypatch.setattr(module, "PENDING_MS_MIN", 1)


@pytest.mark.parametrize("final", [RECEIPT, *map(answer, ("sold_out", "closed", "unknown"))])
async def test_a_final_answer_ends_it(final: Receipt | Answer) -> None:
    edge = Edge(final)
    assert await edge.claims.make("w", 1, CLAIM_ID) == final
    assert edge.heard == [["w", 1, CLAIM_ID, False]]


async def test_silence_means_the_same_claim_again_as_a_retry() -> None:
    edge = Edge(None, None, RECEIPT)
    assert await edge.claims.make("w", 1, CLAIM_ID) == RECEIPT
    assert edge.heard == [["w", 1, CLAIM_ID, retry] for retry in (False, True, True)]


async def test_an_answer_that_comes_by_itself_after_pending_ends_the_claim() -> None:
    edge = Edge()
    edge.replies = [answer("pending", edge.clock.now_ms() + 5_000)]
    asyncio.get_running_loop().call_later(0.05, lambda: edge.claims.answered(RECEIPT))
    async with asyncio.timeout(2):
        assert await edge.claims.make("w", 1, CLAIM_ID) == RECEIPT
    assert len(edge.heard) == 1


async def test_pending_is_asked_again_as_a_retry_after_its_instant() -> None:
    edge = Edge()
    edge.replies = [answer("pending", edge.clock.now_ms() + 40), RECEIPT]
    before = edge.clock.now_ms()
    assert await edge.claims.make("w", 1, CLAIM_ID) == RECEIPT
    assert edge.clock.now_ms() - before >= 40
    assert [said[3] for said in edge.heard] == [False, True]


async def test_too_early_waits_for_the_opening_and_is_no_retry() -> None:
    edge = Edge()
    edge.replies = [answer("too_early", edge.clock.now_ms() + 40), RECEIPT]
    before = edge.clock.now_ms()
    assert await edge.claims.make("w", 1, CLAIM_ID) == RECEIPT
    assert edge.clock.now_ms() - before >= 40
    assert [said[3] for said in edge.heard] == [False, False]


async def test_an_answer_to_another_claim_is_not_ours_but_a_receipt_is_everybody_s() -> None:
    edge = Edge(answer("sold_out", claim_id=OTHER_ID), RECEIPT)
    assert await edge.claims.make("w", 1, CLAIM_ID) == RECEIPT
    edge = Edge(RECEIPT)
    assert await edge.claims.make("w", 1, OTHER_ID) == RECEIPT


async def test_two_claims_in_one_window_at_the_same_time() -> None:
    edge = Edge(answer("closed"), answer("sold_out", claim_id=OTHER_ID))
    one, other = await asyncio.gather(
        edge.claims.make("w", 1, CLAIM_ID), edge.claims.make("w", 1, OTHER_ID)
    )
    assert one == answer("closed")
    assert other == answer("sold_out", claim_id=OTHER_ID)


async def test_a_lost_connection_is_not_waited_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ANSWER_S_MAX", 60)
    edge = Edge(None, RECEIPT)
    claiming = asyncio.create_task(edge.claims.make("w", 1, CLAIM_ID))
    await asyncio.sleep(0.01)
    edge.claims.disconnected()
    assert await claiming == RECEIPT
    assert [said[3] for said in edge.heard] == [False, True]


async def test_the_end_of_the_show_ends_it() -> None:
    edge = Edge(None)
    claiming = asyncio.create_task(edge.claims.make("w", 1, CLAIM_ID))
    await asyncio.sleep(0)
    edge.ended = ShowOver("over")
    with pytest.raises(ShowOver):
        await claiming


async def test_answers_that_nobody_waits_for_are_no_error() -> None:
    Edge().claims.answered(RECEIPT)
