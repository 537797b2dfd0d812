import json
from typing import Any

import pytest

from gala.proof.errors import ProofError
from gala.proof.log_line import sealed
from gala.proof.recount_claims import check_claims, check_receipts
from gala.proof.report import Report, reporting
from tests.proof.edits import others
from tests.proof.night import PINS, PROMISE, Night, rehearsed

NIGHT = rehearsed()
NAMED = (NIGHT.origin, PROMISE)


def _report(claims: list[bytes] = NIGHT.claims, receipts: list[bytes] = NIGHT.receipts) -> Report:
    def run(report: Report) -> None:
        read = check_claims(report, claims)
        check_receipts(report, receipts, read, NAMED, PINS.receipts)

    return reporting(run)


def _chained(fields: list[dict[str, Any]]) -> list[bytes]:
    """Return claims with hashes that are right."""
    lines: list[bytes] = []
    before = ""
    for one in fields:
        bare = {name: value for name, value in one.items() if name != "hash"}
        lines.append(sealed({**bare, "prev": before}))
        before = json.loads(lines[-1])["hash"]
    return lines


CLAIMS = [json.loads(line) for line in NIGHT.claims]


def test_every_claim_has_its_receipt() -> None:
    assert _report().ok
    told = [check.detail for check in _report().checks]
    assert told == ["21 claims", "8 batches, promise always 2"]
    assert _chained(CLAIMS) == NIGHT.claims


@pytest.mark.parametrize("name", sorted(set(CLAIMS[0]) - {"hash", "prev"}))
def test_a_claim_that_is_rewritten_with_all_hashes_has_no_receipt(name: str) -> None:
    for other in others(CLAIMS[4][name]):
        try:
            lines = _chained([*CLAIMS[:4], {**CLAIMS[4], name: other}, *CLAIMS[5:]])
        except ProofError:
            continue
        assert not _report(lines).ok, (name, other)


@pytest.mark.parametrize("at", range(len(CLAIMS)))
def test_a_claim_taken_out_or_moved_is_found(at: int) -> None:
    without = CLAIMS[:at] + CLAIMS[at + 1 :]
    assert not _report(_chained(without)).ok
    assert not _report(NIGHT.claims[:at] + NIGHT.claims[at + 1 :]).ok
    moved = [*without, CLAIMS[at]]
    assert not _report(_chained(moved)).ok or moved == CLAIMS


def test_a_unit_is_not_given_twice_nor_left_out() -> None:
    failed = _report(_chained([{**CLAIMS[0], "unit": 2}, *CLAIMS[1:]])).checks[-1]
    assert (failed.name, failed.ok) == ("claims", False)
    assert "is not the next one" in failed.detail


@pytest.mark.parametrize("name", ["batch", "root", "signature", "size", "window"])
def test_a_batch_that_is_rewritten_is_refused(name: str) -> None:
    for at, line in enumerate(NIGHT.receipts):
        fields = json.loads(line)
        for other in others(fields[name]):
            text = json.dumps({**fields, name: other}, sort_keys=True, separators=(",", ":"))
            changed = [*NIGHT.receipts[:at], text.encode(), *NIGHT.receipts[at + 1 :]]
            assert not _report(receipts=changed).ok, (at, other)


def test_batches_come_in_the_order_of_the_claims_and_once() -> None:
    first, second, *rest = NIGHT.receipts
    for receipts in ([second, first, *rest], [first, first, *rest], [first], []):
        failed = _report(receipts=receipts).checks[-1]
        assert (failed.name, failed.ok) == ("receipts", False)


def test_another_nights_receipts_are_not_this_ones() -> None:
    other = Night()
    other.origin = NIGHT.origin[:-1] + ("0" if NIGHT.origin[-1] != "0" else "1")
    other.give("entry", ("ann", "app", 1))

    def run(report: Report) -> None:
        check_receipts(
            report, other.receipts, check_claims(report, other.claims), NAMED, PINS.receipts
        )

    assert not reporting(run).ok
