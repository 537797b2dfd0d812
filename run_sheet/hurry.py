"""What a text says to hurry the audience, in figures that the sheet can be held against."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_DIGITS = {each: value for value, each in enumerate("零一二三四五六七八九")} | {"两": 2}
_SCALES = {"十": 10, "百": 100, "千": 1_000}
_ENGLISH = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
)
_NUMBERS = {word: value for value, word in enumerate(_ENGLISH.split(), start=1)} | {
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "a hundred": 100,
    "a thousand": 1_000,
}
_UNIT_MS = {"秒": 1_000, "分": 60_000, "小": 3_600_000, "s": 1_000, "m": 60_000, "h": 3_600_000}


@dataclass(frozen=True, slots=True)
class Hurry:
    """Words that hurry, and the figure in them: `units`, or `ms` of a window; or `once`."""

    what: str
    words: str
    figure: int


def hurries(text: str) -> list[Hurry]:
    """Return what a text says there is little of, in the order of the text."""
    found = []
    for family, pattern in _patterns():
        for match in pattern.finditer(text.lower()):
            figure = 1
            if family != "once":
                figure = number(match["n"])
            if family == "units" and figure == 1:
                continue  # "only one" is a turn of phrase
            if family == "seconds":
                figure *= _UNIT_MS[match["unit"][0]]
            what = "ms" if family == "seconds" else family
            found.append((match.start(), Hurry(what, match[0].strip(), figure)))
    return [hurry for _, hurry in sorted(found, key=lambda each: each[0])]


def number(words: str) -> int:
    """Return a whole number in digits, in Chinese (up to 万) or in English words."""
    plain = words.replace(",", "").strip()
    if plain.isdecimal():
        return int(plain)
    if plain in _NUMBERS:
        return _NUMBERS[plain]
    return sum(_below_ten_thousand(part) * scale for part, scale in _by_ten_thousands(plain))


def _by_ten_thousands(words: str) -> list[tuple[str, int]]:
    high, cut, low = words.rpartition("万")
    return [(high, 10_000), (low, 1)] if cut else [(low, 1)]


def _below_ten_thousand(words: str) -> int:
    total, digit = 0, 0
    for each in words:
        if each in _SCALES:
            total += (digit or 1) * _SCALES[each]
            digit = 0
        else:
            digit = _DIGITS[each]
    return total + digit


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    path = files(__package__).joinpath("words", "hurry.toml")
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    figures = (
        "[0-9][0-9,]{0,8}|[零一二两三四五六七八九十百千]{1,7}(?:万[零一二三四五六七八九十百千]{0,7})?|"
        + "|".join(sorted(_NUMBERS, key=len, reverse=True))
    )
    return tuple(
        (entry["family"], re.compile(each.replace("{n}", f"(?P<n>{figures})")))
        for entry in data["terms"]
        for each in (*entry["zh"], *entry["en"])
    )
