"""One seed, from its first instant to its judgment: a bad night, then a healed one that ends."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import gc
import logging
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass

from gala.core.tables import Phase

from . import night
from .cast import CONDUCTORS, EDGES, ORIGIN_S, STORE, Cast
from .claimants import STAFF, Claimants
from .crew import Crew
from .desks import DESKS, keep_desk
from .invariants import Judge
from .plans import (
    CREW,
    HANDS,
    HEAL_S,
    REPLICAS,
    VIEWERS,
    Fate,
    Fault,
    begin,
    drawn,
    fair,
    revived,
    thawed,
)
from .rules_end import CONVERGES, recounted, unsettled
from .rules_feelings import count_again
from .shop import SHOP, Shop
from .simulation import Simulation
from .story import Listening, Story
from .viewers import Person
from .watched import WatchedStore

CONVERGED_S_MAX = 60.0
"""How long after its healing the world may take until everything is as it should be."""

STEPS_MAX = 2_000_000
TAIL_LINES = 40

UNHEARD = "nothing fails unheard"

_COLLECT_AFTER = 50_000
_LOOK_S = 0.25
_LOOK_EVERY_S = 1.0
_OUTLETS = ("app", "app", "tv")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a seed. `broken` is the invariant that broke, "" when all held.

    `show_ms` is how long the sheet's show is, `virtual_s` how long the run took in its own time.
    """

    seed: int
    broken: str
    digest: str
    faults: tuple[str, ...]
    story: tuple[str, ...]
    show_ms: int
    virtual_s: float
    cpu_s: float
    steps: int

    @property
    def tail(self) -> tuple[str, ...]:
        """The end of the story."""
        return self.story[-TAIL_LINES:]


def play(seed: int, *, wait: bool = True, fate: Fate | None = None) -> Outcome:
    """Run a seed. Without `wait` the store answers before its replicas have what it was told.

    `fate` replaces what the seed would draw.
    """
    begun_s = time.process_time()
    run = _Run(seed, wait, fate)
    with run.sim, _seldom_collected():
        handler = Listening(run.story)
        logger = logging.getLogger("gala")
        logger.addHandler(handler)
        propagate, logger.propagate = logger.propagate, False
        try:
            run.sim.loop.run_until_complete(run.main())
            for failure in run.sim.failures:
                run.judge.broken(UNHEARD, str(failure))
        except Exception as error:
            run.judge.broken(UNHEARD, f"{type(error).__name__}: {error}")
        finally:
            run.ended = True
            logger.removeHandler(handler)
            logger.propagate = propagate
        virtual_s, steps = run.sim.loop.time(), run.sim.loop.steps
    plan = night.plan()
    return Outcome(
        seed,
        str(run.judge.violation or ""),
        run.sim.trace.digest,
        tuple(run.told),
        tuple(run.story.lines),
        plan.length_ms * plan.pace_milli // 1_000,
        virtual_s,
        time.process_time() - begun_s,
        steps,
    )


