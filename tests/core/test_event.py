from dataclasses import fields

from gala.core.event import Event
from gala.core.events import EVENTS


def test_every_event_bears_its_instant_first_and_a_name_of_its_own() -> None:
    for name, kind in EVENTS.items():
        assert issubclass(kind, Event)
        assert fields(kind)[0].name == "at_ms"
        assert kind.name == name
