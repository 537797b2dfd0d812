"""A receipt and its night's first line say what was guaranteed, or that they are not a pair."""

import json

import pytest

from gala.core.log import header_line
from gala.core.trust.stating import state_guarantees
from gala.proof.leaf import Leaf
from gala.proof.log_line import read_header, sealed
from gala.proof.receipt import Receipt, sign_batch
from gala.proof.report import Report, reporting
from run_sheet import digest
from tests.conductor.nights import SHEET
from tests.core.playing import sheet_of
from tests.core.trust.cards import ANN, CARD
from tests.keys import KEYS, PROMISE, header


def first_line(sheet: str = CARD) -> bytes:
    """The line that a night with this sheet begins with."""
    return header_line(header("live", sheet, digest(sheet_of(sheet)), 1000, 5, "auto"))


def receipt(line: bytes, window: str = "pens") -> bytes:
    """A signed receipt of the night that begins with `line`."""
    leaf = Leaf(ANN, "app", 1, 1, 1, 400, 1_000_000, bytes(16)).text()
    origin = read_header(line).origin
    signed = sign_batch(KEYS.receipts, origin, window, "1-0", [leaf], PROMISE)
    path, signature = signed.paths[0], signed.signature
    return Receipt(origin, window, "1-0", 1, 0, leaf, path, signature, PROMISE).bundle()


def stated(data: bytes, line: bytes) -> Report:
    return reporting(lambda report: state_guarantees(report, data, line))


def test_it_says_what_the_goods_come_with_and_by_which_sheet() -> None:
    line = first_line()
    night, guarantees = stated(receipt(line), line).checks
    assert night.detail == f"run sheet {digest(sheet_of(CARD))}"
    assert guarantees.detail == (
        "钢笔 Fountain pen, The pen shop: 仅退款 Money back (refund_only, 30 days, opted in "
        "2021-06-01); 退货包邮 Freight paid (return_freight, 7 days, opted in 2021-06-01); "
        "假一赔十 Fake pays ten (fake_tenfold, 365 days, opted in 2021-06-01); 回头券 Next time "
        "(coupon, 90 days, tier gold, opted in 2021-06-01)"
    )


def test_goods_without_guarantees_are_told_as_that() -> None:
    for line, window in ((first_line(), "inks"), (first_line(SHEET), "sale")):
        report = stated(receipt(line, window), line)
        assert report.ok
        assert report.checks[-1].detail == f"{window}: the sheet gives none"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"origin_ms": 6}, "another night"),
        ({"sheet": CARD.replace("limit_fen: 500", "limit_fen: 1")}, "another night"),
    ],
)
def test_a_line_of_another_night_says_nothing(change: dict[str, object], why: str) -> None:
    line = first_line()
    fields = {name: one for name, one in json.loads(line).items() if name != "hash"}
    report = stated(receipt(line), sealed({**fields, **change}))
    assert not report.ok
    assert why in report.checks[-1].detail


@pytest.mark.parametrize(
    ("change", "why"),
    [({"sheet_digest": "0" * 64}, "digest is another"), ({"sheet": "gala: 1"}, "has errors")],
)
def test_a_sheet_that_is_not_what_the_line_says(change: dict[str, object], why: str) -> None:
    fields = {name: one for name, one in json.loads(first_line()).items() if name != "hash"}
    odd = sealed({**fields, **change})
    report = stated(receipt(odd), odd)
    assert why in report.checks[-1].detail


@pytest.mark.parametrize("line", [b"", b"{}", b"[]", b"\xff", first_line()[:-1]])
def test_what_is_no_first_line_is_refused(line: bytes) -> None:
    assert not stated(receipt(first_line()), line).ok
