"""What a person may ask of a room with a running order of its own."""

from __future__ import annotations

from gala.core.commands import Command, Decision
from gala.core.refusals import refusal
from gala.core.room_events import RoomTaken
from gala.core.rooms import next_in, room_run
from gala.core.state import Show
from gala.core.tables import Phase


def room_go(show: Show, command: Command) -> Decision:
    """Take what comes next in `room`, now; `on_air` is what the person believed to be on there."""
    room = next((one for one in show.plan.rooms if one.id == command.room and one.segments), None)
    if room is None:
        return refusal("no_room_order")
    if show.phase is Phase.PANIC:
        return refusal("panic")
    run = room_run(show, room.id)
    if command.checked and command.on_air != (run.on if run else None):
        return refusal("stale_room")
    present_at_ms = command.at_ms + command.lead_ms
    if run is not None and run.since_ms > command.at_ms:
        return refusal("room_changing")
    coming = next_in(show, room)
    if coming is None:
        return refusal("nothing_next_there")
    taken = RoomTaken(command.at_ms, room.id, coming[0].id, present_at_ms, command.by)
    return (taken,)
