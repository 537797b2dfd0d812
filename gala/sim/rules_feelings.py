"""Hearts and flags may be lost, and are never more than viewers gave, whatever is sent again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gala.core.feelings import NONE, Feelings

from .viewers import Person

COUNTED = "no heart and no flag counts twice"


def count_again(
    broken: Callable[[str, str], None], logged: Feelings | None, people: Sequence[Person]
) -> None:
    """Hold what the log has counted against what viewers have given."""
    feelings = logged or NONE
    hearts, given = sum(n for _, _, n in feelings.hearts), sum(one.hearts for one in people)
    if hearts > given:
        broken(COUNTED, f"{hearts} hearts are counted of {given}")
    for segment, reason, flags in feelings.flags:
        raised = sum(segment in one.flagged for one in people)
        if flags > raised:
            broken(COUNTED, f"{flags} flags of {segment} ({reason}) are counted of {raised}")
