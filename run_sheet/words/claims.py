"""What a text claims in words, and which of it needs no evidence. It points; a person decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from string import ascii_letters, ascii_lowercase, ascii_uppercase, digits

from .lexicon import Exemption, exemptions, lexicon
from .sentences import Piece, clause, sentences

FAMILIES = ("superlative", "ranking", "state", "medical", "effect", "absolute")
TRICKS = ("share", "threshold", "grind")
_WIDE = "".join(chr(ord(each) + 0xFEE0) for each in f"{ascii_letters}{digits}%#.")
# Never another length, as lower() has; letters and figures as wide as Chinese are the same ones.
_SMALL = str.maketrans(
    f"{ascii_uppercase}{_WIDE}", f"{ascii_lowercase}{ascii_letters.lower()}{digits}%#."
)
_OF_TRICKS = frozenset(["negation", "question"])


@dataclass(frozen=True, slots=True)
class Claim:
    """A word that claims something: `text[start:end]` is `term`, within `sentence`.

    `exemption` names the rule by which it is none; without it, evidence is asked for.
    """

    family: str
    term: str
    start: int
    end: int
    sentence: str
    source: str
    exemption: str | None = None


@lru_cache(maxsize=4096)
def claims(text: str) -> tuple[Claim, ...]:
    """Return what a text claims, in the order of the text, exempt or not."""
    return tuple(_found(text, "claims", exemptions()))


@lru_cache(maxsize=4096)
def tricks(text: str) -> tuple[Claim, ...]:
    """Return where a text asks for tricks: to share, to compute, to play for days."""
    rules = tuple(rule for rule in exemptions() if rule.name in _OF_TRICKS)
    return tuple(_found(text, "tricks", rules))


def _found(text: str, name: str, rules: tuple[Exemption, ...]) -> Iterator[Claim]:
    words = lexicon(name)
    small = text.translate(_SMALL)
    patterns = [
        each for each in words.words if each.script.search(small) and each.pattern.search(small)
    ]
    for sentence in sentences(text) if patterns else ():
        found = sorted(
            (
                (match.start(), match.end(), each.family, each.source)
                for each in patterns
                for match in each.pattern.finditer(sentence.text.translate(_SMALL))
            ),
            key=lambda hit: (hit[0] - hit[1], hit[0]),
        )
        kept: list[tuple[int, int, str, str]] = []
        for hit in found:  # the longest first: of two that overlap the longer says more
            if all(hit[1] <= other[0] or other[1] <= hit[0] for other in kept):
                kept.append(hit)
        for start, end, family, source in sorted(kept):
            within = clause(sentence.text, start, end)
            exempt = (
                rule.name for rule in rules if _holds(rule, family, sentence, within, start, end)
            )
            yield Claim(
                *(family, sentence.text[start:end], sentence.start + start, sentence.start + end),
                *(sentence.text.strip(), words.sources[source], next(exempt, None)),
            )


def _holds(
    rule: Exemption, family: str, sentence: Piece, within: Piece, start: int, end: int
) -> bool:
    """Whether a rule exempts the word that stands at `start` of the sentence."""
    text = sentence.text
    if rule.families is not None and family not in rule.families:
        return False
    if rule.words is not None and rule.words.search(text[start:end]) is None:
        return False
    if rule.besides is not None and rule.besides.search(text) is None:
        return False
    if rule.unless is not None and rule.unless.search(text) is not None:
        return False
    ahead, behind = text[within.start : start], text[end : within.start + len(within.text)]
    return (
        any(each.search(ahead) for each in rule.before)
        or any(each.match(behind) for each in rule.after)
        or any(each.search(within.text) for each in rule.clause)
        or any(each.search(text) for each in rule.sentence)
        or any(
            match.start() < end and start < match.end()
            for each in rule.around
            for match in each.finditer(text)
        )
    )
