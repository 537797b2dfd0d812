from dataclasses import fields
from typing import Any

import pytest

from gala.core.events import EVENTS, EntriesFrozen, Event, WindowSettled, from_row, to_row

_SAMPLES: dict[str, Any] = {
    "int": 7,
    "str": "x",
    "bool": True,
    "tuple[tuple[str, int], ...]": (("app", 3),),
    "tuple[tuple[str, int, int], ...]": (("app", 5, 3), ("tv", 0, 0)),
    "tuple[tuple[str, str, int], ...]": (("opening", "", 3),),
    "tuple[tuple[str, int, int, int, int], ...]": (("dojo", 5, 4, 3, 0),),
    "tuple[tuple[int, str, str], ...]": ((7, "a leaf", "ab"),),
    "tuple[tuple[str, str, str, str, str], ...]": (("pen", "ab", "law", "2021-06-10", "cd"),),
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


def test_rows_of_rows_have_their_shape() -> None:
    good: list[object] = ["entries_frozen", 5, "sale", 1, "ab", 2, [["app", 5, 3]]]
    assert from_row(good) == EntriesFrozen(5, "sale", 1, "ab", 2, (("app", 5, 3),))
    for outlets in ([["app", 5]], [["app", 5, 3, 1]], [["app", "5", 3]], [["app", 5, True]],
                    [{"app": 5}], ["app"], "app", [[5, "app", 3]], None):  # fmt: skip
        with pytest.raises(ValueError, match=r"entries_frozen\.outlets"):
            from_row([*good[:-1], outlets])


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
