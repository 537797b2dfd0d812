from gala.core.breaker_events import BreakerTripped
from gala.core.events import from_row, to_row


def test_it_goes_into_the_log_as_a_row_and_comes_back() -> None:
    tripped = BreakerTripped(5, "rain", 6_293, 0, 1_000)
    row = to_row(tripped)
    assert row == ("breaker_tripped", 5, "rain", 6_293, 0, 1_000)
    assert from_row(list(row)) == tripped
