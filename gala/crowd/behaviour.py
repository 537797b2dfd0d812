"""How simulated viewers behave: drawn from a seed, the same seed giving the same crowd.

Pure. Most come before the start and some trickle in, some lose their connection for a while, some
leave early, some go along on visits; in a window a share of them claims, after a human reaction.
People's times are given at the sheet's own speed and shrink with the pace.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from random import Random

EARLY_SHARE = 0.75
"""So many arrive before the start; the others during `LATE_PART` of the show."""
LATE_PART = 0.3
TRIP_SHARE = 0.15
"""So many, rounded up, lose their connection once or twice."""
TRIP_AWAY_MS = (500, 8_000)
LEAVE_SHARE = 0.05
ROOM_SHARE = 0.4
CLAIM_SHARE = 0.6
REACTION_MS = (200, 500, 2_000)
"""From an opening to the thumb: shortest, most often, longest."""
CATCHES_MAX = 5
HEART_SHARE = 0.5
"""So many like a segment well enough to tap, in the course of it."""
HEARTS_MS = (1_000, 40_000)
TAPS_MAX = 12
HASTE_MS = (50, 400)
"""How much too early the hasty are."""


@dataclass(frozen=True, slots=True)
class Night:
    """What a crowd needs to know of a show: real milliseconds, already scaled by the pace.

    Arrivals begin `lead_ms` before the start; the plan is `length_ms` long.
    """

    length_ms: int
    lead_ms: int = 0
    pace_milli: int = 1_000

    def scaled_ms(self, human_ms: float) -> float:
        """Return a person's time at this pace."""
        return human_ms * 1_000 / self.pace_milli


@dataclass(frozen=True, slots=True)
class Trip:
    """A tunnel: the connection is gone at `at_ms` after the start, for `away_ms`."""

    at_ms: int
    away_ms: int


@dataclass(frozen=True, slots=True)
class Habits:
    """One viewer. `arrives_ms` and `leaves_ms` count from the start; None stays to the end."""

    index: int
    seed: str
    outlet: str | None
    arrives_ms: int
    trips: tuple[Trip, ...]
    leaves_ms: int | None
    visits_rooms: bool


def cast(n: int, seed: int, night: Night, outlets: Mapping[str, int]) -> list[Habits]:
    """Draw a crowd of `n`; `outlets` weighs them, without any nobody asks for one."""
    rng = Random(f"gala crowd {seed}")
    travellers = set(rng.sample(range(n), math.ceil(n * TRIP_SHARE)))
    return [_habits(index, seed, night, outlets, index in travellers) for index in range(n)]


def _habits(
    index: int, seed: int, night: Night, outlets: Mapping[str, int], travels: bool
) -> Habits:
    own_seed = f"gala crowd {seed} {index}"
    rng = Random(own_seed)
    outlet = rng.choices(list(outlets), list(outlets.values()))[0] if outlets else None
    if rng.random() < EARLY_SHARE:
        arrives_ms = -round(night.lead_ms * (1 - math.sqrt(rng.random())))
    else:
        arrives_ms = round(night.length_ms * LATE_PART * rng.random() ** 2)
    trips = _trips(rng, night, max(arrives_ms, 0)) if travels else ()
    # Nobody leaves for good before he has come back: travellers are there to be checked.
    leaves = not travels and rng.random() < LEAVE_SHARE
    leaves_ms = round(night.length_ms * rng.uniform(0.5, 0.95)) if leaves else None
    return Habits(index, own_seed, outlet, arrives_ms, trips, leaves_ms, rng.random() < ROOM_SHARE)


def _trips(rng: Random, night: Night, arrives_ms: int) -> tuple[Trip, ...]:
    longest_ms = night.length_ms / 10
    begin_ms = arrives_ms + night.length_ms * 0.05
    trips = []
    for part in range(rng.choice((1, 1, 2))):
        span_ms = night.length_ms * 0.85 - begin_ms
        at_ms = begin_ms + span_ms / 2 * (part + rng.random())
        away_ms = min(max(night.scaled_ms(rng.uniform(*TRIP_AWAY_MS)), 20), longest_ms)
        trips.append(Trip(round(at_ms), round(away_ms)))
    return tuple(trips)


def hearts(habits: Habits, night: Night, segment: str) -> tuple[int, int] | None:
    """Return `(milliseconds after it is on, taps)`, None for who only watches."""
    rng = Random(f"{habits.seed} hearts {segment}")
    if rng.random() >= HEART_SHARE:
        return None
    return round(night.scaled_ms(rng.uniform(*HEARTS_MS))), rng.randint(1, TAPS_MAX)


class Style(Enum):
    """What people do with a button."""

    ONCE = "once"
    HASTY = "hasty"  # before the opening
    DOUBLE = "double"  # two claims, each with its own claim_id, at nearly the same time
    AGAIN = "again"  # the same claim once more after its receipt
    ANOTHER = "another"  # a new claim after the receipt


_STYLES = {
    Style.ONCE: 65,
    Style.HASTY: 10,
    Style.DOUBLE: 10,
    Style.AGAIN: 10,
    Style.ANOTHER: 5,
}


@dataclass(frozen=True, slots=True)
class Tap:
    """A claim to make at `at_ms` by the show's clock; `apart_ms` lies between two taps.

    `catches` is how many packets are caught if they rain.
    """

    at_ms: int
    style: Style
    apart_ms: int
    catches: int = 1


def tap(
    habits: Habits, night: Night, window: str, gen: int, span_ms: tuple[int, int], now_ms: int
) -> Tap | None:
    """Return what the viewer does in an opening for his outlet, None when he lets it pass.

    `span_ms` is when it opens and closes for him; `now_ms` is when he heard of it.
    """
    rng = Random(f"{habits.seed} {window} {gen}")
    if rng.random() >= CLAIM_SHARE:
        return None
    style = rng.choices(list(_STYLES), list(_STYLES.values()))[0]
    opens_ms, closes_ms = span_ms
    shortest, usual, longest = REACTION_MS
    reaction_ms = night.scaled_ms(rng.triangular(shortest, longest, usual))
    haste_ms = night.scaled_ms(rng.uniform(*HASTE_MS))
    apart_ms = round(night.scaled_ms(rng.uniform(80, 400)))
    catches = rng.randint(1, CATCHES_MAX)
    if style is Style.HASTY and now_ms < opens_ms - haste_ms:
        return Tap(round(opens_ms - haste_ms), style, apart_ms, catches)
    sees_ms = max(opens_ms, now_ms)
    left_ms = closes_ms - sees_ms
    if left_ms <= 0:
        return None
    return Tap(round(sees_ms + min(reaction_ms, left_ms * 0.8)), style, apart_ms, catches)
