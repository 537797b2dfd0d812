"""The rules of claims on a guarantee, pure: what the store's functions do, said in Python.

claim     filed ──▶ met | refused      a viewer files, staff decides; both ends are final
coupon    ──▶ met                      a viewer redeems; nobody has to decide

`gala/store/functions/guarantee_*.lua` and `coupon_redeem.lua` decide on a real night;
`tests/contract/test_trust_contract.py` holds the two to the same answers.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from gala.core.tables import check
from gala.proof.canon import INTEGER_MAX

SAID_CHARS_MAX = 1_000
FILES_MAX = 5
REASON_CHARS_MAX = 500

_CLAIM = re.compile(r"[0-9a-f]{32}")
_DIGEST = re.compile(r"[0-9a-f]{64}")


class ClaimState(StrEnum):
    """Where one claim stands."""

    FILED = "filed"
    MET = "met"
    REFUSED = "refused"


class Actor(StrEnum):
    """Who acts: the holder of the receipt, or somebody with a seat at the console."""

    VIEWER = "viewer"
    STAFF = "staff"


CLAIMS: dict[ClaimState, frozenset[ClaimState]] = {
    ClaimState.FILED: frozenset({ClaimState.MET, ClaimState.REFUSED}),
    ClaimState.MET: frozenset(),
    ClaimState.REFUSED: frozenset(),
}

MAY: dict[str, Actor] = {
    "file": Actor.VIEWER,
    "redeem": Actor.VIEWER,
    "decide": Actor.STAFF,
}
"""Who may do what; nobody else may do it."""


@dataclass(frozen=True, slots=True)
class Quota:
    """All that is met is worth at most `most` fen, or is at most so many claims (`unit`)."""

    unit: str
    most: int


@dataclass(frozen=True, slots=True)
class Filing:
    """A viewer's claim on a guarantee by a receipt: `unit` of `outlet` in `window`.

    `claim` is 16 random bytes of the viewer's in hex, `said_sha256` the digest of what it told,
    `files` are digests of what it can show. Raises `ValueError` when it has not this form.
    """

    claim: str
    guarantee: str
    window: str
    outlet: str
    unit: int
    viewer: str
    paid_fen: int
    ceiling_fen: int
    until_ms: int
    said_sha256: str
    files: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if _CLAIM.fullmatch(self.claim) is None:
            raise ValueError("a claim's id is 32 hex digits")
        digests = (self.said_sha256, *self.files)
        if len(self.files) > FILES_MAX or not all(map(_DIGEST.fullmatch, digests)):
            raise ValueError(f"evidence is at most {FILES_MAX} digests of 64 hex digits")

    @property
    def receipt(self) -> str:
        """The receipt that it leans on: a receipt has one claim on each guarantee."""
        return f"{self.window} {self.outlet} {self.unit}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What staff decides of a claim; `by` and `reason` are public.

    Raises `ValueError` without a name or a reason, or when the amount does not go with it.
    """

    claim: str
    guarantee: str
    met: bool
    amount_fen: int
    by: str
    reason: str

    def __post_init__(self) -> None:
        if not self.by or not 0 < len(self.reason) <= REASON_CHARS_MAX:
            raise ValueError(f"a decision has a name and a reason of up to {REASON_CHARS_MAX}")
        if not 0 <= self.amount_fen <= INTEGER_MAX or (self.amount_fen > 0) != self.met:
            raise ValueError("what is met has an amount, what is refused has none")
        self.reason.encode("utf-8")  # raises for half a character, which no record can hold

    @property
    def state(self) -> ClaimState:
        """The state that it leads to."""
        return ClaimState.MET if self.met else ClaimState.REFUSED


@dataclass(frozen=True, slots=True)
class Standing:
    """How a claim stands. `decided_ms` is 0 while it is only filed."""

    claim: str
    guarantee: str
    receipt: str
    state: ClaimState
    filed_ms: int
    ceiling_fen: int
    decided_ms: int = 0
    amount_fen: int = 0
    by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Declined:
    """Nothing was done. `code` is one of

    late     the days in which it could be claimed are over
    other    this claim id is that of another claim
    unknown  there is no such claim
    decided  it was decided otherwise before
    over     more than this claim may be worth
    quota    what is left of the guarantee's quota is less
    """

    code: str


Answer = Standing | Declined


@dataclass(frozen=True, slots=True)
class Filed:
    """Journal: a claim came."""

    at_ms: int
    filing: Filing


@dataclass(frozen=True, slots=True)
class Decided:
    """Journal: staff has decided."""

    at_ms: int
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Redeemed:
    """Journal: a coupon was used; it is worth the filing's `ceiling_fen`."""

    at_ms: int
    filing: Filing


Entry = Filed | Decided | Redeemed


