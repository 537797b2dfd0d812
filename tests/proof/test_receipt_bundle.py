from dataclasses import replace

from gala.proof import unproven
from gala.proof.bundles import verify_bundle
from tests.proof.night import PINS, rehearsed


def test_every_receipt_of_a_night_is_proven() -> None:
    for receipt in rehearsed().kept:
        report = verify_bundle(receipt.bundle(), PINS)
        assert report.ok, report.checks
        assert [check.name for check in report.checks] == [
            "encoding",
            "bundle",
            "receipt signature",
        ]
        assert unproven.KEPT in report.unproven
        assert unproven.DISK in report.unproven


def test_under_another_operators_pins_it_is_nothing() -> None:
    pins = replace(PINS, receipts=PINS.log)
    assert not verify_bundle(rehearsed().kept[0].bundle(), pins).ok
