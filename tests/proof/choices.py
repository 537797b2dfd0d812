"""Every course that a drawing can take, each with its exact probability."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import TypeVar

from gala.proof.stream import Stream

T = TypeVar("T")


class _Script(Stream):
    """Gives the numbers of a script, then zeros, and notes among how many each was drawn."""

    def __init__(self, script: list[int]) -> None:
        super().__init__(b"")
        self.script, self.among = script, list[int]()

    def below(self, n: int) -> int:
        self.among.append(n)
        if len(self.script) < len(self.among):
            self.script.append(0)
        return self.script[len(self.among) - 1]


def courses(run: Callable[[Stream], T]) -> Iterator[tuple[Fraction, T]]:
    """Yield what `run` returns for every sequence of numbers, with its probability."""
    script: list[int] | None = []
    while script is not None:
        own = _Script(script)
        outcome = run(own)
        probability = Fraction(1)
        for n in own.among:
            probability /= n
        yield probability, outcome
        script = _next(own.script, own.among)


def _next(script: list[int], among: list[int]) -> list[int] | None:
    """Return the next script in order, up to where the last run went; `None` after the last."""
    script = script[: len(among)]
    while script and script[-1] + 1 == among[len(script) - 1]:
        script.pop()
    if not script:
        return None
    return [*script[:-1], script[-1] + 1]
