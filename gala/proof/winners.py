"""Who has which prize: the places in their order, and whoever is passed over for the next one."""

from __future__ import annotations

from collections.abc import Sequence

from gala.proof.errors import ProofError
from gala.proof.rules import DrawRule


def prizes_held(rule: DrawRule, places: int, passed_over: Sequence[int]) -> list[str | None]:
    """Return the id of the prize that each of the drawn `places` has, `None` for none.

    `passed_over` are places in the order in which they were passed over. Raises `ProofError` when
    one of them had no prize at that time.
    """
    held: list[str | None] = []
    for prize, count, _ in rule.prizes:
        held += [prize] * min(count, places - len(held))
    coming = len(held)
    held += [None] * (places - coming)
    for place in passed_over:
        prize_id = held[place] if place < places else None
        if prize_id is None:
            raise ProofError(f"place {place} has no prize that it could be passed over for")
        held[place] = None
        if coming < places:
            held[coming] = prize_id
            coming += 1
    return held
