"""A client as a stranger writes it from docs/protocol.md, with `websockets` and `msgpack` only."""

from __future__ import annotations

import json
import secrets
import time
import urllib.request
from collections.abc import Iterator
from typing import Any

import msgpack
import pytest
from websockets.sync.client import ClientConnection, connect

from tests.e2e.running import RunningShow, running_show

Message = list[Any]


@pytest.fixture(scope="module")
def show(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningShow]:
    with running_show(tmp_path_factory.mktemp("show"), "--start", "now") as running:
        yield running


def _join(show: RunningShow) -> dict[str, Any]:
    request = urllib.request.Request(
        show.address("Phone") + "api/join",
        data=b'{"outlet": "app"}',
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=5) as answer:
        joined: dict[str, Any] = json.load(answer)
        return joined


def _open(joined: dict[str, Any], query: str = "") -> ClientConnection:
    return connect(
        joined["edge"] + query,
        subprotocols=["gala.v1", f"ticket.{joined['ticket']}"],  # type: ignore[list-item]
        compression=None,
    )


def _next(socket: ClientConnection, *names: str, timeout_s: float = 15) -> Message:
    """Return the next message of one of these names."""
    until = time.monotonic() + timeout_s
    while True:
        message: Message = msgpack.unpackb(socket.recv(timeout=until - time.monotonic()))
        if message[0] in names:
            return message


def _raw(socket: ClientConnection, *names: str, timeout_s: float = 15) -> bytes:
    until = time.monotonic() + timeout_s
    while True:
        data = socket.recv(timeout=until - time.monotonic())
        assert isinstance(data, bytes)
        if msgpack.unpackb(data)[0] in names:
            return data


def test_joins_shows_cues_claims_retries_drops_and_resumes(show: RunningShow) -> None:
    joined = _join(show)
    with _open(joined) as socket:
        assert socket.subprotocol == "gala.v1"
        welcome = _next(socket, "welcome")
        assert welcome[1:5] == ["evening", ["小晚会", "Small gala"], "app", 0]
        snapshot = _next(socket, "snapshot")
        cues = list(snapshot[4])
        epoch, seq = snapshot[2], snapshot[3]

        window = None
        while window is None:
            for cue in cues:
                if cue[5] == "window" and cue[6][2] == "open":
                    window = cue[6]
            if window is None:
                cue = _next(socket, "cue")
                assert cue[3] == seq + 1
                epoch, seq = cue[2], cue[3]
                cues = [cue]

        socket.send(msgpack.packb(["clock", 7]))
        answer = _next(socket, "clock")
        assert answer[1] == 7
        rows = {row[0]: row for row in window[3]}
        assert rows["app"][1] <= answer[2] < rows["app"][2]

        claim_id = secrets.token_bytes(16)
        socket.send(msgpack.packb(["claim", window[0], window[1], claim_id, False]))
        receipt = _raw(socket, "receipt", "answer")
        assert msgpack.unpackb(receipt)[:4] == ["receipt", window[0], window[1], claim_id]
        socket.send(msgpack.packb(["claim", window[0], window[1], claim_id, True]))
        assert _raw(socket, "receipt", "answer") == receipt
        other_id = secrets.token_bytes(16)
        socket.send(msgpack.packb(["claim", window[0], window[1], other_id, False]))
        assert _raw(socket, "receipt", "answer") == receipt

    with _open(joined, f"?main={epoch}.{max(1, seq - 2)}") as socket:
        resumed = _next(socket, "resumed", "snapshot")
        assert resumed[0] == "resumed"
        missed = [_next(socket, "cue")[3] for _ in range(resumed[3] - max(1, seq - 2))]
        assert missed == list(range(max(1, seq - 2) + 1, resumed[3] + 1))
        socket.send(msgpack.packb(["claim", window[0], window[1], claim_id, True]))
        assert _raw(socket, "receipt", "answer") == receipt

        socket.send(msgpack.packb(["enter", "beauty"]))
        assert _next(socket, "snapshot")[1] == "room:beauty"
        socket.send(msgpack.packb(["enter", "nowhere"]))
        assert _next(socket, "no_room") == ["no_room", "nowhere"]


def test_a_forged_ticket_is_refused_before_the_upgrade(show: RunningShow) -> None:
    from websockets.exceptions import InvalidStatus

    joined = _join(show)
    head, body, signature = joined["ticket"].split(".")
    joined["ticket"] = f"{head}.{body}.{signature[::-1]}"
    with pytest.raises(InvalidStatus) as refused:
        _open(joined)
    assert refused.value.response.status_code == 401
    assert refused.value.response.body == b"ticket"
