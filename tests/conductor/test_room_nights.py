"""Rooms with their own running order over a real store, and a conductor that dies in the midst."""

from __future__ import annotations

import pytest

from gala.conductor import conductor as module
from gala.core.events import RoomRested, RoomTaken
from gala.core.rooms import room_run
from gala.store.show import Store
from tests.conductor.bent import away, bent
from tests.conductor.nights import (
    SHEET,
    accepted,
    check_streamed,
    conducting,
    opened,
    over,
    press,
    read,
    world_of,
)
from tests.plugins.waiting import until

OWN = """
    segments:
      - {id: warm, kind: host, title: Warm, length: 10s}
      - {id: talk, kind: story, title: Talk, length: 1500ms}
      - {id: last, kind: host, title: Last, length: 700ms}
"""
ROOM = "  - {id: beauty, title: Beauty, host: Host, capacity: 100}\n"
SHEET_WITH_ROOM = SHEET.replace(
    ROOM, "  - id: beauty\n    title: Beauty\n    host: Host\n    capacity: 100" + OWN
).replace("length: 400ms}", "length: 2500ms}")


async def test_a_room_by_hand_and_by_the_clock_through_a_takeover(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LEASE_MS", 500)
    monkeypatch.setattr(module, "RENEW_MS", 100)
    monkeypatch.setattr(module, "STANDBY_MS", 50)
    await opened(store, sheet=SHEET_WITH_ROOM)
    dies = world_of(store)
    dies.lease = bent(store.lease, away("release", times=1_000))
    async with conducting(dies, "a") as first:
        await until(lambda: first.conducting and room_run(first.show, "beauty"))
        await until(lambda: first.show.on_air)
        stale = await press(store, "room_go", room="beauty", on_air=None)
        assert stale is not None
        assert stale["code"] == "stale_room"
        await accepted(store, "room_go", room="beauty", on_air="warm")
        twice = await press(store, "room_go", room="beauty", on_air="warm")
        assert twice is not None
        assert twice["code"] == "stale_room"
        await until(lambda: (run := room_run(first.show, "beauty")) and run.segment == "talk")
    async with conducting(store, "b") as second:
        await over(second)
    await check_streamed(store)
    reader, events, cues = await read(store)
    assert reader.show.epoch > 1, "somebody else brought it home"
    taken = [event for event in events if isinstance(event, RoomTaken)]
    assert [(one.segment, one.by) for one in taken] == [
        *(("warm", "auto"), ("talk", "director"), ("last", "auto"))
    ]
    _, talk, last = taken
    assert last.present_at_ms == talk.present_at_ms + 1_500, "the standby keeps to the clock"
    (rested,) = [event for event in events if isinstance(event, RoomRested)]
    assert rested.present_at_ms == last.present_at_ms + 700
    kinds = [cue.kind for cue in cues if cue.channel == "room:beauty"]
    assert [kind for kind in kinds if kind.startswith("room_")] == [*["room_take"] * 3, "room_rest"]
    assert kinds[-1] == "over"
