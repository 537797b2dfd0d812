import random

import pytest

from gala.client.closing import Backoff, ComeBack, after_close, after_refusal
from gala.client.errors import ClientError, Dismissed, Refused, ShowOver, TicketExpired


@pytest.mark.parametrize(
    ("code", "reason", "after_ms"),
    [
        (1001, "drain 0", 0),
        (1001, "drain 1500", 1_500),
        (4408, "behind 250", 250),
        (4429, "flood 3000", 3_000),
        (1000, "over 10", 10),
        (4429, "flood 999999999999999999999", 3_600_000),
        (1006, "", None),
        (1005, "", None),
        (1011, "internal error", None),
        (1001, "", None),  # not our edge's word: a proxy, or a server that was killed
        (1001, "going 5", None),
        (1000, "", None),
    ],
)
def test_coming_back(code: int, reason: str, after_ms: int | None) -> None:
    verdict = after_close(code, reason)
    assert isinstance(verdict, ComeBack)
    assert verdict.after_ms == after_ms


@pytest.mark.parametrize(
    ("code", "reason", "error"),
    [
        (1000, "over", ShowOver),
        (4401, "expired", TicketExpired),
        (1001, "drain", Dismissed),
        (4408, "behind", Dismissed),
        (4429, "flood soon", Dismissed),
        (1008, "malformed", Dismissed),
        (1002, "", Dismissed),
        (1009, "frame too big", Dismissed),
    ],
)
def test_staying_away(code: int, reason: str, error: type[ClientError]) -> None:
    assert type(after_close(code, reason)) is error


def test_refusals() -> None:
    for status, word in ((400, "malformed"), (401, "ticket"), (403, "origin"), (404, "path")):
        refused = after_refusal(status, word, "")
        assert isinstance(refused, Refused)
        assert (refused.status, refused.word) == (status, word)
    assert isinstance(after_refusal(401, "expired", ""), TicketExpired)
    assert after_refusal(503, "busy", "7") == ComeBack(7_000, "503 busy")
    assert after_refusal(503, "busy", "") == ComeBack(None, "503 busy")
    assert after_refusal(503, "busy", "Wed, 21 Oct") == ComeBack(None, "503 busy")
    assert after_refusal(502, "bad gateway", "") == ComeBack(None, "502 bad gateway")


def test_waits_double_up_to_fifteen_seconds_and_begin_again() -> None:
    class Longest(random.Random):
        def randint(self, a: int, b: int) -> int:
            assert a == 0
            return b

    backoff = Backoff(Longest())
    waits = [backoff.next_ms() for _ in range(6)]
    assert waits == [1_000, 2_000, 4_000, 8_000, 15_000, 15_000]
    backoff.reset()
    assert backoff.next_ms() == 1_000
