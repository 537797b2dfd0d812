"""Claims until their answer is final: docs/protocol.md section 5, the viewer's side."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from gala.wire.messages import claim as pack_claim

from .clock import ShowClock
from .events import Answer, Receipt

ANSWER_S_MAX = 2.0
AGAIN_MS = (200, 1_000)
PENDING_MS_MIN = 50
"""An answer may name an instant that has passed by our clock: still no flood of retries."""


@dataclass(slots=True, eq=False)
class _Waiter:
    claim_id: bytes
    answered: asyncio.Future[Receipt | Answer | None]


class Claims:
    """The claims under way on one viewer's connections.

    `send` sends a frame now; `connected` returns when there is a connection and raises `Ended`
    when there will be none.
    """

    def __init__(
        self,
        send: Callable[[bytes], None],
        connected: Callable[[], Awaitable[None]],
        clock: ShowClock,
        rng: random.Random,
    ) -> None:
        self._send = send
        self._connected = connected
        self._clock = clock
        self._rng = rng
        self._waiting: dict[str, list[_Waiter]] = {}

    async def make(
        self, window: str, gen: int, claim_id: bytes, retry: bool = False, quantity: int = 1
    ) -> Receipt | Answer:
        """Claim, again and again where the answer asks for it, until the answer is final.

        Raises `Ended` when the viewer does before that.
        """
        while True:
            await self._connected()
            frame = pack_claim(window, gen, claim_id, retry, quantity)
            answer = await self._hear(window, claim_id, ANSWER_S_MAX, frame)
            if answer is None:
                retry = True
                await asyncio.sleep(self._rng.randint(*AGAIN_MS) / 1_000)
            while isinstance(answer, Answer) and answer.outcome == "pending":
                # The edge goes on asking, and the final answer may come by itself.
                retry = True
                answer = await self._hear(window, claim_id, self._wait_s(answer.at_ms))
            match answer:
                case None:
                    pass
                case Answer(outcome="too_early"):
                    await asyncio.sleep(self._wait_s(answer.at_ms))
                case _:
                    return answer

    async def _hear(
        self, window: str, claim_id: bytes, for_s: float, frame: bytes | None = None
    ) -> Receipt | Answer | None:
        """Send `frame` and wait; None when no answer came in time or the connection broke."""
        waiter = _Waiter(claim_id, asyncio.get_running_loop().create_future())
        waiting = self._waiting.setdefault(window, [])
        waiting.append(waiter)
        try:
            if frame is not None:
                self._send(frame)
            async with asyncio.timeout(for_s):
                return await waiter.answered
        except TimeoutError:
            return None
        finally:
            waiting.remove(waiter)
            if not waiting:
                self._waiting.pop(window, None)

    def _wait_s(self, at_ms: int) -> float:
        # Our clock may be off by its error bound: too early again would be one round trip more.
        wait_ms = at_ms - self._clock.now_ms() + self._clock.error_ms
        return max(wait_ms, PENDING_MS_MIN) / 1_000

    def answered(self, answer: Receipt | Answer) -> None:
        """Hand an answer to who waits for it.

        A receipt is the answer to every claim in its window, whichever of them it names.
        """
        for waiter in self._waiting.get(answer.window, ()):
            meant = isinstance(answer, Receipt) or waiter.claim_id == answer.claim_id
            if meant and not waiter.answered.done():
                waiter.answered.set_result(answer)

    def disconnected(self) -> None:
        """The connection is gone: whoever waits for an answer has to ask again."""
        for waiting in self._waiting.values():
            for waiter in waiting:
                if not waiter.answered.done():
                    waiter.answered.set_result(None)
