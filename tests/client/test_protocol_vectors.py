"""The client against the vectors that the page's client is held to as well."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gala.client.clock import Exchange, ShowClock
from gala.client.closing import ComeBack, after_close
from gala.client.errors import TicketExpired
from gala.client.events import GapFound
from gala.client.inbound import read
from gala.client.session import Session
from gala.wire import messages

VECTORS = Path(__file__).parents[1] / "vectors" / "protocol.json"
CASES: dict[str, list[dict[str, Any]]] = json.loads(VECTORS.read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES["clock"])
def test_the_shows_clock(case: dict[str, Any]) -> None:
    clock = ShowClock(lambda: 0.0)
    for t0, t1, t2, t3, error_ms in case["exchanges"]:
        clock.exchanged(Exchange(t0, t1, t2, t3, error_ms))
    assert (clock.offset_ms, clock.error_ms) == (case["offset_ms"], case["error_ms"])


@pytest.mark.parametrize(
    "case", CASES["closing"], ids=lambda case: f"{case['code']} {case['reason']}"
)
def test_coming_back_after_a_close(case: dict[str, Any]) -> None:
    match after_close(case["code"], case["reason"]):
        case ComeBack(after_ms):
            assert (case["do"], case["after_ms"]) == ("come_back", after_ms)
        case TicketExpired():
            assert case["do"] == "join_again"
        case _:
            assert case["do"] == "stop"


@pytest.mark.parametrize("case", CASES["openings"], ids=lambda case: case["query"])
def test_what_an_opening_asks_for(case: dict[str, Any]) -> None:
    session = Session(case["room"])
    for board, point in ((session.main, case["main"]), (session.room, case["room_point"])):
        if board is not None and point is not None:
            epoch, seq = point
            board.snapshot(epoch, seq, [])
    assert session.query() == case["query"]


@pytest.mark.parametrize("case", CASES["requests"], ids=lambda case: case["message"][0])
def test_what_a_viewer_says(case: dict[str, Any]) -> None:
    said: dict[str, Callable[..., bytes]] = {
        "clock": messages.ask_clock,
        "claim": lambda window, gen, claim_id, retry, quantity=1: messages.claim(
            window, gen, bytes.fromhex(claim_id), retry, quantity
        ),
        "may": messages.ask_may,
        "enter": messages.enter,
        "leave": messages.leave,
        "presented": messages.presented,
    }
    name, *fields = case["message"]
    assert said[name](*fields).hex() == case["bytes"]


@pytest.mark.parametrize("case", CASES["channels"], ids=lambda case: case["name"])
def test_a_channel(case: dict[str, Any]) -> None:
    session = Session(case.get("room"))
    session.opening()
    board = session.room or session.main
    events = []
    for packed in case["messages"]:
        message = read(bytes.fromhex(packed))
        assert message is not None
        events.append(session.receive(message))
    assert any(isinstance(event, GapFound) for event in events) == case["gap"]
    assert board.resume_point == (case["epoch"], case["seq"])
    for wanted in case["pictures"]:
        board.due(wanted["at_ms"], case["delay_ms"])
        picture = board.at(wanted["at_ms"], case["delay_ms"])
        assert picture.phase == wanted["phase"]
        assert (picture.segment.id if picture.segment else None) == wanted["segment"]
        assert {w.id: [w.gen, w.state] for w in picture.windows} == wanted["windows"]
        assert [[one.window, one.gen] for one in picture.revoked] == wanted["revoked"]
        if picture.segment is not None:
            assert picture.ends_at_ms == wanted["ends_at_ms"]
