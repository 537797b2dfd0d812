from dataclasses import fields
from typing import Any

import pytest

from gala.core.events import EVENTS, Event, WindowSettled, from_row, to_row

_SAMPLES: dict[str, Any] = {
    "int": 7,
    "str": "x",
    "bool": True,
    "tuple[tuple[str, int], ...]": (("app", 3),),
}


def _sample(kind: type[Event]) -> Event:
    return kind(**{field.name: _SAMPLES[str(field.type)] for field in fields(kind)})


@pytest.mark.parametrize("name", sorted(EVENTS))
def test_every_event_survives_its_row(name: str) -> None:
    event = _sample(EVENTS[name])
    assert from_row(to_row(event)) == event


def test_lists_as_json_has_them_become_tuples_again() -> None:
    event = WindowSettled(5, "sale", 1, (("app", 3),), 2)
    assert from_row(["window_settled", 5, "sale", 1, [["app", 3]], 2]) == event


@pytest.mark.parametrize(
    "row",
    [
        None,
        [],
        ["dance", 1],
        ["show_ended", 1],
        ["show_ended", "1", "auto"],
        ["show_ended", True, "auto"],
        ["show_ended", 1.0, "auto"],
        ["show_ended", 1, "auto", 2],
    ],
)
def test_a_row_that_is_no_event_says_why(row: object) -> None:
    with pytest.raises(ValueError, match=r"event|show_ended"):
        from_row(row)
