import pytest

from gala.console import rate
from gala.console.rate import Rate


def test_a_few_at_once_and_then_so_many_a_minute() -> None:
    asks = Rate(burst=3, per_minute=6)
    assert [asks.allows("ann", 0) for _ in range(5)] == [True, True, True, False, False]
    assert not asks.allows("ann", 9_999)
    assert asks.allows("ann", 10_000)
    assert not asks.allows("ann", 10_001)
    assert [asks.allows("ann", 600_000) for _ in range(4)] == [True, True, True, False]


def test_nobody_pays_for_another_and_time_may_stand_still() -> None:
    asks = Rate(burst=1, per_minute=1)
    assert asks.allows("ann", 5)
    assert asks.allows("bo", 5)
    assert not asks.allows("ann", 4)


def test_it_keeps_only_so_many_in_mind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate, "KEYS_MAX", 2)
    asks = Rate(burst=1, per_minute=1)
    assert all(asks.allows(each, 0) for each in ("ann", "bo", "cy"))
    assert asks.allows("ann", 0), "forgotten"
    assert not asks.allows("cy", 0)
