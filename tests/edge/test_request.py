from __future__ import annotations

import pytest

from gala.edge.request import HEADERS_MAX, parse_request

LINE = b"GET /live?main=1.2 HTTP/1.1\r\n"
OPENING = b"Host: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"


def test_an_opening_request() -> None:
    request = parse_request(LINE + OPENING + b"x-two: a\r\nX-Two:  \xff \r\n\r\n")
    assert (request.method, request.path, request.protocol) == ("GET", "/live?main=1.2", "HTTP/1.1")
    assert request.headers["HOST"] == "a"
    assert request.headers.get_all("X-Two") == ["a", "ÿ"]


def test_a_body_of_no_bytes_is_none() -> None:
    assert parse_request(LINE + OPENING + b"Content-Length: 0\r\n\r\n").path == "/live?main=1.2"


@pytest.mark.parametrize(
    "more",
    [
        pytest.param(b"Content-Length: 5\r\n", id="a body"),
        pytest.param(b"Content-Length: 0\r\nContent-Length: 5\r\n", id="two lengths"),
        pytest.param(b"Transfer-Encoding: chunked\r\n", id="a body in chunks"),
        pytest.param(b"X: a\n", id="no CR"),
        pytest.param(b"X: a\rb\r\n", id="no LF"),
        pytest.param(b"X: a\x00b\r\n", id="a NUL"),
        pytest.param(b"X : a\r\n", id="a space before the colon"),
        pytest.param(b"X: a\r\n b\r\n", id="a folded line"),
        pytest.param(b"\xc3\xa9: a\r\n", id="a name that is not ASCII"),
        pytest.param(b": a\r\n", id="no name"),
        pytest.param(b"X: a\r\n" * (HEADERS_MAX + 1), id="too many"),
    ],
)
def test_what_an_opening_must_not_have(more: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - llhttp's own words
        parse_request(LINE + OPENING + more + b"\r\n")
    with pytest.raises(ValueError):  # noqa: PT011 - llhttp's own words
        parse_request(LINE + more + b"\r\n")


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\r\n",
        b"GET",
        b"GET \r\n",
        b"\x16\x03\x01\x02\x00",
        b"GET /l\xffve HTTP/1.1\r\n",
        LINE[:-2],
    ],
)
def test_what_is_no_request(line: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - llhttp's own words
        parse_request(line + b"\r\n")


def test_a_request_that_does_not_end() -> None:
    with pytest.raises(ValueError, match="do not end"):
        parse_request(LINE + OPENING)
