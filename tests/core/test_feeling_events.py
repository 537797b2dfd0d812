import pytest

from gala.core import events
from gala.core.event import Event
from gala.core.events import EVENTS, from_row, to_row
from gala.core.feeling_events import FeelingsCounted, SheddingSet


@pytest.mark.parametrize("kind", [FeelingsCounted, SheddingSet])
def test_they_are_in_the_log_s_table(kind: type[Event]) -> None:
    assert EVENTS[kind.name] is kind
    assert getattr(events, kind.__name__) is kind


def test_counts_name_segment_and_room_or_reason() -> None:
    row: list[object] = ["feelings_counted", 5, [["a", "", 3]], [["a", "other", 1]]]
    event = from_row(row)
    assert event == FeelingsCounted(5, (("a", "", 3),), (("a", "other", 1),))
    assert to_row(event) == ("feelings_counted", 5, (("a", "", 3),), (("a", "other", 1),))
    for odd in ([["a", 3]], [["a", "", "3"]], [["a", None, 3]], "a"):
        with pytest.raises(ValueError, match=r"feelings_counted\.hearts"):
            from_row(["feelings_counted", 5, odd, []])
