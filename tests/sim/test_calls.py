"""Requests and replies, with what befalls messages."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from gala.sim.calls import Unanswered

from .echoes import Pair, pair


async def counting(two: Pair) -> list[Any]:
    """Offer a service on the server that answers with how often it was asked; return its asks."""
    asked: list[Any] = []

    async def handle(request: Any) -> Any:
        asked.append(request)
        count = len(asked)
        await asyncio.sleep(0.001)
        if request == "fail":
            raise KeyError(request)
        if request == "nothing":
            raise Unanswered
        return count

    two.server.within(two.sim.calls.offer, "count", handle)
    return asked


async def ask(two: Pair, request: object = "x", within_s: float = 5.0) -> Any:
    return await asyncio.wait_for(
        two.client.run(two.sim.calls.call("server", "count", request)), within_s
    )


def test_a_reply_an_error_and_no_answer() -> None:
    with pair() as two:

        async def scenario() -> None:
            await counting(two)
            assert await ask(two) == 1
            with pytest.raises(KeyError, match="fail"):
                await ask(two, "fail")
            for nobody in (ask(two, "nothing"), ask(two, within_s=1)):
                with pytest.raises(TimeoutError):
                    await nobody
                two.server.crash()

        two.sim.run(scenario())


def test_a_call_may_be_done_twice_and_answers_once() -> None:
    with pair() as two:

        async def scenario() -> None:
            asked = await counting(two)
            two.faults.duplication(1.0)
            assert await ask(two) == 1
            await asyncio.sleep(1)
            assert asked == ["x", "x"]

        two.sim.run(scenario())


def test_the_answer_may_be_lost_after_it_was_done() -> None:
    with pair() as two:

        async def scenario() -> None:
            asked = await counting(two)
            two.faults.partition("server", "client", both=False)
            with pytest.raises(TimeoutError):
                await ask(two)
            assert asked == ["x"]

        two.sim.run(scenario())


def test_an_answer_is_not_for_the_next_life() -> None:
    with pair() as two:

        async def scenario() -> None:
            asked = await counting(two)
            two.faults.delay(500, 0)
            waiting = two.client.run(two.sim.calls.call("server", "count", "x"))
            await asyncio.sleep(0.6)
            two.client.restart()
            await asyncio.sleep(5)
            assert asked == ["x"]
            assert not waiting.done()
            two.server.restart()
            with pytest.raises(TimeoutError):
                await ask(two)
            assert asked == ["x"], "the new life offers nothing yet"

        two.sim.run(scenario())
