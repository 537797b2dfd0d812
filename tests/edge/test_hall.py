"""What viewers share."""

from __future__ import annotations

from gala.edge import framing
from gala.wire import messages

from .fakes import TEXT
from .house import running, until


async def test_a_hall_for_a_plan() -> None:
    async with running() as house:
        hall = house.hall
        assert hall.main.ring.channel == "main"
        assert {name: room.ring.channel for name, room in hall.rooms.items()} == {
            "fashion": "room:fashion", "home": "room:home",
        }  # fmt: skip
        rooms = [("fashion", TEXT), ("home", TEXT)]
        assert hall.welcome == {
            outlet: framing.binary(messages.welcome("test", TEXT, outlet, 0, rooms))
            for outlet in ("app", "tv")
        }


async def test_its_state() -> None:
    async with running() as house:
        hall = house.hall
        assert hall.state_frame() == framing.binary(messages.fresh())
        hall.stale_since_ms = 5
        assert hall.state_frame() == framing.binary(messages.stale(5))


async def test_it_notices_when_the_last_has_gone() -> None:
    async with running() as house:
        async with house.guest(), house.guest():
            assert len(house.hall.connections) == 2
            house.hall.emptied.clear()
        await house.hall.emptied.wait()


async def test_an_outlet_that_is_trimmed_is_so_for_who_comes() -> None:
    async with running() as house, house.guest(outlet="tv") as guest:
        assert (await guest.next("welcome"))[4] == 0
        await guest.next("snapshot")
        await house.cues.say("outlet", "tv", 700)
        assert (await guest.next())[5:] == ["outlet", ["tv", 700]]
        async with house.guest(outlet="tv", viewer="v-2") as late:
            assert (await late.next("welcome"))[4] == 700
            snapshot = await late.next("snapshot")
            assert snapshot[4] == [["cue", "main", 1, 1, 0, "outlet", ["tv", 700]]]
        async with house.guest(outlet="app", viewer="v-3") as other:
            assert (await other.next("welcome"))[4] == 0


def cues_in(frame: bytes) -> int:
    """How many cues a snapshot's frame holds."""
    cues = messages.unpack(frame[2 if frame[1] < 126 else 4 :])[4]
    assert isinstance(cues, list)
    return len(cues)


async def test_every_channel_reaches_as_far_back_as_the_slowest_outlet() -> None:
    async with running() as house:
        now_ms = house.clock.now_ms()
        body = [["s0", "host", ["", ""], [], []], 0]
        for channel, kind in (("main", "take"), ("room:home", "visit")):
            for at_ms in (now_ms - 3_000, now_ms - 2_000):
                await house.cues.say(kind, *body, None, channel=channel, at_ms=at_ms)
        rings = (house.hall.main.ring, house.hall.rooms["home"].ring)
        await until(lambda: all(ring.seq == 2 for ring in rings))
        assert [cues_in(ring.snapshot(now_ms)) for ring in rings] == [1, 1]
        await house.cues.say("outlet", "tv", 60_000)
        await until(lambda: house.hall.main.ring.seq == 3)
        assert [cues_in(ring.snapshot(now_ms)) for ring in rings] == [3, 2]
