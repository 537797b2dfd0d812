import pytest

from gala.core.tables import BadTransition
from gala.core.trust.claims import (
    CLAIMS,
    MAY,
    Actor,
    Answer,
    Claims,
    ClaimState,
    Declined,
    Entry,
    Filing,
    Standing,
    Verdict,
    decide,
    file,
    redeem,
)
from tests.core.trust.cards import ANN, BO, BOUGHT_MS, SAID, card, filing, verdict

NOW_MS = BOUGHT_MS + 5
QUOTA = {one.id: one.quota for one in card().offers.values()}


def took(claims: Claims, outcome: tuple[Answer, Entry | None]) -> Standing:
    """Take what the rules made; the claim then stands as they answered."""
    answer, entry = outcome
    assert entry is not None, answer
    assert claims.take(entry) == answer
    assert isinstance(answer, Standing)
    return answer


def test_three_states_and_both_ends_are_final() -> None:
    assert set(CLAIMS) == set(ClaimState)
    assert CLAIMS[ClaimState.FILED] == {ClaimState.MET, ClaimState.REFUSED}
    assert not CLAIMS[ClaimState.MET] | CLAIMS[ClaimState.REFUSED]
    assert MAY == {"file": Actor.VIEWER, "redeem": Actor.VIEWER, "decide": Actor.STAFF}


def test_a_claim_is_filed_and_met_by_somebody_who_is_named() -> None:
    claims = Claims()
    assert took(claims, file(claims, NOW_MS, filing())).state is ClaimState.FILED
    met = took(claims, decide(claims, NOW_MS + 1, verdict(), QUOTA["refund"]))
    assert (met.state, met.amount_fen, met.by) == (ClaimState.MET, 400, "director")
    assert (met.filed_ms, met.decided_ms) == (NOW_MS, NOW_MS + 1)
    assert claims.met_fen["refund"] == 400


def test_a_claim_is_refused_with_its_reason() -> None:
    claims = Claims()
    took(claims, file(claims, NOW_MS, filing()))
    refused = took(claims, decide(claims, NOW_MS, verdict(amount_fen=0), QUOTA["refund"]))
    assert (refused.state, refused.reason) == (ClaimState.REFUSED, "seen the pictures")
    assert claims.met_fen["refund"] == 0
    with pytest.raises(BadTransition):
        claims.take(decide_entry(claims))


def decide_entry(claims: Claims) -> Entry:
    """A decision that other claims would allow."""
    other = Claims()
    took(other, file(other, NOW_MS, filing()))
    _, entry = decide(other, NOW_MS, verdict(), QUOTA["refund"])
    assert entry is not None
    return entry


def test_a_receipt_has_one_claim_on_a_guarantee() -> None:
    claims = Claims()
    first = took(claims, file(claims, NOW_MS, filing(1)))
    assert file(claims, NOW_MS + 9, filing(1)) == (first, None)
    assert file(claims, NOW_MS + 9, filing(2)) == (first, None)
    took(claims, file(claims, NOW_MS, filing(2, "tenfold")))
    took(claims, file(claims, NOW_MS, filing(3, unit=2, viewer=BO)))


def test_a_claims_id_is_of_one_claim() -> None:
    claims = Claims()
    took(claims, file(claims, NOW_MS, filing(1)))
    assert file(claims, NOW_MS, filing(1, "tenfold")) == (Declined("other"), None)
    assert redeem(claims, NOW_MS, filing(1, "again"), QUOTA["again"]) == (Declined("other"), None)


def test_the_days_end() -> None:
    claims, late_ms = Claims(), filing().until_ms
    assert file(claims, late_ms, filing()) == (Declined("late"), None)
    took(claims, file(claims, late_ms - 1, filing()))
    took(claims, decide(claims, late_ms + 1, verdict(), QUOTA["refund"]))
    coupon = filing(2, "again")
    assert redeem(claims, coupon.until_ms, coupon, QUOTA["again"]) == (Declined("late"), None)


