from dataclasses import dataclass

from gala.core.feelings import HEARTS_MAX, REASONS, Feelings
from gala.edge.feelings import FeelingCounts
from gala.edge.limits import Limits
from gala.wire import messages
from gala.wire.requests import RaiseFlag
from gala.wire.steps import Cue

from .fakes import plan
from .house import House, running, until

CARD = ["s1", "host", ["开场", "Opening"], [], []]


@dataclass
class Someone:
    pseudonym: str = "ann"
    outlet: str = "app"
    room_id: str = ""
    hearted_ms: int = -10_000


def take(segment: str, at_ms: int) -> Cue:
    return Cue("main", 1, 1, at_ms, "take", ([segment, "host"], 0, None))


def moved(kind: str, segment: str, at_ms: int = 0) -> Cue:
    return Cue("main", 1, 1, at_ms, kind, (segment, 0, None))


def test_a_heart_goes_to_what_its_outlet_shows() -> None:
    counts = FeelingCounts(plan(tv_delay_ms=3_000), Limits())
    counts.heart(Someone(), 1, 900, 0)
    assert counts.counts() == Feelings(), "nothing is on air yet"
    counts.apply(take("a", 1_000))
    counts.apply(take("b", 5_000))
    counts.heart(Someone(), 3, 5_000, 0)
    counts.heart(Someone(outlet="tv"), 2, 7_999, 0)
    counts.heart(Someone(outlet="tv", room_id="home"), 4, 8_000, 0)
    assert counts.counts().hearts == (("a", "", 2), ("b", "", 3), ("b", "home", 4))


def test_an_announced_take_that_moves_or_does_not_come() -> None:
    counts = FeelingCounts(plan(), Limits())
    for cue in (
        take("a", 1_000),
        take("b", 5_000),
        moved("retime", "b", 9_000),
        moved("retime", "a", 9_000),
        moved("cancel", "a"),
    ):
        counts.apply(cue)
    counts.heart(Someone(), 1, 8_999, 0)
    counts.heart(Someone(), 1, 9_000, 0)
    assert counts.counts().hearts == (("a", "", 1), ("b", "", 1))
    counts.apply(take("c", 20_000))
    counts.apply(moved("cancel", "c"))
    counts.heart(Someone(), 1, 30_000, 0)
    assert counts.counts().hearts[-1] == ("b", "", 2)


def test_hearts_are_as_many_as_a_thumb_can_tap() -> None:
    counts = FeelingCounts(plan(), Limits(heart_ms=800))
    counts.apply(take("a", 0))
    ann = Someone()
    for steady_ms in (5_000, 5_001, 5_799, 5_800):
        counts.heart(ann, 10**9, 1, steady_ms)
    assert counts.counts().hearts == (("a", "", 2 * HEARTS_MAX),)


def test_nobody_flags_the_same_twice_and_nothing_grows_without_end() -> None:
    counts = FeelingCounts(plan(), Limits(flaggers=2))
    for who in ("ann", "bob", "cat", "ann"):
        for reason in REASONS:
            counts.flag(Someone(who), RaiseFlag("s1", reason))
        counts.flag(Someone(who), RaiseFlag("s1", "I just do not like it"))
        counts.flag(Someone(who), RaiseFlag("nowhere", "other"))
    assert counts.counts().flags == tuple(("s1", reason, 2) for reason in sorted(REASONS))


async def test_an_edge_says_what_its_viewers_feel_in_all() -> None:
    async with running() as house, house.guest("?room:home=") as guest:
        await house.cues.say("take", CARD, 9, None, at_ms=house.clock.now_ms())
        await guest.next("cue")
        await guest.send(messages.heart(5))
        await guest.send(messages.heart(5))  # within the same second
        for _ in range(2):
            await guest.send(messages.flag("s1", "other"))
        whole = Feelings((("s1", "home", 5),), (("s1", "other", 1),))
        await until(lambda: whole in house.counters.lives.values())
        (life,) = house.counters.lives
        assert life.startswith("e1 "), "another life of this edge counts for itself"


async def test_an_edge_that_takes_no_hearts_passes_none_on() -> None:
    async with running() as house, house.guest() as guest:
        await house.cues.say("take", CARD, 9, None, at_ms=house.clock.now_ms())
        await guest.next("cue")
        tick = messages.tick(1, 2, [("lipstick", 1, [("app", 3)])], [("s1", 7)])
        left = [["lipstick", 1, [["app", 3]]]]
        assert await ticked(house, tick, guest.next) == [1, 2, left, [["s1", 7]]]
        house.hall.shedding.by_hand = 1
        assert await ticked(house, tick, guest.next) == [1, 2, left]
        await guest.send(messages.heart(5))
        await guest.send(messages.flag("s1", "other"))
        await until(lambda: house.hall.feelings.counts().flags)
        assert house.hall.feelings.counts().hearts == ()
        house.hall.shedding.by_hand = 3
        assert await ticked(house, tick, guest.next) == [1, 2, []]
        house.hall.shedding.by_hand = 0
        assert await ticked(house, tick, guest.next) == [1, 2, left, [["s1", 7]]]


async def ticked(house: House, tick: bytes, following) -> list[object]:  # type: ignore[no-untyped-def]
    """Send a tick, and return what the next one says that is no older."""
    await house.counters.publish_tick(tick)
    while True:
        _, *told = await following("tick")
        if told[0] == 1:
            return list(told)
