"""Who is killed or frozen, and when: drawn from a seed before the night begins."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

KILLS_A_NIGHT = 5
FROM_MS, UNTIL_MS = 300, 9_200
"""Of the show's time: from its opening until its last window is about to close."""

TURNS_MS = (600, 900, 3_500, 3_900, 4_100, 6_100, 6_600, 6_800, 8_800, 9_300)
"""When windows are armed, open, close and segments end: much is half done about then."""

AT_A_TURN = 0.4
TURN_MS = 12

LEASE_LOST_MS = (2_300, 3_300)
"""A conductor that is frozen for so long has been replaced when it wakes."""

BRIEF_MS = (200, 2_300)

# The conductor and the store are what a night hangs on.
WHO = {"leader": 4, "standby": 1, "edge 0": 2, "edge 1": 2, "store": 3}


@dataclass(frozen=True, slots=True)
class Fault:
    """At `at_ms` after the start `who` is frozen for `frozen_ms`, or killed when that is 0."""

    at_ms: int
    who: str
    frozen_ms: int

    def __str__(self) -> str:
        what = f"frozen for {self.frozen_ms} ms" if self.frozen_ms else "killed"
        return f"at {self.at_ms} ms: {self.who} {what}"


def faults(seed: int) -> list[Fault]:
    """Return the faults of a night, in the order of their instants."""
    rng = Random(f"kills {seed}")
    instants = sorted(_instant(rng) for _ in range(KILLS_A_NIGHT))
    return [_fault(rng, at_ms) for at_ms in instants]


def _instant(rng: Random) -> int:
    if rng.random() < AT_A_TURN:
        return rng.choice(TURNS_MS) + round(rng.gauss(0, TURN_MS))
    return rng.randint(FROM_MS, UNTIL_MS)


def _fault(rng: Random, at_ms: int) -> Fault:
    (who,) = rng.choices([*WHO], [*WHO.values()])
    if rng.random() < 0.55:
        return Fault(at_ms, who, 0)
    return Fault(at_ms, who, rng.randint(*(LEASE_LOST_MS if who == "leader" else BRIEF_MS)))
