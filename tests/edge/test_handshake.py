"""Who is let in, and with which word the others are not (docs/protocol.md section 2)."""

from __future__ import annotations

import logging
from random import Random

import pytest

from gala.edge.admission import Bucket
from gala.edge.handshake import Admitted, Door, Point, Query, RefusedError, parse_query
from gala.wire.tickets import TicketKey, TicketVerifier, issue

from .fakes import SHOW
from .house import KEY, ORIGIN, House

NOW = 1_623_762_000_000
TICKET = issue(KEY, SHOW, "v-1", "app", NOW, NOW + 60_000)


def door(burst: int = 100) -> Door:
    verifier = TicketVerifier(SHOW, ["app", "tv"], [KEY])
    return Door(verifier, [ORIGIN], Bucket(10, burst, Random(1)))


async def opened(query: str = "", ticket: str = TICKET, **headers: str) -> Admitted:
    return door().open(House().request(query, ticket, **headers), NOW, 0.0)


async def refused(query: str = "", ticket: str = TICKET, **headers: str) -> tuple[int, str]:
    with pytest.raises(RefusedError) as error:
        await opened(query, ticket, **headers)
    return error.value.status, error.value.word


async def test_a_viewer_comes_in() -> None:
    admitted = await opened("?main=2.17&room:fashion=2.3")
    assert (admitted.ticket.viewer, admitted.ticket.outlet) == ("v-1", "app")
    assert admitted.query == Query(Point(2, 17), "fashion", Point(2, 3))
    head, _, body = admitted.response.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 101 ")
    # The key and its answer are RFC 6455's own, section 1.3.
    assert b"Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=" in head
    assert b"Sec-WebSocket-Protocol: gala.v1\r\n" in head + b"\r\n"
    assert b"Extensions" not in head
    assert not body
    assert TICKET.encode() not in head


async def test_no_extension_is_negotiated() -> None:
    admitted = await opened(Sec_WebSocket_Extensions="permessage-deflate")
    assert b"Extensions" not in admitted.response


@pytest.mark.parametrize(
    "headers",
    [
        {"Upgrade": ""},
        {"Connection": "close"},
        {"Sec_WebSocket_Key": ""},
        {"Sec_WebSocket_Key": "c2hvcnQ="},
        {"Sec_WebSocket_Version": "8"},
        {"Sec_WebSocket_Protocol": ""},
        {"Sec_WebSocket_Protocol": f"ticket.{TICKET}"},
        {"Content_Length": "5"},
        {"Transfer_Encoding": "chunked"},
    ],
    ids=str,
)
async def test_requests_that_open_nothing(headers: dict[str, str]) -> None:
    assert await refused(**headers) == (400, "malformed")


@pytest.mark.parametrize(
    "request_",
    [
        b"\r\n\r\n",
        b"GET /live\r\n\r\n",
        b"POST /live HTTP/1.1\r\nHost: edge\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\r\n\r\n",
        b"GET /live HTTP/1.1\r\n" + b"X: y\r\n" * 200 + b"\r\n",
    ],
)
def test_what_is_no_such_request(request_: bytes) -> None:
    with pytest.raises(RefusedError) as error:
        door().open(request_, NOW, 0.0)
    assert (error.value.status, error.value.word) == (400, "malformed")


@pytest.mark.parametrize(
    "protocols",
    ["gala.v1", f"gala.v1, ticket.{TICKET}, ticket.{TICKET}", "gala.v1, ticket.", "gala.v1, x.y"],
)
async def test_no_ticket(protocols: str) -> None:
    assert await refused(Sec_WebSocket_Protocol=protocols) == (401, "ticket")


async def test_bad_tickets() -> None:
    forged = issue(TicketKey("k1", bytes(32)), SHOW, "v-1", "app", NOW, NOW + 60_000)
    assert await refused(ticket=forged) == (401, "ticket")
    old = issue(KEY, SHOW, "v-1", "app", NOW - 9000, NOW - 1)
    assert await refused(ticket=old) == (401, "expired")
    other = issue(KEY, "another", "v-1", "app", NOW, NOW + 60_000)
    assert await refused(ticket=other) == (401, "ticket")


@pytest.mark.parametrize(
    "origin",
    ["https://gala.example.evil", "http://gala.example", "https://gala.example:444", "null", "*"],
)
async def test_other_pages(origin: str) -> None:
    assert await refused(Origin=origin) == (403, "origin")


async def test_our_page() -> None:
    await opened(Origin=ORIGIN)


async def test_other_paths() -> None:
    for path in ("/", "/live/", "/live2", "http://edge/live"):
        request = House().request("", TICKET).replace(b"/live", path.encode())
        with pytest.raises(RefusedError) as error:
            door().open(request, NOW, 0.0)
        assert (error.value.status, error.value.word) == (404, "path")


async def test_too_many_at_once() -> None:
    here, request = door(burst=2), House().request("", TICKET)
    forged = request.replace(TICKET.encode(), TICKET.encode()[::-1])
    for _ in range(50):  # these use up no place
        with pytest.raises(RefusedError) as error:
            here.open(forged, NOW, 0.0)
        assert error.value.status == 401
    here.open(request, NOW, 0.0)
    here.open(request, NOW, 0.0)
    with pytest.raises(RefusedError) as error:
        here.open(request, NOW, 0.0)
    assert (error.value.status, error.value.word) == (503, "busy")
    assert b"Retry-After: " in error.value.response
    here.open(request, NOW, 1.0)


async def test_a_refusal_is_plain_http() -> None:
    response = RefusedError(401, "ticket").response
    head, _, body = response.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 401 Unauthorized\r\n")
    assert body == b"ticket"
    assert b"Content-Length: 6" in head
    assert b"Connection: close" in head


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", Query()),
        ("main=0.0", Query(Point(0, 0))),
        ("room:home=", Query(room="home")),
        ("room%3Ahome=1.2", Query(room="home", room_point=Point(1, 2))),
        ("room:home=&main=1.2", Query(Point(1, 2), "home")),
    ],
)
def test_queries(query: str, wanted: Query) -> None:
    assert parse_query(query) == wanted


@pytest.mark.parametrize(
    "query",
    [
        "main", "main=", "main=1", "main=1.", "main=1.2.3", "main=-1.2", "main=+1.2", "main=1.2 ",
        "main=1.1234567890123456", "main=１.2", "main=%EF%BC%91.2", "main=%ff", "x=1.2",
        "main=1.2&main=1.2", "room:a=&room:b=", "room:=1.2", "room=1.2", "main:x=1.2", "&",
        "main=1.2&", "main=1.2&room:a=&x=1", "room:" + "x" * 65 + "=",
    ],
)  # fmt: skip
def test_queries_are_strict(query: str) -> None:
    with pytest.raises(RefusedError) as error:
        parse_query(query)
    assert error.value.status == 400


async def test_no_ticket_goes_into_a_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        await opened()
        await refused(Upgrade="")
    assert TICKET[-20:] not in caplog.text
