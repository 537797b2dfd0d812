import pytest

from gala.core.plan import LotPlan
from gala.proof.rules import RainRule
from tests.core.kinds.one import parts_of

RAIN = (
    "{id: x, kind: rain, title: X, length: 60s, opens: 5s, open_for: 10s, pool_fen: 1000,"
    " packets: 10, min_fen: 1, max_fen: 500, per_viewer: 7}"
)


def test_it_announces_its_pool_and_packets() -> None:
    parts = parts_of(RAIN)
    assert parts.detail == (1000, 10, "x", 1, 500, 7)
    assert parts.lot == LotPlan("x", RainRule(pool_fen=1000, packets=10, min_fen=1, max_fen=500))
    assert parts.window is not None
    assert (parts.window.id, parts.window.stocked) == ("x", False)


@pytest.mark.parametrize(("asked", "gets"), [(1, 1), (7, 7), (8, 7), (10**9, 7), (0, 1)])
def test_a_viewer_gets_the_chances_it_caught_and_no_more_than_there_are(
    asked: int, gets: int
) -> None:
    window = parts_of(RAIN).window
    assert window is not None
    assert window.quantity(asked, weight=99) == gets
