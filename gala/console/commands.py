"""Commands from a seat: checked for form here, decided by the conductor."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from aiohttp import web

from gala.console.body import BadBody, posted
from gala.core.decide import COMMANDS
from gala.ports import CommandEnvelope, StoreError

if TYPE_CHECKING:
    from gala.console.server import Console

_FIELDS = (
    *("on_air", "segment", "by_ms", "number", "place", "text"),
    *("window", "gen", "outlet", "units"),
    "room",
)

_PRESSED = COMMANDS - {"edit"}
"""What a press can say; an edit is previewed first (`gala.console.editing`)."""

ANSWER_MS = 900
"""A command that waits longer than this for its conductor is void."""

LATEST_MS = 950
"""A press is answered within a second, whatever the store does."""

ID_CHARS_MAX = 64
_HALF = re.compile("[\ud800-\udfff]")
"""Half of a character, as JSON can have it: no text that could be written anywhere."""

_NOBODY = {
    "accepted": False,
    "code": "no_conductor",
    "message": {
        "zh": "没有导播程序应答。请先看清节目单再按。",
        "en": "No conductor answers in time. Look at the timeline before you press again.",
    },
}
_NO_STORE = {
    "accepted": False,
    "code": "store",
    "message": {
        "zh": "存储没有及时应答，记录无法写入。请先看清节目单再按。",
        "en": "The log cannot be written now. Look at the timeline before you press again.",
    },
}

Pressed = tuple[str, web.Response]
"""What came of a press, in a word, and how it is answered."""

Seated = Callable[["Console", web.Request, str], Awaitable[web.StreamResponse]]


def handler(
    console: Console, inner: Seated
) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """Return a handler that lets only seated people of our own pages through."""

    async def seated(request: web.Request) -> web.StreamResponse:
        seat = console.seat(request)
        if seat is None:
            return web.json_response({"error": "no_seat"}, status=401)
        if not console.own_origin(request):
            return web.json_response({"error": "origin"}, status=403)
        return await inner(console, request, seat)

    return seated


async def whoami(console: Console, request: web.Request, seat: str) -> web.StreamResponse:
    """Answer `GET /api/console/seat`."""
    show = console.watch.show.plan.show if console.watch.started else None
    return web.json_response({"seat": seat, "show": show})


async def command(console: Console, request: web.Request, seat: str) -> web.StreamResponse:
    """Answer `POST /api/console/command`, within a second."""
    outcome, response = await _pressed(console, request, seat)
    console.tally.presses[outcome] += 1
    return response


async def _pressed(console: Console, request: web.Request, seat: str) -> Pressed:
    try:
        body = await posted(request)
    except BadBody as bad:
        if bad.word == "too_large":
            return "malformed", web.json_response({"error": bad.word}, status=413)
        return _malformed("the body is JSON, and the content type says so: application/json")
    match body:
        case {"command": str(name), "id": str(press)} if name in _PRESSED:
            if not is_id(press):
                return _malformed(f"`id` has 1 to {ID_CHARS_MAX} characters")
        case {"command": str(), "id": str()}:
            return _malformed(f"`command` is one of {', '.join(sorted(_PRESSED))}")
        case _:
            return _malformed("`command` and `id` are texts")
    wanted = {key: body[key] for key in _FIELDS if key in body}
    return await sent(console, seat, press, {**wanted, "command": name})


def is_id(press: str) -> bool:
    """Whether a press may be known by this text."""
    return 0 < len(press) <= ID_CHARS_MAX and not _HALF.search(press)


async def sent(
    console: Console,
    seat: str,
    press: str,
    fields: Mapping[str, Any],
    answer_ms: int = ANSWER_MS,
) -> Pressed:
    """Have the conductor decide a command; one that waits longer than `answer_ms` is void."""
    payload = json.dumps({**fields, "by": seat}).encode()
    envelope = CommandEnvelope(f"{seat}:{press}", console.watch.now_ms() + answer_ms, payload)
    try:
        async with asyncio.timeout(answer_ms * LATEST_MS / ANSWER_MS / 1000):
            answer = await console.watch.commands.send(envelope, answer_ms)
    except (StoreError, TimeoutError):
        return "store", web.json_response(_NO_STORE, status=503)
    if answer is None:
        return "no_conductor", web.json_response(_NOBODY, status=503)
    decided = json.loads(answer)
    if decided["accepted"]:
        return "accepted", web.json_response(decided)
    return decided["code"], web.json_response(decided, status=409)


def _malformed(why: str) -> Pressed:
    return "malformed", web.json_response({"error": "malformed", "why": why}, status=400)