@dataclass(slots=True)
class Claims:
    """All claims of a night, as the journal leads to them."""

    standings: dict[str, Standing] = field(default_factory=dict)
    filings: dict[str, Filing] = field(default_factory=dict)
    by_receipt: dict[tuple[str, str], str] = field(default_factory=dict)
    counts: Counter[tuple[str, ClaimState]] = field(default_factory=Counter)
    met_fen: Counter[str] = field(default_factory=Counter)
    latest_ms: int = 0

    def of(self, guarantee: str, receipt: str) -> Standing | None:
        """Return the claim that a receipt has on a guarantee, or None."""
        claim = self.by_receipt.get((guarantee, receipt))
        return None if claim is None else self.standings[claim]

    def take(self, entry: Entry) -> Standing:
        """Go on by an entry that the rules made. Raises `BadTransition`, `KeyError`."""
        self.latest_ms = max(self.latest_ms, entry.at_ms)
        if isinstance(entry, Decided):
            return self._decided(entry)
        filing, is_coupon = entry.filing, isinstance(entry, Redeemed)
        standing = Standing(
            filing.claim,
            filing.guarantee,
            filing.receipt,
            ClaimState.MET if is_coupon else ClaimState.FILED,
            entry.at_ms,
            filing.ceiling_fen,
            entry.at_ms if is_coupon else 0,
            filing.ceiling_fen if is_coupon else 0,
            str(Actor.VIEWER) if is_coupon else "",
        )
        self.filings[filing.claim] = filing
        self.by_receipt[filing.guarantee, filing.receipt] = filing.claim
        return self._stands(standing)

    def _decided(self, entry: Decided) -> Standing:
        verdict, old = entry.verdict, self.standings[entry.verdict.claim]
        state = check(CLAIMS, old.state, verdict.state, f"claim {verdict.claim}")
        self.counts[old.guarantee, old.state] -= 1
        return self._stands(
            Standing(
                *(old.claim, old.guarantee, old.receipt, state, old.filed_ms, old.ceiling_fen),
                *(entry.at_ms, verdict.amount_fen, verdict.by, verdict.reason),
            )
        )

    def _stands(self, standing: Standing) -> Standing:
        self.standings[standing.claim] = standing
        self.counts[standing.guarantee, standing.state] += 1
        self.met_fen[standing.guarantee] += standing.amount_fen
        return standing


Outcome = tuple[Answer, Entry | None]
"""The answer, and what the journal gains; None when nothing changes."""


def file(claims: Claims, now_ms: int, filing: Filing) -> Outcome:
    """A viewer files. The receipt's first claim on the guarantee answers for every later one."""
    earlier = _earlier(claims, filing)
    if earlier is not None:
        return earlier, None
    now_ms = max(now_ms, claims.latest_ms)
    if now_ms >= filing.until_ms:
        return Declined("late"), None
    filed = Filed(now_ms, filing)
    return _after(claims, filed), filed


def decide(claims: Claims, now_ms: int, verdict: Verdict, quota: Quota) -> Outcome:
    """Staff decides. The same decision again answers as the first time; another is declined."""
    old = claims.standings.get(verdict.claim)
    if old is None or old.guarantee != verdict.guarantee:
        return Declined("unknown"), None
    if old.state is not ClaimState.FILED:
        return (old if _is_same(old, verdict) else Declined("decided")), None
    if verdict.amount_fen > old.ceiling_fen:
        return Declined("over"), None
    if verdict.met and not _fits(claims, old.guarantee, verdict.amount_fen, quota):
        return Declined("quota"), None
    decided = Decided(max(now_ms, claims.latest_ms), verdict)
    return _after(claims, decided), decided


def redeem(claims: Claims, now_ms: int, filing: Filing, quota: Quota) -> Outcome:
    """A viewer uses a coupon, once: a second time gets the first result and pays nothing."""
    earlier = _earlier(claims, filing)
    if earlier is not None:
        return earlier, None
    now_ms = max(now_ms, claims.latest_ms)
    if now_ms >= filing.until_ms:
        return Declined("late"), None
    if not _fits(claims, filing.guarantee, filing.ceiling_fen, quota):
        return Declined("quota"), None
    redeemed = Redeemed(now_ms, filing)
    return _after(claims, redeemed), redeemed


def _after(claims: Claims, entry: Entry) -> Standing:
    """Return how the claim will stand when `entry` has been taken."""
    alone = Claims()
    if isinstance(entry, Decided):
        alone.standings[entry.verdict.claim] = claims.standings[entry.verdict.claim]
    return alone.take(entry)


def _earlier(claims: Claims, filing: Filing) -> Answer | None:
    standing = claims.of(filing.guarantee, filing.receipt)
    if standing is None and filing.claim in claims.standings:
        return Declined("other")
    return standing


def _is_same(old: Standing, verdict: Verdict) -> bool:
    return (old.state, old.amount_fen, old.by, old.reason) == (
        verdict.state,
        verdict.amount_fen,
        verdict.by,
        verdict.reason,
    )


def _fits(claims: Claims, guarantee: str, amount_fen: int, quota: Quota) -> bool:
    if quota.unit == "fen":
        return claims.met_fen[guarantee] + amount_fen <= quota.most
    return claims.counts[guarantee, ClaimState.MET] < quota.most
