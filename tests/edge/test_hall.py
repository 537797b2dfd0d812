"""What viewers share."""

from __future__ import annotations

from gala.edge import framing
from gala.wire import messages

from .fakes import TEXT
from .house import running


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