def test_a_decision_is_made_once() -> None:
    claims, quota = Claims(), QUOTA["refund"]
    assert decide(claims, NOW_MS, verdict(), quota) == (Declined("unknown"), None)
    took(claims, file(claims, NOW_MS, filing()))
    assert decide(claims, NOW_MS, verdict(guarantee="tenfold"), quota)[0] == Declined("unknown")
    met = took(claims, decide(claims, NOW_MS, verdict(), quota))
    assert decide(claims, NOW_MS + 5, verdict(), quota) == (met, None)
    for other in (verdict(amount_fen=399), verdict(amount_fen=0), verdict(by="second")):
        assert decide(claims, NOW_MS, other, quota) == (Declined("decided"), None)


def test_nothing_is_worth_more_than_it_may_be_and_no_quota_is_exceeded() -> None:
    claims = Claims()
    took(claims, file(claims, NOW_MS, filing(1)))
    took(claims, file(claims, NOW_MS, filing(2, unit=2, viewer=BO)))
    quota = QUOTA["refund"]
    assert decide(claims, NOW_MS, verdict(1, 401), quota) == (Declined("over"), None)
    took(claims, decide(claims, NOW_MS, verdict(1, 400), quota))
    assert decide(claims, NOW_MS, verdict(2, 301), quota) == (Declined("quota"), None)
    took(claims, decide(claims, NOW_MS, verdict(2, 300), quota))


def test_a_quota_may_count_claims() -> None:
    claims = Claims()
    for claim, unit, viewer in ((1, 1, ANN), (2, 2, BO)):
        took(claims, file(claims, NOW_MS, filing(claim, "freight", unit, viewer)))
    took(claims, decide(claims, NOW_MS, verdict(1, 1, "freight"), QUOTA["freight"]))
    more = verdict(2, 1, "freight")
    assert decide(claims, NOW_MS, more, QUOTA["freight"]) == (Declined("quota"), None)
    took(claims, decide(claims, NOW_MS, verdict(2, 0, "freight"), QUOTA["freight"]))


def test_a_coupon_is_used_once_and_the_first_result_answers_ever_after() -> None:
    claims, quota = Claims(), QUOTA["again"]
    used = took(claims, redeem(claims, NOW_MS, filing(1, "again"), quota))
    assert (used.state, used.amount_fen, used.by) == (ClaimState.MET, 500, "viewer")
    for claim in (1, 2):
        assert redeem(claims, NOW_MS + 9, filing(claim, "again"), quota) == (used, None)
    other = filing(3, "again", 2, BO)
    assert redeem(claims, NOW_MS, other, quota) == (Declined("quota"), None)
    assert claims.met_fen["again"] == 500


def test_time_never_goes_back() -> None:
    claims = Claims()
    took(claims, file(claims, NOW_MS, filing()))
    decided = took(claims, decide(claims, NOW_MS - 50, verdict(), QUOTA["refund"]))
    assert decided.decided_ms == NOW_MS


@pytest.mark.parametrize(
    ("claim", "digests"),
    [("x" * 32, SAID), ("a" * 31, SAID), ("a" * 32, "5"), ("a" * 32, "G" * 64)],
)
def test_a_filing_has_its_form(claim: str, digests: str) -> None:
    with pytest.raises(ValueError, match="hex digits"):
        Filing(claim, "refund", "pens", "app", 1, ANN, 1, 1, 1, digests)
    with pytest.raises(ValueError, match="at most 5"):
        Filing("a" * 32, "refund", "pens", "app", 1, ANN, 1, 1, 1, SAID, (SAID,) * 6)


@pytest.mark.parametrize(
    ("met", "amount_fen", "by", "reason"),
    [
        (True, 0, "director", "why"),
        (False, 1, "director", "why"),
        (False, -1, "director", "why"),
        (True, 1, "", "why"),
        (True, 1, "director", ""),
        (True, 1, "director", "x" * 501),
        (True, 2**53, "director", "why"),
        (True, 1, "director", "half of \ud83d"),
    ],
)
def test_a_decision_has_its_form(met: bool, amount_fen: int, by: str, reason: str) -> None:
    with pytest.raises(ValueError, match=r"reason|amount|surrogates"):
        Verdict("a" * 32, "refund", met, amount_fen, by, reason)
