"""What must hold of claims on guarantees, at every entry of their journal and every answer.

No quota is exceeded, a receipt has one claim on each guarantee and a coupon is used once, a claim
is decided once, and what was answered stands.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

from gala.core.seckill import Winner
from gala.core.trust.book import Offer, book_of
from gala.core.trust.claims import ClaimState, Decided, Entry, Filed
from gala.core.trust.journal import entry_of
from gala.core.trust.recount import bought, recount
from gala.proof.errors import ProofError

from . import night
from .desks import Ask, Told
from .rules_ledger import Broken, LedgerRules
from .rules_log import LogRules
from .story import Story
from .viewers import Person
from .watched import WatchedStore

QUOTA = "no guarantee beyond its quota"
ONCE = "a receipt has one claim on a guarantee, a coupon is used once"
ONE_CHAIN = "a claim is filed, and decided once"
BOUGHT = "who claims has bought it"
STANDS = "what a claimant or staff was answered stands"
RECOUNTED = "the journal of guarantees recounts"

WRITES = frozenset({"guarantee_file", "guarantee_decide", "coupon_redeem"})

_NO_CLAIM = frozenset({"not_paid", "quota", "not_drawn", "revoked"})
_NO_DECISION = frozenset({"decided", "quota"})
_ALL = 100_000


class GuaranteeRules:
    """Follows the journal. `has_paid` says whether an order of a unit has ever been paid for."""

    def __init__(
        self,
        broken: Broken,
        store: WatchedStore,
        log: LogRules,
        ledger: LedgerRules,
        has_paid: Callable[[str, str, int, str], bool],
        story: Story,
    ) -> None:
        self._broken = broken
        self._store = store
        self._log = log
        self._ledger = ledger
        self._has_paid = has_paid
        self._story = story
        self._book = book_of(night.sheet(paid=True))
        self._answered: dict[str, str] = {}
        self._latest_ms = 0
        self.again()

    def again(self) -> None:
        """Begin anew with what the store has, after it has lost something."""
        self._after = "0"
        self._states: dict[str, ClaimState] = {}
        self._ceilings: dict[str, int] = {}
        self._claims: dict[tuple[str, str], str] = {}
        self._met: Counter[str] = Counter()
        self._fen: Counter[str] = Counter()
        self._read(told=True)
        for claim, state in self._answered.items():
            self._still(claim, state)

    def wrote(self, name: str) -> None:
        """Take a write."""
        if name in WRITES:
            self._read()

    def claimed(self, person: Person, ask: Ask, told: Told) -> None:
        """Hold an answer to a claim to what stands."""
        self._tell(person.name, ask, told)
        if told.status != 200:
            if told.body.get("error") not in _NO_CLAIM:
                self._broken(STANDS, f"{ask.what} by {person.name}: {told}")
            return
        self._answer(told.body["claim"], told.body["state"])

    def decided(self, ask: Ask, told: Told) -> None:
        """Hold an answer to staff to what stands."""
        body = json.loads(ask.body)
        self._tell(body["by"], ask, told)
        if told.status != 200:
            if told.body.get("error") not in _NO_DECISION:
                self._broken(STANDS, f"decide {ask.about}: {told}")
        elif told.body["state"] != (ClaimState.MET if body["met"] else ClaimState.REFUSED):
            self._broken(STANDS, f"{body} of {ask.about} is answered by {told}")
        else:
            self._answer(ask.about, told.body["state"])

    def recounted(self) -> None:
        """Count the journal again, by sheet, receipts and rules."""
        show = self._log.show
        assert show is not None
        given: dict[str, list[Winner]] = {
            window: [one for _, ones in self._ledger.journal(window) for one in ones]
            for window in self._book.windows
        }
        entries = [_entry(line) for _, line in self._store.peek("guarantees_entries", "0", _ALL)]
        try:
            recount(self._book, bought(show, given), entries)
        except ProofError as error:
            self._broken(RECOUNTED, str(error))

    def _answer(self, claim: str, state: str) -> None:
        self._answered[claim] = state
        self._still(claim, state)

    def _still(self, claim: str, state: str) -> None:
        present = self._states.get(claim)
        if present is None or state not in (present, ClaimState.FILED):
            self._broken(STANDS, f"{claim} was answered as {state}, and is {present}")

    def _tell(self, who: str, ask: Ask, told: Told) -> None:
        said = told.body.get("error", told.body.get("state"))
        self._story.tell(who, f"{ask.what} {ask.about[:8]}: {told.status} {said}")

    def _read(self, told: bool = False) -> None:
        self._latest_ms = max(self._latest_ms, self._store.now_ms())
        for place, line in self._store.peek("guarantees_entries", self._after, _ALL):
            self._after, entry = place, _entry(line)
            if entry.at_ms > self._latest_ms and not told:
                self._broken(ONE_CHAIN, f"{entry} at {self._latest_ms}")
            if isinstance(entry, Decided):
                self._take_decision(entry)
            else:
                self._take_claim(entry)

    def _take_decision(self, entry: Decided) -> None:
        verdict = entry.verdict
        if self._states.get(verdict.claim) is not ClaimState.FILED:
            self._broken(ONE_CHAIN, f"{verdict} of what is {self._states.get(verdict.claim)}")
        if verdict.amount_fen > self._ceilings.get(verdict.claim, 0):
            self._broken(QUOTA, f"{verdict} of {self._ceilings.get(verdict.claim)} fen at most")
        self._states[verdict.claim] = verdict.state
        if verdict.met:
            self._meet(self._book.offers[verdict.guarantee], verdict.amount_fen)

    def _take_claim(self, entry: Entry) -> None:
        assert not isinstance(entry, Decided)
        filing = entry.filing
        place = (filing.guarantee, filing.receipt)
        if place in self._claims or filing.claim in self._states:
            self._broken(ONCE, f"{filing.claim} on {place}, after {self._claims.get(place)}")
        winner = self._ledger.entries.get((filing.window, filing.viewer))
        unit = (filing.outlet, filing.unit)
        if winner is None or (winner.outlet, winner.won.unit) != unit:
            self._broken(BOUGHT, f"{filing.viewer} claims on {filing.receipt}, and has {winner}")
        elif not self._has_paid(filing.window, *unit, filing.viewer):
            self._broken(BOUGHT, f"{filing.viewer} has not paid for {filing.receipt}")
        self._claims[place] = filing.claim
        self._ceilings[filing.claim] = filing.ceiling_fen
        is_filed = isinstance(entry, Filed)
        self._states[filing.claim] = ClaimState.FILED if is_filed else ClaimState.MET
        if not is_filed:
            self._meet(self._book.offers[filing.guarantee], filing.ceiling_fen)

    def _meet(self, offer: Offer, amount_fen: int) -> None:
        self._met[offer.id] += 1
        self._fen[offer.id] += amount_fen
        given = self._fen if offer.quota.unit == "fen" else self._met
        if given[offer.id] > offer.quota.most:
            self._broken(QUOTA, f"{offer.id}: {given[offer.id]} of {offer.quota}")


def _entry(line: Any) -> Entry:
    at_ms, kept, _ = line
    return entry_of({**json.loads(kept), "at_ms": at_ms})
