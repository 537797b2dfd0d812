"""The model's claims on guarantees: once each, within the quota, and copies of their own."""

from gala.core.trust.claims import Declined, Filing, Quota, Standing, Verdict
from gala.sim.store_guarantees import GuaranteesModel
from tests.sim.storing import CLOCK, HOUR_MS, faulty, in_virtual_time, ports_to

ONE = Quota("claims", 1)


def filing(number: int, guarantee: str = "gift") -> Filing:
    until_ms = CLOCK.now_ms() + HOUR_MS
    terms = (1, 5, until_ms, "0" * 64)
    return Filing(f"{number:032x}", guarantee, "sale", "app", number, "ann", *terms)


@in_virtual_time
async def test_a_coupon_is_used_once_and_the_quota_kept() -> None:
    kept = ports_to(faulty()).guarantees
    first = await kept.redeem(filing(1), ONE)
    assert isinstance(first, Standing)
    assert (first.state, first.amount_fen) == ("met", 5)
    assert await kept.redeem(filing(1), ONE) == first
    assert await kept.redeem(filing(2), ONE) == Declined("quota")


@in_virtual_time
async def test_a_claim_is_decided_once() -> None:
    kept = ports_to(faulty()).guarantees
    await kept.file(filing(1, "refund"), "it leaks")
    met = Verdict(f"{1:032x}", "refund", True, 1, "second", "it does")
    answer = await kept.decide(met, ONE)
    assert isinstance(answer, Standing)
    assert (answer.state, answer.by) == ("met", "second")
    assert await kept.decide(met, ONE) == answer
    refused = Verdict(f"{1:032x}", "refund", False, 0, "director", "it does not")
    assert await kept.decide(refused, ONE) == Declined("decided")
    cursor, journal = await kept.journal("0")
    assert [one.said for one in journal] == ["it leaks", ""]
    assert await kept.journal(cursor) == (cursor, [])


@in_virtual_time
async def test_a_copy_goes_its_own_way() -> None:
    server = faulty()
    await ports_to(server).guarantees.redeem(filing(1), ONE)
    other = GuaranteesModel().copy()
    assert other.entries(0, "0", 9) == []
    assert len(server.peek("guarantees_entries", "0", 9)) == 1
