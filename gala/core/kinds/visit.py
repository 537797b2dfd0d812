"""Visit: the main stage looks into a room and steers viewers there."""

from __future__ import annotations

from gala.core.kinds.parts import Parts, text
from run_sheet import RunSheet
from run_sheet.kinds import Visit


def parts(segment: Visit, sheet: RunSheet) -> Parts:
    """Return the room: `(room, room_title)`."""
    room = next(room for room in sheet.rooms if room.id == segment.room)
    return Parts(detail=(room.id, text(room.title)), room=room.id)
