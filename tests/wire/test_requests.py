"""What a viewer may say, and what is malformed."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gala.wire import messages
from gala.wire.codec import WireError, pack
from gala.wire.requests import (
    QUANTITY_MAX,
    AskClock,
    AskMay,
    EnterRoom,
    GiveHearts,
    LeaveRoom,
    MakeClaim,
    RaiseFlag,
    Request,
    TellPresented,
    read_request,
)

ID = bytes(16)


@pytest.mark.parametrize(
    ("packed", "request_"),
    [
        (messages.ask_clock(-5), AskClock(-5)),
        (messages.ask_clock(2**64 - 1), AskClock(2**64 - 1)),
        (messages.presented(2, 7, 12, 1), TellPresented(2, 7, 12, 1)),
        (pack(["presented", 2, 7, 12, 1, "later"]), TellPresented(2, 7, 12, 1)),
        (messages.claim("lipstick", 1, ID, False), MakeClaim("lipstick", 1, ID, False)),
        (messages.claim("rain", 1, ID, True, 7), MakeClaim("rain", 1, ID, True, 7)),
        (pack(["claim", "rain", 1, ID, True, None, "later"]), MakeClaim("rain", 1, ID, True)),
        (
            pack(["claim", "rain", 1, ID, True, QUANTITY_MAX]),
            MakeClaim("rain", 1, ID, True, QUANTITY_MAX),
        ),
        (messages.enter("x" * 64), EnterRoom("x" * 64)),
        (messages.leave(), LeaveRoom()),
        (messages.ask_may("prizes"), AskMay("prizes")),
        (messages.heart(7), GiveHearts(7)),
        (messages.flag("sale", "other"), RaiseFlag("sale", "other")),
        (pack(["clock", 1, "of a later version"]), AskClock(1)),
    ],
)
def test_each_message(packed: bytes, request_: Request) -> None:
    assert read_request(packed) == request_


@pytest.mark.parametrize(
    "message",
    [
        [],
        ["tick"],
        ["clock"],
        ["clock", True],
        ["clock", 1.5],
        ["clock", None],
        ["heart"],
        ["heart", 0],
        ["heart", -1],
        ["heart", True],
        ["heart", 1.5],
        ["flag", "sale"],
        ["flag", "", "other"],
        ["flag", "x" * 65, "other"],
        ["flag", "sale", 3],
        ["claim", "lipstick", 1, ID],
        ["claim", "lipstick", 1, ID, 0],
        ["claim", "lipstick", True, ID, False],
        ["claim", "lipstick", 0, ID, False],
        ["claim", "lipstick", -1, ID, False],
        ["claim", "lipstick", 2**63, ID, False],
        ["claim", "lipstick", 1, ID[1:], False],
        ["claim", "lipstick", 1, "x" * 16, False],
        ["claim", b"lipstick", 1, ID, False],
        ["claim", "", 1, ID, False],
        ["claim", "x" * 65, 1, ID, False],
        ["claim", "rain", 1, ID, False, 0],
        ["claim", "rain", 1, ID, False, -1],
        ["claim", "rain", 1, ID, False, True],
        ["claim", "rain", 1, ID, False, False],
        ["claim", "rain", 1, ID, False, 1.0],
        ["claim", "rain", 1, ID, False, "7"],
        ["claim", "rain", 1, ID, False, [7]],
        ["claim", "rain", 1, ID, False, QUANTITY_MAX + 1],
        ["claim", "rain", 1, ID, False, 2**63],
        ["enter"],
        ["enter", ""],
        ["enter", "x" * 65],
        [["leave"]],
        ["may"],
        ["presented", 2, 7, 12],
        ["presented", 2, 7, "12", 1],
        ["presented", 2, 7, 1.5, 1],
        ["may", ""],
        ["may", "x" * 65],
    ],
)
def test_all_else_is_malformed(message: list[Any]) -> None:
    with pytest.raises(WireError):
        read_request(pack(message))


@given(st.binary(max_size=100))
def test_noise_is_malformed(data: bytes) -> None:
    with pytest.raises(WireError):
        read_request(b"\x93\xa5claim" + data[:40])
    with contextlib.suppress(WireError):
        read_request(data)
