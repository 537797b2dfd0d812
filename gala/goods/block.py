"""Goods as the lines of YAML that a sheet has for them."""

from __future__ import annotations

import json
import re

from run_sheet import Good, Text
from run_sheet.scalars import plain_value

# What YAML could take for something else, in a text that stands inside { }.
_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=<~](?:[^,\[\]{}#:'\"\n\r\t]*[^,\[\]{}#:'\"\s])?")


def good_lines(good: Good, indent: str = "  ") -> list[str]:
    """Return the lines of one entry, without line ends; `indent` stands before its dash."""
    lines = [
        f"{indent}- id: {scalar(good.id)}",
        f"{indent}  title: {_text(good.title)}",
        f"{indent}  price_fen: {good.price_fen}",
    ]
    if good.note is not None:
        lines.append(f"{indent}  note: {_text(good.note)}")
    if good.merchant is not None:
        lines.append(f"{indent}  merchant: {scalar(good.merchant)}")
    if good.guarantees is not None:
        listed = ", ".join(map(scalar, good.guarantees))
        lines.append(f"{indent}  guarantees: [{listed}]")
    return lines


def _text(text: Text) -> str:
    if text.zh == text.en:
        return scalar(text.zh)
    return f"{{zh: {scalar(text.zh)}, en: {scalar(text.en)}}}"


def scalar(text: str) -> str:
    """Return a text as it stands in YAML: bare where nothing can misread it, else in quotes."""
    if _PLAIN.fullmatch(text) and isinstance(plain_value(text), str):
        return text
    return json.dumps(text, ensure_ascii=False)
