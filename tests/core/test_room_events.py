import pytest

from gala.core.events import EVENTS, Event, RoomRested, RoomTaken, from_row, to_row


@pytest.mark.parametrize(
    "event",
    [RoomTaken(5, "dojo", "bow", 4_005, "auto"), RoomRested(7, "dojo", 4_007)],
    ids=lambda event: event.name,
)
def test_a_room_s_fact_is_read_as_it_was_written(event: Event) -> None:
    assert EVENTS[event.name] is type(event)
    assert from_row(list(to_row(event))) == event
