from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from gala.console.body import BadBody, posted, with_ticket

Read = Callable[[web.Request], Awaitable[Any]]


async def told(read: Read, data: bytes, content_type: str = "application/json") -> Any:
    """What `read` makes of a body: its value, or the word of a refusal."""
    found: list[Any] = []

    async def handle(request: web.Request) -> web.Response:
        try:
            found.append(await read(request))
        except BadBody as bad:
            found.append(bad.word)
        return web.Response()

    app = web.Application(client_max_size=400_000)
    app.router.add_post("/", handle)
    async with TestClient(TestServer(app)) as client:
        answer = await client.post("/", data=data, headers={"Content-Type": content_type})
        assert answer.status == 200
    return found[0]


async def test_json_comes_as_it_is() -> None:
    assert await told(posted, b'{"a": [1]}') == {"a": [1]}
    assert await told(with_ticket, b'{"ticket": "t", "a": 1}') == {"ticket": "t", "a": 1}


@pytest.mark.parametrize("read", [posted, with_ticket])
@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b"[" * 200_000, b'{"a":' * 40_000])
async def test_what_is_no_json_is_malformed(read: Read, data: bytes) -> None:
    assert await told(read, data) == "malformed"


async def test_a_form_is_malformed_and_a_heap_is_too_large() -> None:
    assert await told(posted, b"{}", "text/plain") == "malformed"
    assert await told(posted, b'"%b"' % (b"x" * 500_000)) == "too_large"


@pytest.mark.parametrize("data", [b"[]", b"{}", b'{"ticket": 5}', b'"ticket"', b"null"])
async def test_a_viewer_shows_a_ticket(data: bytes) -> None:
    assert await told(with_ticket, data) == "malformed"
