"""What a receipt's goods are guaranteed by, from the receipt and the first line of its night's log.

A receipt is bound to that line by the hash in its origin, and the line holds the run sheet.
"""

from __future__ import annotations

from gala.core.plan import Text
from gala.core.sheets import parsed
from gala.core.trust.book import Offer, book_of
from gala.proof.canon import read
from gala.proof.errors import ProofError
from gala.proof.log_line import read_header
from gala.proof.receipt import read_receipt
from gala.proof.report import Report
from run_sheet import digest


def state_guarantees(report: Report, receipt: bytes, first_line: bytes) -> None:
    """Say in `report` what the sheet gives; `receipt` is a bundle that has been checked."""
    with report.check("night") as said:
        header = read_header(first_line)
        bought = read_receipt(read(receipt.removesuffix(b"\n")))
        if bought.origin != header.origin:
            raise ProofError("the receipt is of another night than this first line")
        fields = read(first_line)
        sheet = parsed(fields["sheet"]).sheet
        if sheet is None:
            raise ProofError("the run sheet in it has errors")
        if digest(sheet) != fields["sheet_digest"]:
            raise ProofError("the run sheet's digest is another")
        said(f"run sheet {fields['sheet_digest']}")
    with report.check("guarantees") as said:
        sold = book_of(sheet).windows.get(bought.window)
        if sold is None:
            said(f"{bought.window}: the sheet gives none")
            return
        given = "; ".join(map(_told, sold.offers, sold.words))
        said(f"{sold.title[0]} {sold.title[1]}, {sold.merchant_title[1]}: {given}")


def _told(offer: Offer, word: tuple[str, Text]) -> str:
    terms = [offer.kind, f"{offer.claim_days} days"]
    if offer.tiers:
        terms.append(f"tier {' or '.join(offer.tiers)}")
    terms.append(f"opted in {word[0]}")
    return f"{offer.title[0]} {offer.title[1]} ({', '.join(terms)})"
