"""An opening request from its bytes: strictly what RFC 9112 allows, with llhttp."""

from __future__ import annotations

from httptools import HttpParserError, HttpParserUpgrade, HttpRequestParser
from websockets.datastructures import Headers
from websockets.exceptions import InvalidHeader
from websockets.http11 import Request

HEADERS_MAX = 128


class _Heard:
    """What the parser tells: a path, and headers in their order."""

    def __init__(self) -> None:
        self.path = b""
        self.headers = Headers()
        self.count = 0
        self.whole = False

    def on_url(self, url: bytes) -> None:
        self.path += url

    def on_header(self, name: bytes, value: bytes) -> None:
        self.count += 1
        if self.count > HEADERS_MAX:
            raise ValueError("too many headers")
        # RFC 9112 section 5: the white space around a value is not of it.
        self.headers[name.decode()] = value.decode("latin-1").strip(" \t")

    def on_headers_complete(self) -> None:
        self.whole = True


def parse_request(data: bytes) -> Request:
    """Return the request in `data`, which ends with its headers' empty line.

    Raises `ValueError` when it is none, has a body, or is of more than `HEADERS_MAX` headers.
    """
    heard = _Heard()
    parser = HttpRequestParser(heard)
    try:
        parser.feed_data(data)
    except HttpParserUpgrade:
        pass  # the rest of the connection is not HTTP, as it should be
    except (HttpParserError, InvalidHeader) as error:
        raise ValueError(str(error)) from None
    if not heard.whole:
        raise ValueError("the headers do not end")
    headers = heard.headers
    if "Transfer-Encoding" in headers or headers.get("Content-Length", "0") != "0":
        raise ValueError("an opening request has no body")
    method, version = parser.get_method(), parser.get_http_version()
    return Request(heard.path.decode(), headers, method.decode(), f"HTTP/{version}")
