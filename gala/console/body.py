"""The body of a request: JSON that a page has posted, or the word for what is wrong with it."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web


class BadBody(Exception):
    """It cannot be used: `word` is `malformed` or `too_large`."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


async def posted(request: web.Request) -> Any:
    """Return what was posted as JSON. Raises `BadBody`, whatever came."""
    # A form of another site cannot send this content type without asking first.
    if request.content_type != "application/json":
        raise BadBody("malformed")
    try:
        return await request.json()
    except web.HTTPRequestEntityTooLarge:
        raise BadBody("too_large") from None
    except (ValueError, RecursionError):  # the second: brackets in brackets in brackets
        raise BadBody("malformed") from None


async def posted_whole(request: web.Request, bytes_max: int) -> Any:
    """As `posted`, of what may be larger than the other bodies that we take. Raises `BadBody`."""
    if request.content_type != "application/json":
        raise BadBody("malformed")
    data = bytearray()
    async for part in request.content.iter_any():
        data += part
        if len(data) > bytes_max:
            raise BadBody("too_large")
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        raise BadBody("malformed") from None


async def with_ticket(request: web.Request) -> dict[str, Any]:
    """As `posted`, of a viewer, who shows a `ticket`. Raises `BadBody`."""
    body = await posted(request)
    if not isinstance(body, dict) or not isinstance(body.get("ticket"), str):
        raise BadBody("malformed")
    return body
