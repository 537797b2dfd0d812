"""What takes two people: one seat proposes, and the same request from another carries it out."""

from __future__ import annotations

from collections.abc import Callable

from gala.core import events as e
from gala.core.commands import Command, Decision
from gala.core.refusals import refusal
from gala.core.state import Show

PROPOSAL_MS = 120_000
"""How long a proposal waits for a second person."""

REASON_CHARS_MAX = 200


def two(
    show: Show, command: Command, key: str, carry_out: Callable[[str], tuple[e.Event, ...]]
) -> Decision:
    """Propose, or carry out what another seat has proposed; `carry_out` gets that seat."""
    proposal = show.proposal
    if proposal is None or proposal.key != key or command.at_ms - proposal.at_ms > PROPOSAL_MS:
        return (e.Proposed(command.at_ms, key, command.by),)
    if proposal.by == command.by:
        return refusal("needs_second")
    return carry_out(proposal.by)


def reason_of(command: Command) -> str | None:
    """Return the public reason that a command gives, None when it gives none that will do."""
    reason = (command.text or "").strip()
    good = reason and reason.isprintable() and len(reason) <= REASON_CHARS_MAX
    return reason if good else None
