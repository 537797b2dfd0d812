"""The price history of goods in one cell of a table: a price on a line, or behind a semicolon.

    2025-11-01..2025-12-10 219.00 sold; 2025-12-11.. 199.00 unsold

Amounts are in yuan, as in the column of prices. A day alone is that day, and `..` at the end is
still in force, or until the next price.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from gala.grid.money import MoneyError, fen_of_yuan, yuan_text
from gala.grid.wrong import SaidError
from run_sheet.prices import Price
from run_sheet.said import Said

_BETWEEN = re.compile(r"[;；\n]")
_UNTIL = re.compile(r"\.\.+|~|至|到")
_SOLD = {"sold": True, "有成交": True, "成交": True, "unsold": False, "无成交": False}
_FORM = Said(
    "写日期、元和 `sold` 或 `unsold`，例如 `2025-11-01..2025-12-10 219.00 sold`",
    "write days, yuan and `sold` or `unsold`, like `2025-11-01..2025-12-10 219.00 sold`",
)


class HistoryError(SaidError):
    """A text that is no history; it says what is wrong, and what to write."""


def history_text(prices: Iterable[Price]) -> str:
    """Return a history as it stands in a cell."""
    return "; ".join(
        f"{_days(price)} {yuan_text(price.fen)} {'sold' if price.sold else 'unsold'}"
        for price in prices
    )


def _days(price: Price) -> str:
    if price.to_day == price.from_day:
        return price.from_day
    return f"{price.from_day}..{price.to_day or ''}"


def read_history(text: str) -> list[dict[str, Any]]:
    """Return the entries as the sheet has them; days are left to the sheet to judge.

    Raises `HistoryError`.
    """
    entries = [part.strip() for part in _BETWEEN.split(unicodedata.normalize("NFKC", text))]
    return [_entry(part) for part in entries if part]


def _entry(text: str) -> dict[str, Any]:
    parts = text.split()
    if len(parts) != 3 or parts[2].casefold() not in _SOLD:
        raise HistoryError(
            f"`{text[:60]}` 不是某几天的价格：{_FORM.zh}",
            f"`{text[:60]}` is not a price of some days: {_FORM.en}",
        )
    days, amount, sold = parts
    try:
        fen = fen_of_yuan(amount)
    except MoneyError as error:
        raise HistoryError(*error.said) from None
    first, *last = _UNTIL.split(days)
    if len(last) > 1:
        raise HistoryError(
            f"`{days[:60]}` 不是两个日期：{_FORM.zh}",
            f"`{days[:60]}` are not two days: {_FORM.en}",
        )
    until = last[0] if last else first
    entry = {"from": first, "fen": fen, "sold": _SOLD[sold.casefold()]}
    return entry | ({"to": until} if until else {})
