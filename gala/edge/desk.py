"""Claims on their way to the ledger: gathered for 3 ms, sent in one call, answered or `pending`.

Per window: a few calls at once, a bounded number of claims without an answer. Nobody waits longer
than a quarter second: then the answer is `pending`, and the final one follows when it comes. What a
call has left without an answer is asked again (`again.py`). While the ledger fails nothing is
gathered: one claim a second tries whether it is back.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from gala.core.seckill import PENDING
from gala.ports import Claim, Ledger, Refused, StoreError
from gala.wire.requests import MakeClaim

from .again import Again
from .limits import Limits
from .receipts import Receipt, Receipts
from .tally import Tally

log = logging.getLogger(__name__)


Answer = Receipt | Refused


class Claimant(Protocol):
    """Who claims."""

    pseudonym: str
    outlet: str
    weight: int

    def told(self, claim: MakeClaim, message: bytes) -> None:
        """Take the answer to `claim`: a packed `receipt` or `answer`."""


@dataclass(slots=True)
class Asked:
    """One claim: for which opening to ask and how many numbers, and how often it was too early.

    `pending`: its viewer was told so. `calls` and `since_s`: see `gala.edge.again`.
    """

    claimant: Claimant
    claim: MakeClaim
    gen: int
    quantity: int = 1
    tries: int = 0
    pending: bool = False
    calls: int = 0
    since_s: float | None = None


class Breaker:
    """Open while the ledger fails; then it lets one call through every `probe_s`."""

    def __init__(self, probe_s: float) -> None:
        self._probe_s = probe_s
        self._probe_at_s: float | None = None

    def allows(self, now_s: float) -> bool:
        """Whether to ask the ledger."""
        if self._probe_at_s is None:
            return True
        if now_s < self._probe_at_s:
            return False
        self._probe_at_s = now_s + self._probe_s
        return True

    def good(self) -> bool:
        """The ledger has answered; return whether it had failed before."""
        failed, self._probe_at_s = self._probe_at_s is not None, None
        return failed

    def bad(self, now_s: float) -> None:
        """It has not, or not in time."""
        self._probe_at_s = now_s + self._probe_s


@dataclass(slots=True, eq=False)
class _Batch:
    gen: int
    asked: list[Asked] = field(default_factory=list)
    gathering: asyncio.TimerHandle | None = None
    deadline: asyncio.TimerHandle | None = None
    settled: bool = False


@dataclass(slots=True)
class _Line:
    """What is under way for one window."""

    window: str
    gathering: dict[int, _Batch] = field(default_factory=dict)
    queue: deque[_Batch] = field(default_factory=deque)
    in_flight: int = 0
    waiting: int = 0


class Desk:
    """Asks `ledger`; `answered(asked, answer)` is called for each claim, once with None at most.

    None is no answer yet; the other may follow it, and nothing follows the other.
    """

    def __init__(
        self,
        ledger: Ledger,
        receipts: Receipts,
        limits: Limits,
        answered: Callable[[Asked, Answer | None], None],
        tally: Tally | None = None,
    ) -> None:
        self._tally = tally or Tally()
        self._ledger = ledger
        self._receipts = receipts
        self._limits = limits
        self._answered = answered
        self._breaker = Breaker(limits.probe_s)
        self._again: Again[Asked] = Again(limits, self.ask)
        self._lines: dict[str, _Line] = {}
        self._calls: dict[asyncio.Task[None], None] = {}

    def ask(self, asked: Asked) -> None:
        """Have the ledger asked with the next batch."""
        loop = asyncio.get_running_loop()
        window = asked.claim.window
        if not asked.pending:
            self._again.forget(asked)  # a retry: who asks by itself need not be asked for
        line = self._lines.get(window) or self._lines.setdefault(window, _Line(window))
        full = line.waiting >= self._limits.claims_waiting
        if full or not self._breaker.allows(loop.time()):
            self._drop_idle(line)
            self._nothing(asked, over=True)
            return
        batch = line.gathering.get(asked.gen)
        if batch is None:
            batch = line.gathering[asked.gen] = _Batch(asked.gen)
            batch.gathering = loop.call_later(self._limits.gather_s, self._close, line, batch)
            batch.deadline = loop.call_later(self._limits.answer_s, self._expire, line, batch)
        batch.asked.append(asked)
        line.waiting += 1
        if len(batch.asked) >= self._limits.batch:
            self._close(line, batch)

    @property
    def waiting(self) -> int:
        """How many claims have no answer yet, `pending` ones aside."""
        return sum(line.waiting for line in self._lines.values())

    @property
    def pending(self) -> int:
        """How many that were told `pending` will be asked about once more."""
        return len(self._again)

    async def close(self) -> None:
        """Drop what is under way: those viewers ask again, elsewhere."""
        self._again.close()
        for line in self._lines.values():
            for batch in (*line.gathering.values(), *line.queue):
                self._settle(line, batch, None)
        for call in list(self._calls):
            call.cancel()
        await asyncio.gather(*self._calls, return_exceptions=True)

    def _close(self, line: _Line, batch: _Batch) -> None:
        assert batch.gathering is not None
        batch.gathering.cancel()
        del line.gathering[batch.gen]
        line.queue.append(batch)
        self._pump(line)

    def _pump(self, line: _Line) -> None:
        while line.queue and line.in_flight < self._limits.in_flight:
            line.in_flight += 1
            call = asyncio.create_task(self._call(line, line.queue.popleft()))
            self._calls[call] = None
            call.add_done_callback(lambda done: self._calls.pop(done, None))

    async def _call(self, line: _Line, batch: _Batch) -> None:
        claims = [Claim(one.claimant.pseudonym, one.claimant.outlet, one.claim.claim_id,
                        one.quantity) for one in batch.asked]  # fmt: skip
        for one in batch.asked:
            one.calls += 1
        answers: Sequence[Answer] | None = None
        asked_s = asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout(self._limits.give_up_s):
                decisions = await self._ledger.claim(line.window, batch.gen, claims)
                if len(decisions) != len(claims):
                    raise StoreError(f"{len(decisions)} decisions on {len(claims)} claims")
                answers = await self._receipts.receipts(line.window, claims, decisions)
            if self._breaker.good():
                self._again.hurry()
        except (StoreError, TimeoutError) as error:
            self._breaker.bad(asyncio.get_running_loop().time())
            log.warning("claims of %s: %s", line.window, str(error) or "no answer")
        except Exception:
            self._breaker.bad(asyncio.get_running_loop().time())
            log.exception("claims of %s", line.window)
        finally:
            self._tally.ledger_s.add(asyncio.get_running_loop().time() - asked_s)
            line.in_flight -= 1
            self._settle(line, batch, answers)
            self._pump(line)
            self._drop_idle(line)

    def _expire(self, line: _Line, batch: _Batch) -> None:
        queued = batch in line.queue
        if queued:
            line.queue.remove(batch)
        self._breaker.bad(asyncio.get_running_loop().time())
        self._settle(line, batch, None, over=queued)

    def _settle(
        self, line: _Line, batch: _Batch, answers: Sequence[Answer] | None, over: bool = True
    ) -> None:
        """Tell a batch's claims what there is to tell; `over`: no call of theirs is under way."""
        if not batch.settled:
            batch.settled = True
            assert batch.deadline is not None
            batch.deadline.cancel()
            line.waiting -= len(batch.asked)
        for number, one in enumerate(batch.asked):
            # A shard that is dry or away has decided nothing: that is no answer either.
            if answers is None or answers[number] == PENDING:
                self._nothing(one, over, dry=answers is not None)
            else:
                self._again.forget(one)
                self._answered(one, answers[number])

    def _nothing(self, one: Asked, over: bool, *, dry: bool = False) -> None:
        if not one.pending:
            one.pending = True
            self._answered(one, None)
        if over:
            self._again.keep(one, dry=dry)

    def _drop_idle(self, line: _Line) -> None:
        if not (line.gathering or line.queue or line.in_flight):
            self._lines.pop(line.window, None)