@contextlib.contextmanager
def _seldom_collected() -> Iterator[None]:
    """Have the collector look less often: a night keeps most of what it makes until its end."""
    before = gc.get_threshold()
    gc.set_threshold(_COLLECT_AFTER, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


class _Run:
    """Everything of one run."""

    def __init__(self, seed: int, wait: bool, fate: Fate | None) -> None:
        self.sim = sim = Simulation(seed, steps_max=STEPS_MAX)
        self.fate = fate or drawn(sim.random("fate"))
        self.story = Story(sim.loop.time, ORIGIN_S)
        self.told: list[str] = []
        self.ended = False
        self.look_s = 0.0
        sales = (*DESKS, SHOP, STAFF) if self.fate.buys else ()
        for name in ("stage", STORE, *CONDUCTORS, *EDGES, *CREW, *VIEWERS, *HANDS, *sales):
            off_ms, ppm = self.fate.clocks.get(name, (0.0, 0.0))
            sim.host(name, off_ms=off_ms, drift_ppm=ppm)
        store_clock = sim.hosts[STORE].clock
        replicas = REPLICAS if self.fate.replicated else ()
        self.store = WatchedStore(lambda: store_clock.wall_ns() // 1_000, replicas)
        self.judge = Judge(self.store, self.story, night.shards(self.fate.shards), self.fate.buys)
        self.cast = self.judge.cast = Cast(
            sim,
            self.store,
            wait_replicas=len(replicas) if wait else 0,
            late_ms=self.fate.late_ms,
            shards=night.shards(self.fate.shards),
            paid=self.fate.buys,
            rooms=self.fate.rooms,
        )
        self.cast.failed = self._failed
        self.people = [
            Person(
                sim,
                sim.hosts[name],
                _OUTLETS[number % len(_OUTLETS)],
                self.judge,
                night.show_key_of(self.cast.origin),
            )
            for number, name in enumerate(VIEWERS)
        ]
        self.shop: Shop | None = None
        self.claimants: Claimants | None = None
        if self.judge.orders is not None and self.judge.guarantees is not None:
            names = {person.pseudonym: person.name for person in self.people}
            self.shop = Shop(sim, names, self.judge.orders)
            for person in self.people:
                person.waits = self.shop.join
            self.claimants = Claimants(
                sim, self.cast.origin, self.shop.insist, self.judge.guarantees
            )
            for person in self.people:
                person.claims = self.claimants.claim
        self.crew = Crew(self.cast, lambda: self.judge.log.show, self.story.tell)

    async def main(self) -> None:
        """Play the night, until it is whole or a rule is broken."""
        loop = self.sim.loop
        await self.cast.open()
        self.cast.begin()
        for person in self.people:
            self.cast.play(person.name, person.live)
        if self.fate.crew:
            for name in CREW:
                self.cast.play(name, self.crew.sit)
        if self.fate.hands:
            for name in HANDS:
                self.cast.play(name, self.crew.at_the_windows)
        if self.shop is not None:
            for name in DESKS:
                self.cast.play(name, functools.partial(keep_desk, self.cast))
            self.cast.play(SHOP, self.shop.trade)
        if self.claimants is not None:
            self.cast.play(STAFF, self.claimants.decide)
        weather = [loop.create_task(self._befall(fault)) for fault in self.fate.faults]
        if not self.fate.calm:
            await self._watch_until(HEAL_S)
            for task in weather:
                task.cancel()
            self._heal()
        await self._watch_until(HEAL_S + CONVERGED_S_MAX, whole=True)
        if self.judge.violation is None:
            for missing in self._to_come()[:1]:
                self.judge.broken(CONVERGES, missing)
        if self.judge.violation is None:
            recounted(self.judge, self.store)
            logged = self.judge.log.show.feelings if self.judge.log.show else None
            count_again(self.judge.broken, logged, self.people)
            self.judge.viewers.still_given()

    async def _watch_until(self, until_s: float, whole: bool = False) -> None:
        loop = self.sim.loop
        while loop.time() < until_s and self.judge.violation is None:
            try:
                async with asyncio.timeout(_LOOK_S):
                    await self.judge.broke.wait()
            except TimeoutError:
                pass
            if loop.time() >= self.look_s:
                self.look_s = loop.time() + _LOOK_EVERY_S
                self.judge.look()
            if whole and not self._to_come():
                return

    def _to_come(self) -> list[str]:
        """Return what is still to come before the night is whole."""
        asked = [one for part in (self.shop, self.claimants) if part for one in part.open.values()]
        return unsettled(self.judge, self.people) + [f"nobody has answered {one}" for one in asked]

    async def _befall(self, fault: Fault) -> None:
        await asyncio.sleep(fault.at_s - self.sim.loop.time())
        already = len(self.store.done)
        end = begin(self.cast, fault)
        self.judge.viewers.steady = self.cast.steady
        self._tell(fault.name, already)
        await asyncio.sleep(fault.lasts_s)
        already = len(self.store.done)
        end()
        self._tell(f"{fault.name} ends", already)

    def _failed(self, name: str, error: Exception) -> None:
        if self.ended:
            return  # what is cut off at the end complains
        where = traceback.extract_tb(error.__traceback__)[-1]
        self.judge.broken(UNHEARD, f"{name}: {error!r} in {where.name}, line {where.lineno}")

    def _tell(self, what: str, already: int) -> None:
        done = "; ".join(text for _, text in self.store.done[already:])
        at_s = self.sim.loop.time() - ORIGIN_S
        line = f"{what} ({done})" if done else what
        self.told.append(f"{at_s:+.3f} s {line}")
        self.story.tell("FAULT", line)

    def _heal(self) -> None:
        """End every fault, and start whoever is down."""
        self.story.tell("-", "the world is healed")
        self.cast.late_ms = 0
        store = self.store
        fair(self.cast)
        store.resume()
        store.slow(0)
        store.make_room()
        store.lose_answers(0)
        store.lose_ticks(0)
        for name in store.replicas:
            store.mend(name)
        revived(self.cast)
        for name, host in self.sim.hosts.items():
            thawed(host)
            if not host.up or (name in EDGES and name not in self.cast.edges):
                self.cast.restart(name)
        show = self.judge.log.show
        self.crew.pressing = False
        if show is None or show.phase is not Phase.OVER:
            self.cast.play("stage", self.crew.bring_home)
