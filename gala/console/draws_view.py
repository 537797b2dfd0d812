"""Draws, rains and what waits for a second person, as the console's page gets them."""

from __future__ import annotations

from typing import Any

from gala.console.texts import zh_en
from gala.core.committing import can_commit
from gala.core.draw_steps import round_at_ms
from gala.core.draws import DrawRun
from gala.core.payouts import is_sale
from gala.core.state import Show
from gala.proof.rules import DrawRule, RainRule

WINNERS_MAX = 200
"""Of each draw; the bundle has them all."""


def draws_state(show: Show) -> dict[str, Any]:
    """Return the part of the `state` message that is about draws."""
    beacon, proposal = show.night.beacon, show.proposal
    return {
        "beacon": {
            "kind": beacon.chain.kind,
            "margin_ms": beacon.margin_ms,
            "late_ms": beacon.late_ms,
        },
        "draws": [_draw(show, draw) for draw in show.draws],
        "given_up": [{"segment": segment, "reason": why} for segment, why in show.given_up],
        "waiting_draws": [
            segment.id for segment in show.plan.segments if can_commit(show, segment)
        ],
        "proposal": proposal
        and {"key": _shown(proposal.key), "by": proposal.by, "at_ms": proposal.at_ms},
    }


def _shown(key: str) -> str:
    """Return what a proposal is for; what one seat saw in the hall the other must see itself."""
    return " ".join(key.split(" ")[:2]) if key.startswith("hall ") else key


def frozen_view(show: Show, window: str) -> dict[str, Any] | None:
    """Return how a window is frozen, None while it is not."""
    frozen = show.frozen_of(window)
    if frozen is None:
        return None
    return {"root": frozen.root, "entries": frozen.entries, "numbers": frozen.numbers}


def _draw(show: Show, draw: DrawRun) -> dict[str, Any]:
    manifest, rule = draw.manifest, draw.manifest.rule
    return {
        "number": draw.number,
        "segment": draw.segment,
        "kind": draw.kind,
        "state": str(draw.state),
        "round": manifest.round,
        "round_at_ms": round_at_ms(draw),
        "committed_ms": draw.committed_ms,
        "opened_ms": draw.opened_ms,
        "reason": draw.reason,
        "root": manifest.root.hex(),
        "entries": manifest.entries,
        "numbers": manifest.numbers,
        "paid_fen": draw.paid_fen,
        "returned_fen": draw.returned_fen,
        "pool_fen": rule.pool_fen if isinstance(rule, RainRule) else 0,
        "winners": _winners(show, draw) if isinstance(rule, DrawRule) else [],
        "alternates": _alternates(draw) if isinstance(rule, DrawRule) else [],
        "passed_over": list(draw.passed_over),
        "units": _units(draw) if is_sale(draw) else None,
    }


def _units(draw: DrawRun) -> dict[str, int]:
    """Return what a seckill by lot has, and what of it somebody holds."""
    rule = draw.manifest.rule
    assert isinstance(rule, DrawRule)
    return {"stock": rule.prize_count, "held": len(draw.winners)}


def _winners(show: Show, draw: DrawRun) -> list[dict[str, Any]]:
    titles = dict(show.lot(draw.segment).prizes)
    return [
        {
            "place": place,
            "prize": prize,
            "prize_title": zh_en(titles[prize]),
            "pseudonym": draw.places[place].pseudonym,
        }
        for prize, place in draw.winners[:WINNERS_MAX]
    ]


def _alternates(draw: DrawRun) -> list[str]:
    held = {place for _, place in draw.winners}
    return [
        one.pseudonym
        for place, one in enumerate(draw.places)
        if place not in held and place not in draw.passed_over
    ][:WINNERS_MAX]
