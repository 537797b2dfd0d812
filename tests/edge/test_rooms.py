from dataclasses import dataclass, replace

from gala.core.plan import Plan, RoomPlan, SegmentPlan
from gala.core.visits import RoomCount
from gala.edge.rooms import KEPT_BUCKETS, RoomTally
from gala.proof.pseudonym import pseudonym
from gala.wire import messages
from gala.wire.steps import Cue

from .fakes import TEXT, plan
from .house import running, until

WALK = ["walk", "visit", list(TEXT), [], ["home", list(TEXT)]]


@dataclass
class Someone:
    visited: int = 0


def visit(at_ms: int = 5_000, kind: str = "visit") -> Cue:
    body: tuple[object, ...] = (WALK, 9_000) if kind == "visit" else ("walk",)
    return Cue("room:home", 1, 1, at_ms, kind, body)


def test_an_edge_lets_in_its_share() -> None:
    tally = RoomTally("home", 10)
    assert tally.admits(inside=9, here=4, audience=4)
    assert not tally.admits(inside=10, here=4, audience=4)
    assert tally.admits(inside=2, here=30, audience=100)
    assert not tally.admits(inside=3, here=30, audience=100)
    assert tally.admits(inside=0, here=7, audience=0), "before the first count"
    assert not tally.admits(inside=0, here=0, audience=0)


def test_shares_are_never_more_than_the_room_has() -> None:
    tally = RoomTally("home", 100)
    for edges in ((1, 1, 1), (33, 33, 34), (997, 2, 1), (250, 250, 499)):
        audience = sum(edges)
        shares = [
            sum(tally.admits(inside, here, audience) for inside in range(200)) for here in edges
        ]
        assert 100 - len(edges) < sum(shares) <= 100


def test_a_visit_is_counted_until_it_is_over() -> None:
    tally = RoomTally("home", 10)
    assert tally.count(0) is None
    assert tally.count(2) == RoomCount("home", 2)
    tally.came(Someone(), 2, 1_000)
    tally.apply([visit()], inside=2, here=50)
    ann, bob = Someone(), Someone()
    tally.came(ann, 3, 1_000)
    tally.came(bob, 4, 1_000)
    tally.came(ann, 4, 1_000)
    tally.refused()
    assert tally.count(3) == RoomCount("home", 3, "walk", 5_000, 50, 2, 4, 1)
    tally.apply([visit(9_000, "visit_over")], inside=3, here=50)
    tally.came(Someone(), 5, 1_000)
    tally.refused()
    tally.apply([Cue("room:home", 1, 3, 0, "over", ())], inside=0, here=50)
    assert tally.count(1) == RoomCount("home", 1, "walk", 5_000, 50, 2, 4, 1, 3)
    tally.apply([visit(20_000)], inside=1, here=60)
    tally.came(ann, 2, 1_000)
    assert tally.count(2) == RoomCount("home", 2, "walk", 20_000, 60, 1, 2, 0)


def test_who_goes_home_at_the_end_was_there_to_the_end() -> None:
    tally = RoomTally("home", 1_000)
    tally.apply([visit()], inside=20, here=50)
    for at_ms in (6_000, 8_600, 8_800, 8_999, 9_000, 9_020):
        tally.left(at_ms)
    tally.apply([visit(9_000, "visit_over")], inside=3, here=50)
    tally.left(9_040)
    count = tally.count(2)
    assert count is not None
    assert count.stayed == 3 + 4
    tally.apply([visit(20_000)], inside=0, here=50)
    tally.apply([visit(20_100, "visit_over")], inside=0, here=50)
    count = tally.count(0)
    assert count is not None
    assert count.stayed == 0, "of another visit"


def test_no_more_stayed_than_ever_were_there() -> None:
    tally = RoomTally("home", 1_000)
    tally.apply([visit()], inside=2, here=50)
    tally.left(8_900)  # a line that broke: its viewer is inside again
    tally.apply([visit(9_000, "visit_over")], inside=2, here=50)
    assert tally.count(2) == RoomCount("home", 2, "walk", 5_000, 50, 0, 2, 0, 2)


def test_what_is_kept_of_who_left_is_bounded() -> None:
    tally = RoomTally("home", 1_000)
    tally.apply([visit(1)], inside=0, here=50)
    for second in range(10_000):
        tally.left(second * 1_000)
    assert len(tally._left.counts) == KEPT_BUCKETS


def test_who_comes_with_the_beginning_of_a_visit_has_come_to_it() -> None:
    tally = RoomTally("home", 1_000)
    for at_ms in (1_000, 4_600, 4_800, 5_000, 5_010):
        tally.came(Someone(), 1, at_ms)
    tally.apply([visit(5_000)], inside=5, here=50)
    tally.came(Someone(), 6, 5_020)
    assert tally.count(6) == RoomCount("home", 6, "walk", 5_000, 50, 4, 6)


def test_rooms_count_apart() -> None:
    home, attic, ann = RoomTally("home", 10), RoomTally("attic", 10), Someone()
    for tally in (home, attic):
        tally.apply([visit()], inside=0, here=1)
        tally.came(ann, 1, 1_000)
    for tally in (home, attic):
        count = tally.count(0)
        assert count is not None
        assert count.entered == 1


def small(capacity: int) -> Plan:
    """A show with a visit to one room of that capacity."""
    walk = SegmentPlan("walk", "visit", TEXT, (), None, 60_000, None, (), rooms=("home",))
    shown = plan()
    rooms = (RoomPlan("home", TEXT, capacity), RoomPlan("attic", TEXT, 10))
    return replace(shown, rooms=rooms, segments=(*shown.segments, walk))


async def test_a_full_room_is_said_to_be() -> None:
    async with (
        running(plan=small(1)) as house,
        house.guest(viewer="v-1") as one,
        house.guest(viewer="v-2") as other,
    ):
        for guest in (one, other):
            await guest.next("snapshot")
        await house.cues.say("visit", WALK, 9_000, channel="room:home", at_ms=5_000)
        await until(lambda: house.hall.rooms["home"].ring.seq)
        await one.send(messages.enter("home"))
        assert (await one.next())[:2] == ["snapshot", "room:home"]
        await other.send(messages.enter("home"))
        assert await other.next() == ["room_full", "home"]
        await other.send(messages.enter("attic"))
        assert (await other.next())[:2] == ["snapshot", "room:attic"]
        async with house.guest("?room:home=1.1", viewer="v-3") as third:
            assert await third.next("room_full") == ["room_full", "home"]
        await house.cues.say("visit_over", "walk", channel="room:home", at_ms=9_000)
        await until(lambda: house.hall.rooms["home"].ring.seq == 2)
        home, attic = house.hall.room_counts()
        assert home == RoomCount("home", 1, "walk", 5_000, 2, 1, 1, 2, 1)
        assert attic == RoomCount("attic", 1)
        await until(lambda: house.counters.made and house.counters.made[-1].rooms)
        assert house.counters.made[-1].rooms == (home, attic)


async def test_who_may_be_led_knows_who_it_is() -> None:
    async with running(plan=small(1)) as house, house.guest(viewer="v-7") as guest:
        name = pseudonym(house.hall.show_key, "v-7")
        assert await guest.next("you") == ["you", bytes.fromhex(name)]
