from dataclasses import dataclass, field
from typing import Any

import pytest

from gala.conductor import feeling
from gala.core.feelings import Feelings, total
from gala.sim import rules_feelings, runner
from gala.sim.rules_feelings import COUNTED, count_again


@dataclass
class Someone:
    hearts: int
    flagged: set[str] = field(default_factory=set)


PEOPLE: list[Any] = [Someone(3, {"a"}), Someone(6, {"a", "b"})]


def broken(feelings: Feelings | None) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    count_again(lambda rule, how: found.append((rule, how)), feelings, PEOPLE)
    return found


def test_what_is_lost_is_lost_and_nothing_is_more_than_was_given() -> None:
    assert broken(None) == []
    assert broken(Feelings((("a", "", 5), ("b", "home", 4)), (("a", "other", 2),))) == []
    assert broken(Feelings((("a", "", 6), ("b", "", 4)))) == [
        (COUNTED, "10 hearts are counted of 9")
    ]
    assert broken(Feelings(flags=(("b", "other", 2),))) == [
        (COUNTED, "2 flags of b (other) are counted of 1")
    ]


def test_a_night_has_hearts_and_flags_in_its_log(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Feelings | None] = []

    def looked(told: Any, logged: Feelings | None, people: Any) -> None:
        seen.append(logged)
        count_again(told, logged, people)

    monkeypatch.setattr(runner, "count_again", looked)
    assert runner.play(0).broken == ""
    (logged,) = seen
    assert logged is not None
    assert logged.hearts
    assert logged.flags


def test_a_conductor_that_adds_what_is_a_sum_already_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def twice(readings: Any) -> Feelings:
        known = list(readings)
        return total([*known, *known])

    monkeypatch.setattr(feeling, "total", twice)
    found = runner.play(0).broken
    assert found.startswith(rules_feelings.COUNTED)
