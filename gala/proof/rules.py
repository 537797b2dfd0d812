"""What a draw or a rain gives: the `rule` of a manifest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gala.proof import shapes
from gala.proof.errors import ProofError

_DRAW_KEYS = frozenset({"alternates", "prizes", "without"})
_OUTLETS_KEYS = frozenset({"alternates", "by", "prizes"})
_RAIN_KEYS = frozenset({"max_fen", "min_fen", "packets", "pool_fen"})
_PRIZE_KEYS = frozenset({"count", "id", "value_fen"})


@dataclass(frozen=True, slots=True)
class DrawRule:
    """Prizes as (id, count, value_fen), and `without`: the numbers that take no part.

    `by_outlet`, as in a seckill by lot: a prize's id is an outlet, it is drawn among that outlet's
    entries, with as many alternates of its own, and nobody is without a part.
    """

    prizes: tuple[tuple[str, int, int], ...]
    alternates: int
    without: tuple[tuple[int, int], ...] = ()
    by_outlet: bool = False

    @property
    def prize_count(self) -> int:
        """How many prizes there are to win."""
        return sum(count for _, count, _ in self.prizes)

    @property
    def places(self) -> int:
        """How many places are drawn, if there are enough entries."""
        return self.prize_count + self.alternates * (len(self.prizes) if self.by_outlet else 1)

    def fields(self) -> dict[str, Any]:
        """Return it as an object of canonical JSON."""
        prizes = [
            {"count": count, "id": prize, "value_fen": value_fen}
            for prize, count, value_fen in self.prizes
        ]
        if self.by_outlet:
            return {"alternates": self.alternates, "by": "outlet", "prizes": prizes}
        return {
            "alternates": self.alternates,
            "prizes": prizes,
            "without": [[low, quantity] for low, quantity in self.without],
        }


@dataclass(frozen=True, slots=True)
class RainRule:
    """A pool of money in packets, each with at least and at most so much."""

    pool_fen: int
    packets: int
    min_fen: int
    max_fen: int

    def fields(self) -> dict[str, Any]:
        """Return it as an object of canonical JSON."""
        return {
            "max_fen": self.max_fen,
            "min_fen": self.min_fen,
            "packets": self.packets,
            "pool_fen": self.pool_fen,
        }


def read_draw_rule(value: object, outlets: Mapping[str, int]) -> DrawRule:
    """Return the rule of a draw among the numbers that `outlets` gave. Raises `ProofError`."""
    by_outlet = isinstance(value, dict) and "by" in value
    fields = shapes.exact(value, _OUTLETS_KEYS if by_outlet else _DRAW_KEYS, "the rule")
    prizes = tuple(map(_prize, shapes.items(fields["prizes"], "the prizes")))
    if not prizes:
        raise ProofError("there is no prize")
    if len({prize for prize, _, _ in prizes}) != len(prizes):
        raise ProofError("two prizes have one id")
    alternates = shapes.integer(fields["alternates"], "the alternates")
    if by_outlet:
        shapes.constant(fields["by"], "outlet", "what a draw goes by")
        if not all(prize in outlets for prize, _, _ in prizes):
            raise ProofError("a prize is for an outlet that is not there")
        return DrawRule(prizes, alternates, by_outlet=True)
    return DrawRule(prizes, alternates, tuple(_without(fields["without"], sum(outlets.values()))))


def read_rain_rule(value: object) -> RainRule:
    """Return the rule of a rain. Raises `ProofError`; the packets must be able to hold the pool."""
    fields = shapes.exact(value, _RAIN_KEYS, "the rule")
    rule = RainRule(
        shapes.integer(fields["pool_fen"], "the pool", least=1),
        shapes.integer(fields["packets"], "the packets", least=1),
        shapes.integer(fields["min_fen"], "the least in a packet", least=1),
        shapes.integer(fields["max_fen"], "the most in a packet", least=1),
    )
    if not (
        rule.min_fen <= rule.max_fen
        and rule.packets * rule.min_fen <= rule.pool_fen <= rule.packets * rule.max_fen
    ):
        raise ProofError("the packets cannot hold exactly the pool")
    return rule


def _prize(value: object) -> tuple[str, int, int]:
    fields = shapes.exact(value, _PRIZE_KEYS, "a prize")
    return (
        shapes.slug(fields["id"], "the id of a prize"),
        shapes.integer(fields["count"], "the count of a prize", least=1),
        shapes.integer(fields["value_fen"], "the value of a prize"),
    )


def _without(value: object, numbers: int) -> Iterator[tuple[int, int]]:
    """Yield ranges that ascend, do not touch one another's numbers, and end where they all end."""
    end = 0
    for row in shapes.items(value, "what takes no part"):
        low, quantity = shapes.items(row, "a range", size=2)
        low = shapes.integer(low, "the start of a range", least=end)
        end = low + shapes.integer(quantity, "the size of a range", least=1)
        if end > numbers:
            raise ProofError("a range ends beyond the numbers")
        yield low, end - low
