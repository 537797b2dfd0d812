from dataclasses import fields

import pytest

from gala.core import draw_events, events
from gala.core.event import Event
from gala.core.events import EVENTS

OWN = [
    kind
    for kind in vars(draw_events).values()
    if isinstance(kind, type) and issubclass(kind, Event) and kind is not Event
]


@pytest.mark.parametrize("kind", OWN)
def test_every_fact_of_a_draw_is_in_the_log_s_table_and_says_of_which(kind: type[Event]) -> None:
    assert EVENTS[kind.name] is kind
    assert getattr(events, kind.__name__) is kind
    assert [field.name for field in fields(kind)][1] in ("number", "window", "segment")


def test_what_takes_two_people_names_both() -> None:
    names = [[field.name for field in fields(kind)] for kind in OWN]
    assert [both[-2:] for both in names if "second" in both] == [["by", "second"]] * 4
