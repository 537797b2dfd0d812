from dataclasses import replace

import pytest

from gala.core.commands import Command
from gala.core.draws import Proposal
from gala.core.events import Event, Proposed, ShowEnded
from gala.core.refusals import Refusal
from gala.core.two_seats import PROPOSAL_MS, REASON_CHARS_MAX, reason_of, two
from tests.core.playing import small_show


def done_by(by: str) -> tuple[Event, ...]:
    return (ShowEnded(1, by),)


def test_the_second_seat_carries_out_what_the_first_proposed() -> None:
    asked = Command(name="x", by="director", at_ms=5)
    assert two(small_show(), asked, "x 1", done_by) == (Proposed(5, "x 1", "director"),)
    show = replace(small_show(), proposal=Proposal("x 1", "director", 5))
    again = two(show, asked, "x 1", done_by)
    assert isinstance(again, Refusal)
    assert again.code == "needs_second"
    assert two(show, replace(asked, by="producer"), "x 1", done_by) == (ShowEnded(1, "director"),)


def test_another_thing_or_one_that_has_lapsed_is_proposed_anew() -> None:
    show = replace(small_show(), proposal=Proposal("x 1", "director", 5))
    for key, at_ms in (("x 2", 6), ("x 1", 5 + PROPOSAL_MS + 1)):
        asked = Command(name="x", by="producer", at_ms=at_ms)
        assert two(show, asked, key, done_by) == (Proposed(at_ms, key, "producer"),)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (None, None),
        ("  ", None),
        (" wrong price ", "wrong price"),
        ("价格有误", "价格有误"),
        ("a\nb", None),
        ("x" * REASON_CHARS_MAX, "x" * REASON_CHARS_MAX),
        ("x" * (REASON_CHARS_MAX + 1), None),
    ],
)
def test_a_reason_is_a_line_that_people_can_read(text: str | None, reason: str | None) -> None:
    assert reason_of(Command(name="x", by="director", at_ms=5, text=text)) == reason
