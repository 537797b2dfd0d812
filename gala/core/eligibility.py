"""Who may take part in a window, and with which weight: decided from facts, with integers only.

A fact may not be known at the moment, because the store that has it is away. Then nothing is
refused that the fact could still allow: `judge` says `NotKnown` and what to find out. A no is only
said where the facts that are known suffice for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from gala.core.plan import Condition, WhoRule

WEIGHT_MAX = 1_000_000
"""Of one entry, whatever is multiplied."""

TICKET, WATCHED, BOUGHT, LISTED = "ticket", "watched", "bought", "list"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a viewer at an instant.

    `claims` and `lists` are the ticket's and are always known. `watched_s` is the least that the
    viewer has watched; it may be more unless `watched_known`. `bought` are windows of which it has
    a receipt, `not_bought` those of which it is known to have none; of others nothing is known.
    """

    claims: tuple[tuple[str, str], ...] = ()
    weight: int = 1
    lists: frozenset[str] = frozenset()
    watched_s: int = 0
    watched_known: bool = True
    bought: frozenset[str] = frozenset()
    not_bought: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Eligible:
    """May take part; `weight` is that of its entry in a draw."""

    weight: int


@dataclass(frozen=True, slots=True)
class NotEligible:
    """May not: `reasons` are the conditions that do not hold, in their order in the rule.

    `left_s` is how much longer to watch; 0 when watching is not what is missing.
    """

    reasons: tuple[str, ...]
    left_s: int = 0

    @property
    def in_time(self) -> bool:
        """Whether watching on is all that is missing."""
        return self.reasons == (WATCHED,)


@dataclass(frozen=True, slots=True)
class NotKnown:
    """Nobody can say yet: whether it has watched enough, or bought in one of these windows."""

    watched: bool = False
    bought: frozenset[str] = frozenset()


Verdict = Eligible | NotEligible | NotKnown


@dataclass(slots=True)
class _Found:
    """How a condition stands: what fails, and what is not known."""

    reasons: list[str] = field(default_factory=list)
    left_s: int = 0
    watched: bool = False
    bought: frozenset[str] = frozenset()

    @property
    def open(self) -> bool:
        return self.watched or bool(self.bought)


def judge(rule: WhoRule | None, facts: Facts) -> Verdict:
    """Return whether a viewer may take part and with which weight.

    All conditions must hold. The weight is the ticket's, times that of every line of the rule's
    weights whose conditions hold, at most `WEIGHT_MAX`.
    """
    if rule is None:
        return Eligible(min(facts.weight, WEIGHT_MAX))
    whole = _look(rule.condition, facts)
    if whole.reasons:
        return NotEligible(tuple(whole.reasons), whole.left_s)
    lines = [(_look(condition, facts), weight) for condition, weight in rule.weights]
    # A line with something that fails for sure gives nothing, whatever else is not known.
    asked = [whole, *(found for found, _ in lines if not found.reasons)]
    if any(found.open for found in asked):
        bought: Iterable[frozenset[str]] = (found.bought for found in asked)
        return NotKnown(any(found.watched for found in asked), frozenset().union(*bought))
    product = facts.weight
    for found, weight in lines:
        if not found.reasons:
            product *= weight
    return Eligible(min(product, WEIGHT_MAX))


def _look(condition: Condition, facts: Facts) -> _Found:
    found = _Found()
    claims = dict(facts.claims)
    if any(claims.get(name) not in values for name, values in condition.ticket):
        found.reasons.append(TICKET)
    if facts.watched_s < condition.watched_s:
        if facts.watched_known:
            found.reasons.append(WATCHED)
            found.left_s = condition.watched_s - facts.watched_s
        else:
            found.watched = True
    wanted = frozenset(condition.bought)
    if wanted and not wanted & facts.bought:
        found.bought = wanted - facts.not_bought
        if not found.bought:
            found.reasons.append(BOUGHT)
    if condition.listed is not None and condition.listed.id not in facts.lists:
        found.reasons.append(LISTED)
    return found


def lists_of(rules: Iterable[WhoRule | None]) -> dict[str, tuple[int, str]]:
    """Return `(count, digest)` of every list that `rules` ask for, by its id."""
    return {
        one.listed.id: (one.listed.count, one.listed.digest)
        for one in conditions(rules)
        if one.listed is not None
    }


def conditions(rules: Iterable[WhoRule | None]) -> list[Condition]:
    """Return every condition in `rules`, those of the weights too."""
    return [
        condition
        for rule in rules
        if rule is not None
        for condition in (rule.condition, *(line for line, _ in rule.weights))
    ]
