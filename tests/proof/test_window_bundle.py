import pytest

from gala.proof import unproven
from gala.proof.bundles import verify_bundle
from tests.proof.night import PINS, rehearsed


@pytest.mark.parametrize("window", ["entry", "flash", "rain", "drizzle"])
def test_every_window_of_a_night_is_proven(window: str) -> None:
    report = verify_bundle(rehearsed().window(window), PINS)
    assert report.ok, report.checks
    assert unproven.ARRIVAL in report.unproven
    names = ["encoding", "bundle", "checkpoint signature", "log path", "lines", "story"]
    assert [check.name for check in report.checks] == [*names, "frozen tree"]
