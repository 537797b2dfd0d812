"""Who has which prize: the places in their order, and whoever is passed over for the next one."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from gala.proof.errors import ProofError
from gala.proof.rules import DrawRule


def prizes_held(
    rule: DrawRule, drawn: Sequence[str], passed_over: Sequence[int]
) -> list[str | None]:
    """Return the id of the prize that each place has, `None` for none.

    `drawn` has the outlet of each place's leaf, `passed_over` the places in the order in which they
    were passed over. Raises `ProofError` when one of them had no prize at that time.
    """
    held: list[str | None] = [None] * len(drawn)
    coming: dict[str, deque[int]] = {}
    for place, outlet in enumerate(drawn):
        coming.setdefault(_part(rule, outlet), deque()).append(place)
    for prize, count, _ in rule.prizes:
        waiting = coming.get(_part(rule, prize), deque())
        for _ in range(min(count, len(waiting))):
            held[waiting.popleft()] = prize
    for place in passed_over:
        prize_id = held[place] if place < len(held) else None
        if prize_id is None:
            raise ProofError(f"place {place} has no prize that it could be passed over for")
        held[place] = None
        waiting = coming[_part(rule, drawn[place])]
        if waiting:
            held[waiting.popleft()] = prize_id
    return held


def _part(rule: DrawRule, outlet: str) -> str:
    """Return what a prize stays in: its outlet, or the whole draw."""
    return outlet if rule.by_outlet else ""
