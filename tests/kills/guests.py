"""Viewers who claim, keep what they are told, and ask again elsewhere at the end."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from random import Random

from gala.client import (
    Answer,
    Cue,
    Ended,
    Event,
    GapFound,
    Presented,
    Receipt,
    Resumed,
    Snapshot,
    Viewer,
    connect,
)
from gala.client.inbound import Inbound, read
from gala.client.link import Link, open_link
from gala.crowd.witness import Witness
from gala.wire.messages import claim

OPEN_MS = 60_000
ANSWER_S = 20.0
TWICE = 0.3
ELSEWHERE = 0.3
ELSEWHERE_S = 0.4
AT_ONCE = 0.4
CHANCES_MAX = 4


@dataclass
class Mine:
    """One claim of a guest, and the final answer to it."""

    window: str
    claim_id: bytes
    quantity: int
    answers: list[Receipt | Answer] = field(default_factory=list)


class Guest:
    """Stays for the whole night on one edge."""

    def __init__(self, number: int, seed: int, outlet: str, ticket: str, urls: list[str]) -> None:
        self.name = f"guest {number}"
        self.witness = Witness(self.name)
        self.claims: list[Mine] = []
        self.reconnects = 0
        self._outlet = outlet
        self._ticket = ticket
        self._url, self._other_url = urls[number % 2], urls[(number + 1) % 2]
        self._rng = Random(f"{seed} {self.name}")
        self._seen: set[tuple[str, int]] = set()
        self._thumbs: set[asyncio.Task[None]] = set()
        self._viewer: Viewer | None = None

    @property
    def last_seq(self) -> int:
        """Up to where the main stage was seen or covered."""
        return self.witness.last_seq("main") or 0

    def at_rest(self, seq: int) -> bool:
        """Whether all was seen up to `seq`, and every claim has its final answer."""
        return self.last_seq == seq and self.answered

    @property
    def answered(self) -> bool:
        """Whether every claim has its final answer."""
        return all(thumb.done() for thumb in self._thumbs)

    async def stay(self) -> Ended:
        """Watch and claim until the doors close; return why we left."""
        async with connect(
            self._url, self._ticket, listener=self._heard, open_timeout_ms=OPEN_MS, rng=self._rng
        ) as viewer:
            self._viewer = viewer
            self._consider(viewer)
            ended = await viewer.ended()
            self.reconnects = viewer.reconnects
        for thumb in self._thumbs:
            thumb.result()
        return ended

    async def ask_again(self, url: str) -> None:
        """Make every claim once more at this edge, as a retry, whether or not it knows it still."""
        link = await open_link(url, "", self._ticket)
        assert isinstance(link, Link), link
        await self._ask(link, self.claims)

    async def _ask(self, link: Link, claims: list[Mine]) -> None:
        heard: asyncio.Queue[Inbound | None] = asyncio.Queue()
        receiving = asyncio.create_task(link.receive(lambda frame: heard.put_nowait(read(frame))))
        try:
            for mine in claims:
                asking = asyncio.create_task(self._asked(link, heard, mine))
                await asyncio.wait({asking, receiving}, return_when=asyncio.FIRST_COMPLETED)
                if not asking.done():
                    asking.cancel()
                    return
                mine.answers.append(asking.result())
        finally:
            await link.close()
            await receiving

    async def _asked(
        self, link: Link, heard: asyncio.Queue[Inbound | None], mine: Mine
    ) -> Receipt | Answer:
        async with asyncio.timeout(ANSWER_S):
            while True:
                link.send(claim(mine.window, 1, mine.claim_id, True, mine.quantity))
                answer = await heard.get()
                while not isinstance(answer, Receipt | Answer):
                    answer = await heard.get()
                assert answer.window == mine.window
                if isinstance(answer, Receipt) or answer.final:
                    return answer
                await asyncio.sleep(0.1)

    def _heard(self, event: Event | Presented) -> None:
        witness = self.witness
        match event:
            case Cue():
                witness.cue(event)
                if self._viewer is not None and event.kind == "window":
                    self._consider(self._viewer)
            case Snapshot():
                witness.snapshot(event)
                if self._viewer is not None:
                    self._consider(self._viewer)
            case Resumed():
                witness.resumed(event)
            case Receipt():
                witness.receipt(event)
            case Answer():
                witness.answer(event)
            case GapFound():
                witness.refused(event.cue, event.expected_seq)

    def _consider(self, viewer: Viewer) -> None:
        """Claim in each opening that we hear of while there is time, once or with two thumbs."""
        for window in viewer.board.windows:
            row = window.row(self._outlet)
            if row is None or (window.id, window.gen) in self._seen:
                continue
            if window.state in ("armed", "open"):
                self._seen.add((window.id, window.gen))
                open_for_ms = row.closes_at_ms - row.opens_at_ms
                for _ in range(1 + (self._rng.random() < TWICE)):
                    late_ms = 0.0
                    if self._rng.random() > AT_ONCE:
                        late_ms = self._rng.uniform(0, open_for_ms)
                    self._tap(viewer, window.id, row.opens_at_ms + int(late_ms))

    def _tap(self, viewer: Viewer, window: str, at_ms: int) -> None:
        mine = Mine(window, self._rng.randbytes(16), self._rng.randint(1, CHANCES_MAX))
        self.claims.append(mine)
        self._thumbs.add(asyncio.create_task(self._claim(viewer, mine, at_ms)))

    async def _claim(self, viewer: Viewer, mine: Mine, at_ms: int) -> None:
        await asyncio.sleep(max(0, at_ms - viewer.clock.now_ms()) / 1_000)
        elsewhere = self._rng.random() < ELSEWHERE
        also = asyncio.create_task(self._ask_elsewhere(mine)) if elsewhere else None
        # What may be asked in two places is a retry in each, or one could answer by what it knows.
        answer = await viewer.claim(
            mine.window, claim_id=mine.claim_id, retry=elsewhere, quantity=mine.quantity
        )
        mine.answers.append(answer)
        if also is not None:
            await also

    async def _ask_elsewhere(self, mine: Mine) -> None:
        """Make the same claim over another edge meanwhile, if that is there."""
        await asyncio.sleep(self._rng.uniform(0, ELSEWHERE_S))
        link = await open_link(self._other_url, "", self._ticket)
        if isinstance(link, Link):
            await self._ask(link, [mine])
