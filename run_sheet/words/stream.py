"""Claims in what is being said: words come in pieces, and a sentence may span several of them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from .claims import Claim, claims
from .sentences import ENDS, sentences

PAUSE_MS = 2_000
"""A silence that ends a sentence: captions in Chinese often have no full stops."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A claim, and when the piece in which its word begins was said."""

    start_ms: int
    end_ms: int
    claim: Claim


class Listener:
    """Takes captions in their order and tells the claims of each sentence that has ended.

    It keeps one unfinished sentence of bounded length and has no clock: the next caption, or
    `flush`, ends what a pause has ended.
    """

    def __init__(self) -> None:
        self._text = ""
        self._pieces: list[tuple[int, int, int]] = []  # where each begins in the text, start, end

    def hear(self, text: str, start_ms: int, end_ms: int) -> list[Heard]:
        """Take a caption and return the claims of the sentences that ended with it or before it."""
        heard = []
        if self._pieces and start_ms - self._pieces[-1][2] >= PAUSE_MS:
            heard = self.flush()
        said = " ".join(text.split())
        if not said:
            return heard
        if self._text and _wants_space(self._text[-1], said[0]):
            self._text += " "
        self._pieces.append((len(self._text), start_ms, end_ms))
        self._text += said
        *whole, last = sentences(self._text)
        if last.text[-1] in ENDS or last.text.rstrip('”’"』」）)')[-1:] in (*ENDS, "."):
            return heard + self.flush()
        if len(whole) and len(last.text) < len(self._text):
            heard += self._told(self._text[: last.start])
            self._keep(last.start)
        return heard

    def unfinished(self) -> list[Heard]:
        """Return the claims of the sentence that goes on: more words may still exempt them."""
        return self._told(self._text)

    def flush(self) -> list[Heard]:
        """End the sentence, for a pause or the end of the captions, and return its claims."""
        heard = self._told(self._text)
        self._text, self._pieces = "", []
        return heard

    def _told(self, text: str) -> list[Heard]:
        starts = [start for start, _, _ in self._pieces]
        heard = []
        for claim in claims(text):
            _, start_ms, end_ms = self._pieces[bisect_right(starts, claim.start) - 1]
            heard.append(Heard(start_ms, end_ms, claim))
        return heard

    def _keep(self, start: int) -> None:
        """Forget what comes before `start`."""
        self._text = self._text[start:]
        kept = [piece for piece in self._pieces if piece[0] > start]
        first = next(piece for piece in reversed(self._pieces) if piece[0] <= start)
        self._pieces = [(0, *first[1:]), *((at - start, a, b) for at, a, b in kept)]


def _wants_space(before: str, after: str) -> bool:
    return before.isascii() and after.isascii()
