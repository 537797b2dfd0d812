"""What every test shares: how Hypothesis searches, and how a failure can be repeated."""

from hypothesis import settings

pytest_plugins = ["tests.plugins.store", "tests.plugins.record"]

# Chance stays: each run looks somewhere new, and a failure prints the blob that repeats it.
# No deadline: CI's two cores make a slow example look like a failing one.
settings.register_profile("gala", deadline=None, derandomize=False, print_blob=True)
settings.load_profile("gala")


def pytest_report_header() -> str:
    """Say in the first lines how a failure of a property is repeated."""
    return "hypothesis: a failing property prints @reproduce_failure(...); paste it over the test"
