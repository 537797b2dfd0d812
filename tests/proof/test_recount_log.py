import json
from dataclasses import replace

import pytest

from gala.proof.log_line import sealed
from gala.proof.pins import Pins
from gala.proof.recount_log import check_log
from gala.proof.report import Report, reporting
from gala.proof.rows import Frozen, Revoked
from tests.proof.night import PINS, rehearsed

LINES = rehearsed().log


def _report(lines: list[bytes], pins: Pins = PINS) -> Report:
    return reporting(
        lambda report: print(check_log(report, lines, rehearsed().checkpoint(), pins).header)
    )


def test_a_whole_log_is_read() -> None:
    report = Report()
    log = check_log(report, LINES, rehearsed().checkpoint(), PINS)
    assert report.ok
    assert log.header.origin == rehearsed().origin
    assert len(log.tree) == len(LINES)
    assert isinstance(log.rows[0].row, Frozen)
    assert isinstance(log.rows[-1].row, Revoked)
    assert all(row.text.encode() == LINES[row.i] for row in log.rows)


@pytest.mark.parametrize("at", range(1, len(LINES)))
def test_a_line_missing_doubled_or_exchanged_is_found(at: int) -> None:
    missing = LINES[:at] + LINES[at + 1 :]
    doubled = LINES[: at + 1] + LINES[at:]
    exchanged = [*LINES[:at], *LINES[at : at + 2][::-1], *LINES[at + 2 :]]
    for lines in (missing, doubled, exchanged):
        assert not _report(lines).ok or lines == LINES


def test_a_line_that_is_written_anew_breaks_the_chain() -> None:
    fields = json.loads(LINES[5])
    fields["event"][1] += 1
    del fields["hash"]
    failed = _report([*LINES[:5], sealed(fields), *LINES[6:]]).checks[-1]
    assert (failed.name, failed.detail) == ("log", "line 6 does not continue the one before it")


@pytest.mark.parametrize("name", ["log", "receipts", "vrf"])
def test_the_keys_of_the_log_are_the_pinned_ones(name: str) -> None:
    failed = _report(LINES, replace(PINS, **{name: bytes(32)})).checks[-1]
    assert (failed.name, failed.ok) == ("log", False)
