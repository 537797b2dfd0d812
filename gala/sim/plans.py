"""What befalls a night, drawn from its seed: who is hit by what, when, and for how long.

One function a fault; each begins it and returns what ends it. A night is bad until `HEAL_S` and
healed from then on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random

from .cast import CONDUCTORS, EDGES, STORE, Cast
from .clocks import MachineClock
from .desks import DESKS
from .hosts import Host

HEAL_S = 18.0
"""When every fault has ended, in the run's own time."""

VIEWERS = tuple(f"v{number:02}" for number in range(1, 21))
CREW = ("director", "second")
HANDS = ("window", "window-2")
"""Two more seats, which have only the windows in view."""
REPLICAS = ("r1", "r2")

CALM_SHARE = 0.1
CREW_SHARE = 0.6
HANDS_SHARE = 0.4
REPLICATED_SHARE = 0.25
LATE_SHARE = 0.2
FAULTS_MAX = 9
BUYS_SHARE = 0.2
ROOMS_SHARE = 0.2
DESK_FAULTS_MAX = 3

_ROLES = (*CONDUCTORS, *EDGES)
_SPAN_S = (1.5, 16.5)
SHARDS = (1, 1, 3)

CLOCK_OFF_MS = 20
"""How far the clock of a machine that takes over may be off."""

End = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault; `lots` decides the rest of it."""

    at_s: float
    name: str
    lasts_s: float
    lots: int


@dataclass(frozen=True, slots=True)
class Fate:
    """All that a seed decides beforehand. `late_ms` is the beacon's, `clocks` (off_ms, ppm).

    `hands`: windows are paused, topped up, closed and revoked.
    `shards` is into how many the windows are cut. `buys`: what seckills give is to be paid for.
    `rooms`: the room has a running order of its own.
    """

    calm: bool
    crew: bool
    replicated: bool
    late_ms: int
    faults: tuple[Fault, ...]
    clocks: dict[str, tuple[float, float]] = field(default_factory=dict)
    hands: bool = False
    shards: int = 1
    buys: bool = False
    rooms: bool = False


def drawn(rng: Random) -> Fate:
    """Draw a night's fate; what was thought of later is drawn last, for the nights there were."""
    calm = rng.random() < CALM_SHARE
    replicated = not calm and rng.random() < REPLICATED_SHARE
    names = [name for name in FAULTS if replicated or name not in _REPLICATED]
    faults = [_fault(rng, names) for _ in range(0 if calm else rng.randint(1, FAULTS_MAX))]
    fate = Fate(
        calm=calm,
        crew=not calm and rng.random() < CREW_SHARE,
        replicated=replicated,
        late_ms=rng.randint(500, 4_000) if not calm and rng.random() < LATE_SHARE else 0,
        faults=tuple(sorted(faults, key=lambda fault: fault.at_s)),
        clocks={
            name: (rng.uniform(-90_000, 90_000), rng.uniform(-100, 100))
            for name in (STORE, *_ROLES, *CREW, *VIEWERS, *HANDS)
        },
        hands=not calm and rng.random() < HANDS_SHARE,
        shards=rng.choice(SHARDS),
    )
    if rng.random() < BUYS_SHARE:
        fate = _with_orders(rng, fate)
    return replace(fate, rooms=rng.random() < ROOMS_SHARE)


def _with_orders(rng: Random, fate: Fate) -> Fate:
    """Add what befalls the desks."""
    more = [
        _fault(rng, list(DESK_FAULTS))
        for _ in range(0 if fate.calm else rng.randint(0, DESK_FAULTS_MAX))
    ]
    return replace(
        fate,
        buys=True,
        faults=tuple(sorted((*fate.faults, *more), key=lambda fault: fault.at_s)),
        clocks=fate.clocks
        | {name: (rng.uniform(-90_000, 90_000), rng.uniform(-100, 100)) for name in DESKS},
    )


def _fault(rng: Random, names: list[str]) -> Fault:
    return Fault(
        round(rng.uniform(*_SPAN_S), 3),
        rng.choice(names),
        round(rng.choice((0.3, 1.0, 3.0)) * rng.uniform(0.2, 1.8), 3),
        rng.getrandbits(32),
    )


