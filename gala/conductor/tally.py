"""What a conductor counts of itself, in plain numbers: `metrics.py` makes an exposition of them."""

from __future__ import annotations

import math
from collections import Counter

from gala.admin.spread import Spread

LATE = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Bounds in seconds for what is due: a store that is away for ten makes it as late."""


class Tally:
    """The counts since the conductor began; times are seconds."""

    def __init__(self) -> None:
        self.terms = 0
        """How often it began to conduct."""

        self.fenced = 0
        """How often it stopped because a newer conductor had taken over."""

        self.dark_s = 0.0
        """For how long nobody had conducted when it last took over."""

        self.late_s = Spread(LATE)
        """From the instant at which an event was due until all that it asks for was done. What
        came due while nobody conducted is due when the epoch begins.
        """

        self.calls = 0
        """How often it called for a person because the breaker held the night."""

        self.commands: Counter[str] = Counter()
        """What people asked: `accepted`, `expired` when it came too late, else the refusal's code.
        """

        self.store_errors: Counter[str] = Counter()
        """Calls that the store did not answer, by what they were for; each is made again."""

        self.heard_s = -math.inf
        """When the store last answered about the log or the lease, by the loop's clock."""
