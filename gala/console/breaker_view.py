"""How the breaker of an unattended night stands, as the console's page gets it."""

from __future__ import annotations

from typing import Any

from gala.console.texts import zh_en
from gala.core.breaker import is_held, sums
from gala.core.schedule import next_segment
from gala.core.state import Show


def breaker_state(show: Show) -> dict[str, Any]:
    """Return `breaker`: None of a show that people drive. `held` is None while nothing is held.

    `coming_fen` is of what GO would take: another segment, once `held` is skipped or edited out.
    """
    limits = show.plan.unattended
    if limits is None:
        return {"breaker": None}
    held = show.breaker.held if show.breaker and is_held(show) else None
    following = next_segment(show) if held else None
    now = sums(show, following.id if following else None)
    return {
        "breaker": {
            "spend_fen": limits.spend_fen,
            "given_fen": now.given_fen,
            "open_fen": now.open_fen,
            "coming_fen": now.coming_fen,
            "held": held,
            "since_ms": show.held_at_ms if held else None,
            "call": zh_en(limits.whom),
        }
    }