def begin(cast: Cast, fault: Fault) -> End:
    """Let a fault begin; call what is returned to end it."""
    return (FAULTS | DESK_FAULTS)[fault.name](cast, Random(fault.lots))


def _nothing() -> None:
    pass


# Hosts


def _somebody(rng: Random) -> str:
    return rng.choice(_ROLES if rng.random() < 0.75 else VIEWERS)


def _crash(cast: Cast, rng: Random, silently: bool = False) -> End:
    name = _somebody(rng)
    cast.sim.hosts[name].crash(silently)
    return lambda: None if cast.sim.hosts[name].up else cast.restart(name)


def _vanish(cast: Cast, rng: Random) -> End:
    return _crash(cast, rng, silently=True)


def _freeze(cast: Cast, rng: Random) -> End:
    host = cast.sim.hosts[_somebody(rng)]
    if not host.up or not host.life.running:
        return _nothing
    host.pause()
    return lambda: thawed(host)


def thawed(host: Host) -> None:
    """Let a host go on, if it is frozen."""
    if host.up and not host.life.running:
        host.resume()


def _drain(cast: Cast, rng: Random) -> End:
    name = rng.choice(EDGES)
    cast.drain(name)
    return lambda: cast.restart(name)


def _set_clock(cast: Cast, rng: Random) -> End:
    clock = cast.sim.hosts[rng.choice((*_ROLES, *VIEWERS))].clock
    clock.step(rng.choice((-1, 1)) * rng.choice((200, 3_000, 3_600_000)))
    return _nothing


def _drift(cast: Cast, rng: Random) -> End:
    clock: MachineClock = cast.sim.hosts[_somebody(rng)].clock
    clock.drift(rng.uniform(-500, 500))
    return lambda: clock.drift(0)


# The desks


def _desk_crash(cast: Cast, rng: Random) -> End:
    name = rng.choice(DESKS)
    cast.sim.hosts[name].crash()
    return lambda: None if cast.sim.hosts[name].up else cast.restart(name)


def _desk_freeze(cast: Cast, rng: Random) -> End:
    host = cast.sim.hosts[rng.choice(DESKS)]
    if not host.up or not host.life.running:
        return _nothing
    host.pause()
    return lambda: thawed(host)


def _desk_cut_off(cast: Cast, rng: Random) -> End:
    desk, both = rng.choice(DESKS), rng.random() < 0.5
    a, b = rng.choice(((desk, STORE), (STORE, desk)))
    cast.sim.faults.partition(a, b, both)
    return lambda: cast.sim.faults.heal(a, b)


# The network


def _pair(rng: Random) -> tuple[str, str]:
    if rng.random() < 0.7:
        return rng.choice(_ROLES), STORE
    return rng.choice(EDGES), rng.choice(VIEWERS)


def _partition(cast: Cast, rng: Random, both: bool = True) -> End:
    a, b = _pair(rng)
    if rng.random() < 0.5:
        a, b = b, a
    cast.sim.faults.partition(a, b, both)
    return lambda: cast.sim.faults.heal(a, b)


def _half_open(cast: Cast, rng: Random) -> End:
    return _partition(cast, rng, both=False)


def _isolate(cast: Cast, rng: Random) -> End:
    cast.sim.faults.isolate(rng.choice(_ROLES))
    return lambda: cast.sim.faults.heal()


def _stall(cast: Cast, rng: Random) -> End:
    a, b = _pair(rng)
    cast.sim.faults.stall(*rng.choice(((a, b), (b, a))), rng.uniform(50, 3_000))
    return _nothing


def _reset(cast: Cast, rng: Random) -> End:
    edge = rng.choice(EDGES)
    for viewer in rng.sample(VIEWERS, rng.choice((1, 5, 20))):
        cast.sim.faults.reset(viewer, edge)
    return _nothing


def _weather(cast: Cast, rng: Random) -> End:
    faults = cast.sim.faults
    faults.loss(rng.choice((0, 0.02, 0.2)))
    faults.duplication(rng.choice((0, 0.05, 0.3)))
    faults.reordering(rng.choice((0, 0.1, 0.5)))
    faults.splitting(rng.choice((0, 0.1)))
    faults.delay(rng.choice((0.2, 5, 60)), rng.choice((0.3, 5, 60)))
    return lambda: fair(cast)


