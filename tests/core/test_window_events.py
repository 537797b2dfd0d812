from dataclasses import fields

import pytest

from gala.core import events, window_events
from gala.core.event import Event
from gala.core.events import EVENTS

OWN = [
    kind
    for kind in vars(window_events).values()
    if isinstance(kind, type) and issubclass(kind, Event) and kind is not Event
]


@pytest.mark.parametrize("kind", OWN)
def test_every_fact_of_a_window_is_in_the_log_s_table_and_names_its_window(
    kind: type[Event],
) -> None:
    assert EVENTS[kind.name] is kind
    assert getattr(events, kind.__name__) is kind
    assert [field.name for field in fields(kind)][:2] == ["at_ms", "window"]


def test_what_people_do_by_hand_names_the_opening_and_who_did_it() -> None:
    by_hand = [kind for kind in OWN if "by" in (field.name for field in fields(kind))]
    assert len(by_hand) == 5
    for kind in by_hand:
        assert "gen" in [field.name for field in fields(kind)]
