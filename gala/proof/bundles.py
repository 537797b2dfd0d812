"""A verifier for every kind of bundle; the kind is the file's own word, all else is checked."""

from __future__ import annotations

from functools import partial

from gala.proof.canon import read
from gala.proof.draw_bundle import check_draw_bundle
from gala.proof.entry_bundle import check_entry_bundle
from gala.proof.errors import ProofError
from gala.proof.pins import Pins
from gala.proof.receipt_bundle import check_receipt_bundle
from gala.proof.report import Report, reporting
from gala.proof.window_bundle import check_window_bundle

KINDS = ("draw", "entry", "receipt", "window")


def verify_bundle(data: bytes, pins: Pins) -> Report:
    """Return what the file `data` proves under the operator's keys; never raises."""
    return reporting(partial(_verify, data, pins))


def _verify(data: bytes, pins: Pins, report: Report) -> None:
    with report.check("encoding") as said:
        if not data.endswith(b"\n"):
            raise ProofError("the file does not end with a line feed")
        value = read(data[:-1])
        kind = value.get("gala") if isinstance(value, dict) else None
        if kind not in KINDS:
            raise ProofError("it is not a bundle")
        said(f"a bundle of kind {kind}")
    if kind == "draw":
        check_draw_bundle(report, value, pins)
    elif kind == "window":
        check_window_bundle(report, value, pins)
    elif kind == "entry":
        check_entry_bundle(report, value)
    else:
        check_receipt_bundle(report, value, pins)
