"""The routes for what is said on air: captions in, and what the crew does about alerts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from aiohttp import web

from gala.console import commands
from gala.console.body import BadBody, posted
from gala.console.rate import Rate
from gala.console.seats import PROMPTER
from gala.console.spoken.desk import AlertDesk, Full
from gala.console.spoken.fields import BadCaptions, batch_of
from gala.console.spoken.words import alert_fields, malformed, refused
from gala.core.alerts import Cleared, Decided, Message, Verdict, trail
from gala.ports import StoreError

if TYPE_CHECKING:
    from gala.console.server import Console

BURST, PER_MINUTE = 120, 1_800
"""Requests with captions: thirty a second is more than anybody speaks."""
MESSAGES_BURST, MESSAGES_PER_MINUTE = 20, 60
MESSAGE_CHARACTERS_MAX = 120
NOTE_CHARACTERS_MAX = 200
_NAME = re.compile(r"[\w-]{1,64}")


def routes(console: Console, desk: AlertDesk) -> list[web.RouteDef]:
    """Return the routes of a console that hears."""
    captions, messages = Rate(BURST, PER_MINUTE), Rate(MESSAGES_BURST, MESSAGES_PER_MINUTE)

    async def hear(request: web.Request) -> web.StreamResponse:
        return await _heard(console, desk, request, captions)

    async def decide(console: Console, request: web.Request, seat: str) -> web.StreamResponse:
        return await _decided(desk, request, seat)

    async def say(console: Console, request: web.Request, seat: str) -> web.StreamResponse:
        return await _said(console, desk, request, seat, messages)

    async def clear(console: Console, request: web.Request, seat: str) -> web.StreamResponse:
        return await _cleared(desk, request, seat)

    async def link(console: Console, request: web.Request, seat: str) -> web.StreamResponse:
        return web.json_response({"path": f"/seat/{console.seats.invite(PROMPTER)}"})

    async def kept(console: Console, request: web.Request, seat: str) -> web.StreamResponse:
        body = b"".join(line + b"\n" for line in trail(desk.entries))
        return web.Response(body=body, content_type="application/x-ndjson")

    async def clock(request: web.Request) -> web.StreamResponse:
        if not desk.key.known(request.headers.get("Authorization")):
            return refused("no_token")
        if not console.watch.started:
            return refused("no_show")
        now_ms, origin_ms = console.watch.now_ms(), console.watch.show.origin_ms
        return web.json_response({"now_ms": now_ms, "origin_ms": origin_ms})

    return [
        web.post("/api/captions", hear),
        web.get("/api/captions", clock),
        web.post("/api/console/alerts/decide", commands.handler(console, decide)),
        web.get("/api/console/alerts.jsonl", commands.handler(console, kept)),
        web.post("/api/console/prompter/say", commands.handler(console, say)),
        web.post("/api/console/prompter/clear", commands.handler(console, clear)),
        web.post("/api/console/prompter/link", commands.handler(console, link)),
    ]


async def _heard(
    console: Console, desk: AlertDesk, request: web.Request, rate: Rate
) -> web.StreamResponse:
    """Answer `POST /api/captions`."""
    count = console.tally.captions
    if not desk.key.known(request.headers.get("Authorization")):
        count["refused"] += 1
        return refused("no_token")
    watch = console.watch
    if not rate.allows("captions", watch.now_ms()):
        count["refused"] += 1
        return refused("rate", {"Retry-After": "1"})
    if not watch.started:
        return refused("no_show")
    try:
        batch = batch_of(await posted(request), watch.now_ms(), watch.show.origin_ms)
        became = await desk.hear(batch)
    except BadBody as bad:
        count["refused"] += 1
        return refused(bad.word)
    except BadCaptions as bad:
        count["refused"] += 1
        return malformed(bad)
    except Full:
        count["refused"] += 1
        return refused("full")
    except StoreError:
        return refused("store", {"Retry-After": "1"})
    count["heard"] += became.heard
    count["again"] += became.again
    count["partial"] += became.partial
    found = [desk.book.alerts[one.id] for one in became.alerts if one.id in desk.book.alerts]
    return web.json_response(
        {
            "heard": became.heard,
            "again": became.again,
            "partial": became.partial,
            "alerts": [alert_fields(one) for one in found],
        }
    )


async def _decided(desk: AlertDesk, request: web.Request, seat: str) -> web.StreamResponse:
    body = await _body(request)
    match body:
        case web.Response():
            return body
        case {"alert": str(alert), "verdict": str(verdict)} if verdict in list(Verdict):
            note = body.get("note", "")
        case _:
            return refused("malformed")
    if not isinstance(note, str) or len(note) > NOTE_CHARACTERS_MAX or not _NAME.fullmatch(alert):
        return refused("malformed")
    decided = Decided(alert, Verdict(verdict), seat, _line(note))
    try:
        standing = await desk.decide(decided)
    except StoreError:
        return refused("store")
    if standing is None:
        return refused("no_alert")
    if standing.decided != decided:
        return refused("decided")
    return web.json_response({"alert": alert_fields(standing)})


async def _said(
    console: Console, desk: AlertDesk, request: web.Request, seat: str, rate: Rate
) -> web.StreamResponse:
    body = await _body(request)
    match body:
        case web.Response():
            return body
        case {"id": str(name), "text": str(text)} if (
            _NAME.fullmatch(name) and 0 < len(_line(text)) <= MESSAGE_CHARACTERS_MAX
        ):
            pass
        case _:
            return refused("malformed")
    if not rate.allows(seat, console.watch.now_ms()):
        return refused("rate")
    return await _written(desk, Message(name, _line(text), seat))


async def _cleared(desk: AlertDesk, request: web.Request, seat: str) -> web.StreamResponse:
    body = await _body(request)
    match body:
        case web.Response():
            return body
        case {"id": str(name)} if not name or _NAME.fullmatch(name):
            return await _written(desk, Cleared(name, seat))
        case _:
            return refused("malformed")


async def _written(desk: AlertDesk, entry: Message | Cleared) -> web.StreamResponse:
    try:
        await desk.write(entry)
    except StoreError:
        return refused("store")
    return web.json_response({"done": True})


async def _body(request: web.Request) -> Any:
    """Return what was posted, or the answer to what cannot be used."""
    try:
        return await posted(request)
    except BadBody as bad:
        return refused(bad.word)


def _line(text: str) -> str:
    """Return a text in one line, without what cannot be read."""
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())
