import logging

import pytest

from gala.conductor.calling import call
from gala.conductor.tally import Tally
from gala.core.breaker_steps import calling
from tests.core.test_breaker_steps import held


def test_who_is_called_and_why_is_one_line(caplog: pytest.LogCaptureFixture) -> None:
    show, tally = held().show, Tally()
    (effect,) = calling(show)
    with caplog.at_level(logging.WARNING):
        call(show, effect, tally)
    (line,) = caplog.messages
    assert line.startswith("the breaker holds small before rain: 6293 fen given, 0 that may still")
    assert "1000 to come, 6500 at most. CALL 值班制片 / The producer on duty" in line
    assert tally.calls == 1
