"""The bundle that a viewer's page keeps: the operator's own word that a leaf was given."""

from __future__ import annotations

from typing import Any

from gala.proof import unproven
from gala.proof.pins import Pins
from gala.proof.receipt import read_receipt
from gala.proof.report import Report


def check_receipt_bundle(report: Report, value: dict[str, Any], pins: Pins) -> None:
    """Check that the receipts key has signed the leaf, into `report`."""
    report.unproven += [unproven.KEPT, unproven.PERSONS, unproven.ARRIVAL, unproven.DISK]
    with report.check("bundle"):
        receipt = read_receipt(value)
    with report.check("receipt signature") as said:
        leaf = receipt.verify(pins.receipts)
        said(
            f"{receipt.window}: unit {leaf.unit} of {leaf.outlet}, quantity {leaf.quantity}, "
            f"promise {receipt.promise.text()}"
        )
