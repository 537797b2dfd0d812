"""Visit: the main stage looks into rooms and steers viewers there."""

from __future__ import annotations

from gala.core.kinds.parts import Parts, text
from gala.core.steering import spread_ms
from run_sheet import RunSheet
from run_sheet.kinds import Visit


def parts(segment: Visit, sheet: RunSheet) -> Parts:
    """Return the room as `(room, room_title)`; where the sheet says more, that too.

    Then `((room, title, weight), ...)` follows and how long viewers set out; the first two are of
    the weightiest room, for clients that know of one.
    """
    titles = {room.id: text(room.shown) for room in sheet.rooms}
    rooms = tuple(room for room, _ in segment.weights)
    first, _ = max(segment.weights, key=lambda room: room[1])
    detail: tuple[object, ...] = (first, titles[first])
    if segment.rooms is None and segment.over_ms is None:
        return Parts(detail=detail, rooms=rooms)
    rows = tuple((room, titles[room], weight) for room, weight in segment.weights)
    over_ms = spread_ms(segment.length_ms) if segment.over_ms is None else segment.over_ms
    return Parts(detail=(*detail, rows), rooms=rooms, over_ms=over_ms)
