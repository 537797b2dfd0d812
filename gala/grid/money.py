"""Money between texts and fen: exactly, without a float on the way. One yuan is 100 fen."""

from __future__ import annotations

import re
import unicodedata

from gala.grid.wrong import SaidError

_YUAN = re.compile(r"(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]*))?")
_FEN = re.compile(r"[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+")
DIGITS_MAX = 15


class MoneyError(SaidError):
    """A text that is no amount; it says why, and what to write."""


def yuan_text(fen: int) -> str:
    """Return an amount as people write it in yuan: two decimals, no separators."""
    sign, fen = ("-", -fen) if fen < 0 else ("", fen)
    return f"{sign}{fen // 100}.{fen % 100:02}"


def fen_of_yuan(text: str) -> int:
    """Return the fen of an amount in yuan: `19.9`, `¥1,299.00`, `12元`. Raises `MoneyError`."""
    bare = _bare(text).removeprefix("¥").removesuffix("元").strip()
    found = _YUAN.fullmatch(bare)
    if found is None:
        raise MoneyError(
            f"`{text[:40]}` 不是以元计的金额：写成 19.90 这样",
            f"`{text[:40]}` is not an amount in yuan: write it like 19.90",
        )
    decimals = (found[1] or "").rstrip("0")
    if len(decimals) > 2:
        raise MoneyError(
            f"`{text[:40]}` 不到一分：保留两位小数",
            f"`{text[:40]}` has parts of a fen: round it to two decimals",
        )
    whole = bare.partition(".")[0].replace(",", "")
    return _bounded(whole + decimals.ljust(2, "0"), text)


def fen_of_fen(text: str) -> int:
    """Return the fen of an amount in fen: whole, like `1990`. Raises `MoneyError`."""
    bare = _bare(text).removesuffix("分").strip()
    whole, point, decimals = bare.partition(".")
    if _FEN.fullmatch(whole) is None or (point and decimals.strip("0")):
        raise MoneyError(
            f"`{text[:40]}` 不是以分计的金额：写整数，例如 1990",
            f"`{text[:40]}` is not an amount in fen: write whole fen, like 1990",
        )
    return _bounded(whole.replace(",", ""), text)


def _bare(text: str) -> str:
    """Return the text in half-width characters, without space around it."""
    return unicodedata.normalize("NFKC", text).strip().replace("¥ ", "¥")


def _bounded(digits: str, text: str) -> int:
    digits = digits.lstrip("0") or "0"
    if len(digits) > DIGITS_MAX:
        raise MoneyError(
            f"`{text[:40]}` 大过一切金额：这是价格吗？",
            f"`{text[:40]}` is more than any amount can be: is this a price?",
        )
    return int(digits)
