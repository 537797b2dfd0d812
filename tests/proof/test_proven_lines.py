import pytest

from gala.proof.errors import ProofError
from gala.proof.proven_lines import check_lines, proven_fields, proven_texts
from gala.proof.report import Report, reporting
from tests.proof.night import PINS, rehearsed


def _report(numbers: list[int]) -> Report:
    night = rehearsed()
    lines = proven_fields(night.proven(numbers))
    return reporting(lambda report: print(check_lines(report, night.checkpoint(), lines, PINS)))


def test_every_line_of_a_log_can_be_proven() -> None:
    assert _report(list(range(1, len(rehearsed().log)))).ok


def test_lines_are_in_the_order_of_the_log() -> None:
    assert _report([2, 5, 9]).ok
    for numbers in ([5, 2], [2, 2], [1, 3, 2]):
        failed = _report(numbers).checks[-1]
        assert (failed.name, failed.ok) == ("log path", False)


def test_the_first_line_is_not_one_of_them() -> None:
    with pytest.raises(ProofError):
        proven_texts(proven_fields(rehearsed().proven([0])))


def test_lines_are_read_as_they_were_written() -> None:
    lines = rehearsed().proven([1, 2])
    assert proven_texts(proven_fields(lines)) == lines
