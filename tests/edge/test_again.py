import asyncio
from dataclasses import dataclass, field

from gala.edge.again import Again
from gala.edge.limits import Limits
from gala.wire.requests import MakeClaim

from .house import until


@dataclass
class One:
    claimant: object
    claim: MakeClaim = field(default_factory=lambda: MakeClaim("w", 1, bytes(16), False))
    calls: int = 0
    since_s: float | None = None


async def test_each_is_given_back_once_and_the_newest_of_a_claimant() -> None:
    given: list[One] = []
    again = Again(Limits(probe_s=0.02), given.append)
    ann, bob = object(), object()
    older, newer, other = One(ann), One(ann), One(bob)
    for one in (older, newer, other):
        again.keep(one)
    assert len(again) == 2
    assert given == []
    await until(lambda: len(given) == 2)
    assert given == [newer, other]
    await asyncio.sleep(0.05)
    assert len(given) == 2


async def test_hurry_does_not_wait_and_forgotten_ones_are_nobodys() -> None:
    given: list[One] = []
    again = Again(Limits(probe_s=60.0), given.append)
    kept, forgotten = One(object()), One(object())
    again.hurry()
    again.keep(kept)
    again.keep(forgotten)
    again.forget(forgotten)
    again.hurry()
    await until(lambda: given)
    assert given == [kept]


async def test_what_waits_for_units_is_asked_sooner_and_then_less_often() -> None:
    given: list[tuple[One, float]] = []
    loop = asyncio.get_running_loop()
    again: Again[One] = Again(
        Limits(probe_s=0.2, dry_s=0.02), lambda one: given.append((one, loop.time() - began))
    )
    away, twice, once = One(object()), One(object(), calls=3), One(object(), calls=1)
    began = loop.time()
    again.keep(away)
    again.keep(twice, dry=True)
    again.keep(once, dry=True)
    await until(lambda: len(given) == 3)
    assert [one for one, _ in given] == [once, twice, away]
    assert all(at >= least for (_, at), least in zip(given, (0.019, 0.079, 0.199), strict=True))


async def test_its_bounds() -> None:
    again: Again[One] = Again(Limits(claims_again=2, again_calls=3, again_s=0.05), lambda _: None)
    again.keep(One(object(), calls=3))
    assert len(again) == 0
    old = One(object(), since_s=asyncio.get_running_loop().time() - 0.06)
    again.keep(old)
    assert len(again) == 0
    for _ in range(3):
        again.keep(One(object()))
    assert len(again) == 2
    again.close()
    assert len(again) == 0
    again.keep(One(object()))
    assert len(again) == 0
