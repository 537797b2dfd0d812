import asyncio

import pytest

from gala.client import timing as module
from gala.client.clock import ShowClock
from gala.client.inbound import ClockAnswer
from gala.client.timing import FIRST_EXCHANGES, Timing
from gala.wire.codec import unpack


class Edge:
    """Answers every exchange at once."""

    def __init__(self, error_ms: int = 0) -> None:
        self._error_ms = error_ms
        self.asked: list[int] = []
        self.own_ms = 0.0
        self.clock = ShowClock(self.tell)
        self.timing = Timing(self.clock, self.send)

    def tell(self) -> float:
        self.own_ms += 0.25
        return self.own_ms

    def send(self, frame: bytes) -> None:
        match unpack(frame):
            case ["clock", int(t0)]:
                self.asked.append(t0)
                answer = ClockAnswer(t0, 5_000, 5_000, self._error_ms)
                asyncio.get_running_loop().call_soon(self.timing.answered, answer)
            case _:
                raise AssertionError(frame)


async def test_five_exchanges_after_opening_then_one_now_and_then(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "EVERY_S", 0.05)
    edge = Edge()
    edge.timing.opened()
    await asyncio.sleep(0.02)
    assert len(edge.asked) == FIRST_EXCHANGES
    assert len(set(edge.asked)) == FIRST_EXCHANGES
    assert edge.clock.ready
    await asyncio.sleep(0.05)
    assert len(edge.asked) > FIRST_EXCHANGES
    edge.timing.stop()
    asked = len(edge.asked)
    await asyncio.sleep(0.06)
    assert len(edge.asked) == asked


async def test_an_answer_to_something_else_is_ignored() -> None:
    edge = Edge()
    edge.timing.answered(ClockAnswer(3, 4, 5, 0))
    assert not edge.clock.ready


async def test_an_edge_that_is_not_sure_is_asked_again_soon(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "UNSURE_EVERY_S", 0.01)
    for error_ms, more in ((module.UNSURE_MS, False), (module.UNSURE_MS + 1, True)):
        edge = Edge(error_ms)
        edge.timing.opened()
        await asyncio.sleep(0.1)
        assert (len(edge.asked) > FIRST_EXCHANGES) is more
        edge.timing.stop()
