"""Calling for a person when the breaker holds a night that nobody drives: here, in the log.

The consoles say it too and tell the webhook (`gala/console/calls.py`), each from the show's log.
"""

from __future__ import annotations

import logging

from gala.conductor.tally import Tally
from gala.core.effects import Call
from gala.core.state import Show

_log = logging.getLogger("gala.conductor")


def call(show: Show, effect: Call, tally: Tally) -> None:
    """Say whom to call and why, and count it."""
    tally.calls += 1
    assert show.plan.unattended is not None
    whom = " / ".join(dict.fromkeys(show.plan.unattended.whom))
    _log.warning(
        "the breaker holds %s before %s: %d fen given, %d that may still be, %d to come, %d at "
        "most. CALL %s; GO at the console takes it",
        *(show.plan.show, effect.segment, effect.given_fen, effect.open_fen, effect.coming_fen),
        *(effect.spend_fen, whom),
    )
