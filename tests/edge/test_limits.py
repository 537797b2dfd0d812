"""The bounds fit together."""

from __future__ import annotations

from gala.edge.limits import Limits
from gala.wire.tickets import TICKET_CHARS_MAX


def test_the_bounds_fit_together() -> None:
    limits = Limits()
    assert limits.viewers < 20_000 - 1_000, "files, with some for the store and the listener"
    assert limits.request_bytes > 4 * TICKET_CHARS_MAX
    # docs/protocol.md: a tick every 2 s, and the wheel turns four times a second.
    assert limits.tick_s + 0.25 < 2
    assert limits.batch * limits.in_flight <= limits.claims_waiting
    assert limits.gather_s < limits.answer_s < limits.give_up_s
    assert limits.unsent_bytes <= limits.send_buffer_bytes
