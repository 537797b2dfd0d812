"""What every test shares: how Hypothesis searches, and how a failure can be repeated."""

from pathlib import Path

import pytest
from hypothesis import settings

pytest_plugins = ["tests.plugins.store", "tests.plugins.record"]

# Chance stays: each run looks somewhere new, and a failure prints the blob that repeats it.
# No deadline: CI's two cores make a slow example look like a failing one.
settings.register_profile("gala", deadline=None, derandomize=False, print_blob=True)
settings.load_profile("gala")


TESTS = Path(__file__).parent
LONG = (
    *("e2e/test_demo.py", "sim/test_runner.py", "kills", "faults", "durability", "crowd", "cli"),
    *("store/test_sentinel.py", "edge/test_secured.py", "console/test_shedding_by_hand.py", "e2e"),
)
"""What waits long for real processes, or plays long nights, the longest first."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long: at the end one worker would be busy with it, the others idle."""

    def rank(item: pytest.Item) -> int:
        path = item.path.relative_to(TESTS)
        return next((n for n, long in enumerate(LONG) if path.is_relative_to(long)), len(LONG))

    items.sort(key=rank)


def pytest_report_header() -> str:
    """Say in the first lines how a failure of a property is repeated."""
    return "hypothesis: a failing property prints @reproduce_failure(...); paste it over the test"
