"""The lexicons: words with what they claim, and the rules by which they do not. Data, not code."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_CHINESE = re.compile("[一-鿿]")
_ENGLISH = re.compile("[A-Za-z]{2}")


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one family in one language, and the source that has them.

    They stand in texts in which `script` is found, and match in small letters.
    """

    family: str
    source: str
    script: re.Pattern[str]
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A file of words, and where its sources are said in full."""

    words: tuple[Words, ...]
    sources: dict[str, str]


@dataclass(frozen=True, slots=True)
class Exemption:
    """A rule by which a word is no claim; what it looks at, exemptions.toml says."""

    name: str
    why: str
    families: frozenset[str] | None
    words: re.Pattern[str] | None
    before: tuple[re.Pattern[str], ...]
    after: tuple[re.Pattern[str], ...]
    around: tuple[re.Pattern[str], ...]
    clause: tuple[re.Pattern[str], ...]
    sentence: tuple[re.Pattern[str], ...]
    besides: re.Pattern[str] | None
    unless: re.Pattern[str] | None


@cache
def lexicon(name: str) -> Lexicon:
    """Return a lexicon by its name: `claims` or `tricks`."""
    data = _read(name)
    words = []
    for entry in data["terms"]:
        chinese = "|".join(entry["zh"])
        english = rf"(?<![a-z-])(?:{'|'.join(entry['en'])})(?![a-z])"
        for script, source in ((_CHINESE, chinese), (_ENGLISH, english)):
            words.append(Words(entry["family"], entry["source"], script, re.compile(source)))
    return Lexicon(tuple(words), data["sources"])


@cache
def exemptions() -> tuple[Exemption, ...]:
    """Return the rules by which words are exempt, in the order in which they are tried."""
    return tuple(_exemption(rule) for rule in _read("exemptions")["rules"])


def _exemption(rule: dict[str, Any]) -> Exemption:
    def pattern(key: str) -> re.Pattern[str] | None:
        return re.compile(rule[key]) if key in rule else None

    def patterns(key: str) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(each) for each in rule.get(key, ()))

    return Exemption(
        name=rule["name"],
        why=rule["why"],
        families=frozenset(rule["families"]) if "families" in rule else None,
        words=pattern("words"),
        before=patterns("before"),
        after=patterns("after"),
        around=patterns("around"),
        clause=patterns("clause"),
        sentence=patterns("sentence"),
        besides=pattern("and"),
        unless=pattern("unless"),
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
