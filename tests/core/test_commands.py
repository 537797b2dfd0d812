from dataclasses import FrozenInstanceError

import pytest

from gala.core.commands import Command


def test_a_command_is_a_name_a_seat_and_an_instant_and_says_no_more_unless_it_must() -> None:
    command = Command("go", "director", 50_000)
    assert (command.lead_ms, command.checked, command.on_air) == (0, False, None)
    assert {command.segment, command.by_ms, command.number, command.place, command.text} == {None}
    with pytest.raises(FrozenInstanceError):
        command.by = "producer"  # type: ignore[misc]