def fair(cast: Cast) -> None:
    """End all bad weather, partitions included."""
    cast.sim.faults.calm()
    cast.sim.faults.delay(0.2, 0.3)


# The store


def _store_crash(cast: Cast, rng: Random) -> End:
    if not cast.store.is_down:
        cast.store.crash(silent=rng.random() < 0.3)
    return lambda: revived(cast)


def _store_dies_writing(cast: Cast, rng: Random) -> End:
    if not cast.store.is_down:
        cast.store.crash_at_write(rng.randint(1, 6), kept=rng.random() < 0.5)
    return lambda: revived(cast)


def revived(cast: Cast) -> None:
    """Start the store again, if it is down; it will not crash by itself any more."""
    cast.store.crash_at_write(0, kept=True)
    if cast.store.is_down:
        cast.store.restart()


def _store_hang(cast: Cast, rng: Random) -> End:
    cast.store.hang()
    return cast.store.resume


def _store_slow(cast: Cast, rng: Random) -> End:
    cast.store.slow(rng.choice((30, 150, 260, 600)), busy=rng.random() < 0.5)
    return lambda: cast.store.slow(0)


def _store_full(cast: Cast, rng: Random) -> End:
    cast.store.fill_disk(dies=rng.random() < 0.5)

    def end() -> None:
        cast.store.make_room()
        revived(cast)

    return end


def _store_clock(cast: Cast, rng: Random) -> End:
    cast.steady = False
    cast.store.step_clock(rng.choice((-1, 1)) * rng.choice((40, 300, 1_500)))
    return _nothing


def _lost_answers(cast: Cast, rng: Random) -> End:
    cast.store.lose_answers(rng.choice((1, 2, 8)))
    return lambda: cast.store.lose_answers(0)


def _lost_ticks(cast: Cast, rng: Random) -> End:
    cast.store.lose_ticks(rng.randint(1, 15))
    return lambda: cast.store.lose_ticks(0)


def _deaf(cast: Cast, rng: Random) -> End:
    cast.store.break_subscriptions()
    return _nothing


def _failover(cast: Cast, rng: Random) -> End:
    """Cut the primary off from its replicas; then one of them takes over, without the rest."""
    store = cast.store
    for name in store.replicas:
        store.cut(name)
    chosen, off_ms = rng.choice(store.replicas), rng.randint(-CLOCK_OFF_MS, CLOCK_OFF_MS)

    def end() -> None:
        store.promote(chosen, clock_off_ms=off_ms)
        store.add_replica(chosen)
        for name in store.replicas:
            store.mend(name)

    return end


def _lagging(cast: Cast, rng: Random) -> End:
    name = rng.choice(cast.store.replicas)
    if rng.random() < 0.5:
        cast.store.cut(name)
    else:
        cast.store.lag(name, rng.randint(1, 10))

    def end() -> None:
        if name in cast.store.replicas:
            cast.store.mend(name)

    return end


FAULTS: dict[str, Callable[[Cast, Random], End]] = {
    "crash": _crash,
    "vanish": _vanish,
    "freeze": _freeze,
    "drain": _drain,
    "set_clock": _set_clock,
    "drift": _drift,
    "partition": _partition,
    "half_open": _half_open,
    "isolate": _isolate,
    "stall": _stall,
    "reset": _reset,
    "weather": _weather,
    "store_crash": _store_crash,
    "store_dies_writing": _store_dies_writing,
    "store_hang": _store_hang,
    "store_slow": _store_slow,
    "store_full": _store_full,
    "store_clock": _store_clock,
    "lost_answers": _lost_answers,
    "lost_ticks": _lost_ticks,
    "deaf": _deaf,
    "failover": _failover,
    "lagging": _lagging,
}
_REPLICATED = ("failover", "lagging")

DESK_FAULTS: dict[str, Callable[[Cast, Random], End]] = {
    "desk_crash": _desk_crash,
    "desk_freeze": _desk_freeze,
    "desk_cut_off": _desk_cut_off,
}
"""What befalls the desks besides, in nights that have them."""
