from gala.client.events import Answer, Receipt
from tests.keys import PROOF, PSEUDONYM


def test_only_two_outcomes_ask_for_the_claim_again() -> None:
    outcomes = ("sold_out", "closed", "unknown", "too_early", "pending")
    final = [Answer("w", 1, bytes(16), outcome, 0).final for outcome in outcomes]
    assert final == [True, True, True, False, False]


def test_receipts_are_compared_by_their_bytes_too() -> None:
    one, other = (
        Receipt("w", 1, bytes(16), 1, 1, 1, 1, "app", PSEUDONYM, PROOF, frame)
        for frame in (b"a", b"b")
    )
    assert one != other
