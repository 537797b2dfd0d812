import pytest

from gala.proof.errors import ProofError
from gala.proof.report import Check, Report, reporting


def test_a_report_stops_at_the_first_check_that_fails() -> None:
    def run(report: Report) -> None:
        with report.check("one") as said:
            said("one of one")
        with report.check("two"):
            raise ProofError("two is not so")
        with report.check("three"):
            pass

    report = reporting(run)
    assert report.checks == [Check("one", True, "one of one"), Check("two", False, "two is not so")]
    assert not report.ok


@pytest.mark.parametrize(
    "error", [ValueError, OverflowError, KeyError, RecursionError, MemoryError]
)
def test_what_cannot_be_computed_is_refused(error: type[Exception]) -> None:
    def run(report: Report) -> None:
        with report.check("one"):
            raise error

    [check] = reporting(run).checks
    assert not check.ok
    assert error.__name__ in check.detail


def test_nothing_checked_is_nothing_proven() -> None:
    assert not reporting(lambda report: None).ok
