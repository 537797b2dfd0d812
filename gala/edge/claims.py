"""A viewer's claim, from its arrival to its answer (docs/protocol.md section 5).

Windows says what needs no asking, the desk asks the rest, and a claim a moment early is kept here
until its outlet's opening: who is quick is not sent round again. The store's clock decides all the
same; a claim that it still finds too early is kept once more.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Protocol

from gala.core.eligibility import Eligible, NotEligible, NotKnown, Verdict
from gala.ports import Clock, Ledger, Refused
from gala.wire import messages
from gala.wire.requests import MakeClaim

from .desk import Answer, Asked, Claimant, Desk
from .eligibility import Candidate, Eligibility
from .limits import Limits
from .receipts import Receipt, ReceiptKeys, Receipts
from .tally import Tally
from .windows import NO_GEN, Ask, Windows

TRIES_MAX = 3
"""How often the store may find a kept claim too early before its viewer is told so."""

_PENDING_MS = (300, 1000)
_EARLY_AGAIN_MS = 2


class Comer(Claimant, Candidate, Protocol):
    """A viewer, as claims see it."""

    def said(self, message: bytes) -> None:
        """Take a packed message that may be lost."""


@dataclass(slots=True, kw_only=True)
class Barred(Asked):
    """The retry of somebody who may not take part: only an earlier receipt is looked for."""

    verdict: NotEligible


class Claims:
    """Gives every claim its final answer by `Claimant.told`, before it perhaps `pending`."""

    def __init__(
        self,
        windows: Windows,
        eligibility: Eligibility,
        ledger: Ledger,
        keys: ReceiptKeys,
        clock: Clock,
        limits: Limits,
        rng: Random,
        tally: Tally | None = None,
    ) -> None:
        self.tally = tally or Tally()
        self._windows = windows
        self.eligibility = eligibility
        self._clock = clock
        self._limits = limits
        self._rng = rng
        self._desk = Desk(ledger, Receipts(keys, ledger), limits, self._answered, self.tally)
        self._kept: dict[tuple[str, int], list[Asked]] = {}
        self._kept_of: Counter[str] = Counter()
        self._timers: dict[tuple[str, int], asyncio.TimerHandle] = {}
        self.stale = False
        """Set while the edge has lost the show, and what it knows of windows may be old."""

    def claim(self, claimant: Comer, claim: MakeClaim) -> None:
        """Take a claim; its answer may come before this returns."""
        match self._windows.judge(claim, claimant.outlet, self._clock.now_ms(), self.stale):
            case Refused(outcome, at_ms):
                self._tell(claimant, claim, outcome, at_ms)
            case Ask() as ask:
                then = partial(self._decided, claimant, claim, ask)
                self.eligibility.decide(claimant, claim.window, then)

    def may(self, comer: Comer, window: str) -> None:
        """Tell a viewer whether it may take part, by `Comer.said`."""
        self.eligibility.decide(comer, window, partial(_say_standing, comer, window))

    def _decided(self, claimant: Comer, claim: MakeClaim, ask: Ask, verdict: Verdict) -> None:
        match verdict:
            case Eligible(weight):
                quantity = self._windows.quantity(claim, weight)
                asked = Asked(claimant, claim, ask.gen, quantity)
                if ask.at_ms and ask.at_ms > self._clock.now_ms():
                    self._keep(asked, ask.at_ms)
                else:
                    self._desk.ask(asked)
            case NotEligible() if claim.retry:
                # It may have a receipt all the same. In no opening there is nothing else to get.
                self._desk.ask(Barred(claimant, claim, NO_GEN, verdict=verdict))
            case NotEligible():
                self._bar(claimant, claim, verdict)
            case NotKnown():
                self._pend(claimant, claim)

    @property
    def waiting(self) -> int:
        """How many claims have no answer yet: kept until the opening, or with the ledger."""
        return self._desk.waiting + sum(self._kept_of.values())

    @property
    def pending(self) -> int:
        """How many that were told `pending` are still asked about."""
        return self._desk.pending

    async def close(self) -> None:
        """Drop what is under way."""
        await self.eligibility.close()
        for timer in self._timers.values():
            timer.cancel()
        await self._desk.close()

    def _keep(self, asked: Asked, at_ms: int) -> None:
        window = asked.claim.window
        if self._kept_of[window] >= self._limits.claims_waiting:
            self._answered(asked, None)
            return
        self._kept_of[window] += 1
        self._kept.setdefault((window, at_ms), []).append(asked)
        if (window, at_ms) not in self._timers:
            self._wait(window, at_ms)

    def _wait(self, window: str, at_ms: int) -> None:
        delay_s = max(0, at_ms - self._clock.now_ms()) / 1000
        loop = asyncio.get_running_loop()
        self._timers[window, at_ms] = loop.call_later(delay_s, self._open, window, at_ms)

    def _open(self, window: str, at_ms: int) -> None:
        if self._clock.now_ms() < at_ms:  # the show's clock was set back a little meanwhile
            self._wait(window, at_ms)
            return
        del self._timers[window, at_ms]
        kept = self._kept.pop((window, at_ms))
        self._kept_of[window] -= len(kept)
        for asked in kept:
            self._desk.ask(asked)

    def _answered(self, asked: Asked, answer: Answer | None) -> None:
        claim = asked.claim
        match answer:
            case Receipt(message):
                self.eligibility.won(asked.claimant.pseudonym, claim.window, message)
                self.tally.answers["receipt"] += 1
                asked.claimant.told(claim, message)
            case Refused() if isinstance(asked, Barred):
                self._bar(asked.claimant, claim, asked.verdict)
            case Refused("too_early", at_ms) if (
                at_ms - self._clock.now_ms() <= self._limits.early_ms and asked.tries < TRIES_MAX
            ):
                asked.tries += 1
                self._keep(asked, max(at_ms, self._clock.now_ms() + _EARLY_AGAIN_MS))
            case Refused("closed") if self._windows.paused(claim.window, claim.gen):
                self._tell(asked.claimant, claim, "paused", 0)
            case None:
                self._pend(asked.claimant, claim)
            case Refused(outcome, at_ms):
                self._tell(asked.claimant, claim, outcome, at_ms)

    def _pend(self, claimant: Claimant, claim: MakeClaim) -> None:
        again_ms = self._clock.now_ms() + self._rng.randint(*_PENDING_MS)
        self._tell(claimant, claim, "pending", again_ms)

    def _bar(self, claimant: Claimant, claim: MakeClaim, verdict: NotEligible) -> None:
        """Say no; where watching on is all that is missing, until when."""
        at_ms = self._clock.now_ms() + verdict.left_s * 1000 if verdict.in_time else 0
        self._tell(claimant, claim, "not_eligible", at_ms)

    def _tell(self, claimant: Claimant, claim: MakeClaim, outcome: str, at_ms: int) -> None:
        self.tally.answers[outcome] += 1
        message = messages.answer(claim.window, claim.gen, claim.claim_id, outcome, at_ms)
        claimant.told(claim, message)


def _say_standing(comer: Comer, window: str, verdict: Verdict) -> None:
    match verdict:
        case Eligible(weight):
            comer.said(messages.standing(window, "yes", weight, 0, ()))
        case NotEligible(reasons, left_s):
            comer.said(messages.standing(window, "no", 0, left_s, reasons))
        case NotKnown():
            comer.said(messages.standing(window, "unknown", 0, 0, ()))
