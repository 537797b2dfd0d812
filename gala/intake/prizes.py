"""The prizes of a draw, out of one cell or of three: `一等奖 汽车 x1 250000元; 水壶 x10 199元`.

An entry is a title, `x10` or 10 名 for how many win one, `¥199`, 199元 or 19900分 for what one is
worth, and in front an id with a colon if it is to have one. What an entry does not say may stand in
columns of their own, an entry for each prize in the same order.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from gala.grid.money import MoneyError, fen_of_fen, fen_of_yuan
from gala.grid.wrong import SaidError
from gala.intake.items import free_id, id_after
from run_sheet.writing import scalar

_BETWEEN = re.compile(r"[;\n]")
_ID = re.compile(r"([a-z0-9][a-z0-9-]{0,39})\s*:\s*(.+)")
# A title ends at a space, at a comma that stands in no number, or where its Chinese does.
_TITLE = r"(?:(?P<title>.*[^\s,])(?:\s*(?<![0-9]),\s*|\s+|(?<=[^\x00-\x7f])))?"
_WINNERS = r"(?:名|个|份|台|部|张|辆|位|件|winners?)"
_COUNT = re.compile(
    rf"{_TITLE}(?:[x*×]\s*(?P<times>[0-9]{{1,9}})|(?P<of>[0-9]{{1,9}})\s*{_WINNERS})", re.IGNORECASE
)
_VALUE = re.compile(rf"{_TITLE}(?P<amount>¥\s*[0-9.,]+|[0-9.,]+\s*[元分])")
_WORTH = re.compile(r"[\s,]*(?:各?价值|每[个份]|worth|each)$", re.IGNORECASE)
_NUMBER = re.compile(rf"(?:[x*×]\s*)?([0-9]{{1,9}})\s*{_WINNERS}?", re.IGNORECASE)


class PrizeError(SaidError):
    """Cells that are no prizes; it says why, and what to write."""


@dataclass(slots=True)
class _Prize:
    title: str
    named: str = ""
    count: str | None = None
    value_fen: int | None = None

    def line(self, own: str) -> str:
        more = "" if self.count is None else f", count: {int(self.count)}"
        more += "" if self.value_fen is None else f", value_fen: {self.value_fen}"
        return f"{{id: {scalar(own)}, title: {scalar(self.title)}{more}}}"


def prizes_of(text: str, counts: str = "", values: str = "") -> list[str]:
    """Return each prize as it stands in a sheet; what nothing says is left out of it.

    `counts` and `values`, in yuan, are the columns beside it. Raises `PrizeError`.
    """
    prizes = [_read(part) for part in _parts(text)]
    for prize, count in zip(prizes, _column(counts, prizes, "名额", "counts"), strict=False):
        number = _NUMBER.fullmatch(count)
        if number is None or prize.count is not None:
            raise _unfit(count, prize.count is not None)
        prize.count = number[1]
    for prize, value in zip(prizes, _column(values, prizes, "价值", "values"), strict=False):
        if prize.value_fen is not None:
            raise _unfit(value, True)
        prize.value_fen = _fen(value)
    taken: set[str] = set()
    return [one.line(free_id(one.named or id_after(one.title) or "prize", taken)) for one in prizes]


def _read(text: str) -> _Prize:
    named = _ID.fullmatch(text)
    prize = _Prize(named[2] if named else text, named[1] if named else "")
    while True:
        if prize.count is None and (found := _COUNT.fullmatch(prize.title)) is not None:
            prize.count = found["times"] or found["of"]
        elif prize.value_fen is None and (found := _VALUE.fullmatch(prize.title)) is not None:
            prize.value_fen = _fen(found["amount"])
        else:
            return prize
        prize.title = _WORTH.sub("", found["title"] or "")
        if not prize.title:
            raise PrizeError(
                f"`{text[:60]}` 没有奖品名：写成 `水壶 x10 199元`",
                f"`{text[:60]}` has no title: write it like `Kettle x10 ¥199`",
            )


def _fen(amount: str) -> int:
    try:
        return fen_of_fen(amount) if amount.endswith("分") else fen_of_yuan(amount)
    except MoneyError as error:
        raise PrizeError(*error.said) from None


def _column(text: str, prizes: Sequence[_Prize], zh: str, en: str) -> list[str]:
    """Return the entries of a column beside the prizes: one for each, or none at all."""
    parts = _parts(text)
    if parts and len(parts) != len(prizes):
        raise PrizeError(
            f"{len(prizes)} 种奖品，{zh}却有 {len(parts)} 个：每种一个，用分号隔开",
            f"{len(prizes)} prizes, but {len(parts)} {en}: one for each, with semicolons between",
        )
    return parts


def _unfit(text: str, twice: bool) -> PrizeError:
    if twice:
        return PrizeError(
            f"`{text[:40]}` 在奖品里已经写了：只写一处",
            f"`{text[:40]}` is said with the prize already: say it once",
        )
    return PrizeError(
        f"`{text[:40]}` 不是人数：写整数，例如 10",
        f"`{text[:40]}` is not a number of winners: write it like 10",
    )


def _parts(text: str) -> list[str]:
    bare = unicodedata.normalize("NFKC", text)
    return [" ".join(part.split()) for part in _BETWEEN.split(bare) if part.strip()]
