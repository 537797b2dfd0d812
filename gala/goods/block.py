"""Goods as the lines of YAML that a sheet has for them."""

from __future__ import annotations

from run_sheet import Good
from run_sheet.evidence import Evidence
from run_sheet.prices import Price
from run_sheet.waivers import Waiver
from run_sheet.writing import scalar, sequence, text_value


def good_lines(good: Good, indent: str = "  ") -> list[str]:
    """Return the lines of one entry, without line ends; `indent` stands before its dash."""
    lines = [
        f"{indent}- id: {scalar(good.id)}",
        f"{indent}  title: {text_value(good.title)}",
        f"{indent}  price_fen: {good.price_fen}",
    ]
    if good.note is not None:
        lines.append(f"{indent}  note: {text_value(good.note)}")
    if good.prices is not None:
        lines.append(f"{indent}  prices:{'' if good.prices else ' []'}")
        lines += [f"{indent}    - {_price(price)}" for price in good.prices]
    if good.units is not None:
        lines.append(f"{indent}  units: {good.units}")
    if good.merchant is not None:
        lines.append(f"{indent}  merchant: {scalar(good.merchant)}")
    if good.guarantees is not None:
        lines.append(f"{indent}  guarantees: {sequence(good.guarantees)}")
    if good.waive is not None:
        lines.append(f"{indent}  waive:{'' if good.waive else ' []'}")
        lines += [f"{indent}    - {_waiver(waiver)}" for waiver in good.waive]
    if good.evidence is not None:
        lines.append(f"{indent}  evidence:{'' if good.evidence else ' []'}")
        lines += [f"{indent}    - {_evidence(evidence)}" for evidence in good.evidence]
    return lines


def _price(price: Price) -> str:
    until = "" if price.to_day is None else f"to: {price.to_day}, "
    return f"{{from: {price.from_day}, {until}fen: {price.fen}, sold: {str(price.sold).lower()}}}"


def _waiver(waiver: Waiver) -> str:
    reason, by = text_value(waiver.reason), text_value(waiver.by)
    return f"{{rule: {waiver.rule}, reason: {reason}, by: {by}, on: {waiver.on}}}"


def _evidence(evidence: Evidence) -> str:
    claim, what, by = (text_value(one) for one in (evidence.claim, evidence.what, evidence.by))
    return f"{{for: {claim}, what: {what}, by: {by}, on: {evidence.on}}}"
