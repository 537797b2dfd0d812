"""What a note says of earlier prices, where it says so in figures that a history can bear out."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

Claimed = Literal["lowest_paid", "lowest", "not_raised"]


class PriceClaim(NamedTuple):
    """The price is the lowest that was paid, or asked, or has not gone up, in so many days."""

    what: Claimed
    days: int


_DAYS_ZH = r"(?:近|最近|过去|前)?\s*(\d{1,3}|七|十五|三十)\s*(?:天|日)(?:以?内|来)?的?"
_DAYS_EN = r"(?:(?:in|of|over|within|for)\s+)?(?:the\s+)?(?:last|past|previous)\s+(\d{1,3})\s+days"
_WORDS = {"七": 7, "十五": 15, "三十": 30}

# What law and shops call these claims: 最低成交价 is the term of SAMR's orders 32 and 56, the
# lowest price of 30 days that of Directive 98/6/EC. The first pattern that fits is the claim.
_PATTERNS: tuple[tuple[Claimed, str], ...] = (
    ("lowest_paid", _DAYS_ZH + r"最低(?:的)?成交价"),
    ("lowest_paid", r"lowest (?:price paid|paid price|transacted price) " + _DAYS_EN),
    ("lowest", _DAYS_ZH + r"(?:的)?最低(?:标|售)?价"),
    ("lowest", r"lowest (?:price )?" + _DAYS_EN),
    ("lowest", r"(\d{1,3})[- ]day low(?:est)?\b"),
    ("not_raised", _DAYS_ZH + r"(?:没有?|未)(?:涨|提)过?价"),
    ("not_raised", r"not (?:been )?(?:raised|gone up|increased) " + _DAYS_EN),
)
_CLAIMS = tuple((what, re.compile(pattern, re.IGNORECASE)) for what, pattern in _PATTERNS)


def price_claims(*texts: str) -> tuple[PriceClaim, ...]:
    """Return what the texts of a note claim, each claim once."""
    found = []
    for text in texts:
        for what, pattern in _CLAIMS:
            if match := pattern.search(text):
                found.append(PriceClaim(what, _WORDS.get(match[1]) or int(match[1])))
                break
    return tuple(dict.fromkeys(one for one in found if one.days))
