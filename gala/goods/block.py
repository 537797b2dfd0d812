"""Goods as the lines of YAML that a sheet has for them."""

from __future__ import annotations

from run_sheet import Good
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
    if good.merchant is not None:
        lines.append(f"{indent}  merchant: {scalar(good.merchant)}")
    if good.guarantees is not None:
        lines.append(f"{indent}  guarantees: {sequence(good.guarantees)}")
    return lines
