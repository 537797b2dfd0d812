"""The host's prompter: what is on air and next, the host's words, messages and open alerts."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from gala.console.spoken.desk import AlertDesk
from gala.console.spoken.words import message_fields, refused, to_the_host
from gala.console.view import text
from gala.core.alerts import AlertBook, Standing
from gala.core.plan import SegmentPlan
from gala.core.schedule import expected_starts, next_segment
from gala.core.state import Show

if TYPE_CHECKING:
    from gala.console.server import Console

ALERTS_MAX = 5
"""The newest open ones: the page shows fewer."""
MESSAGE_BYTES_MAX = 1_024
HEARTBEAT_S = 10.0


def prompter_state(show: Show, book: AlertBook) -> dict[str, Any]:
    """Return the `prompter` message; all instants are Unix milliseconds."""
    starts, ends_ms = expected_starts(show)
    following = _following(show)
    on_air = show.on_air and show.segment(show.on_air.segment)
    return {
        "type": "prompter",
        "show": {
            "id": show.plan.show,
            "title": text(show.plan.title),
            "utc_offset_min": show.plan.utc_offset_min,
            "rehearsal": show.plan.rehearsal,
        },
        "phase": str(show.phase),
        "ends_ms": ends_ms,
        "on_air": show.on_air
        and on_air
        and {
            **_segment(on_air),
            "since_ms": show.on_air.since_ms,
            "ends_at_ms": show.on_air.ends_at_ms,
            "held_at_ms": show.held_at_ms,
        },
        "next": following
        and {
            **_segment(following),
            "starts_ms": show.taking.present_at_ms
            if show.taking
            else starts[show.index(following.id)],
            "taking": show.taking is not None,
        },
        "messages": [message_fields(at) for at in book.messages.values()],
        "alerts": [to_the_host(one) for one in islice(_newest(book), ALERTS_MAX)],
    }


def routes(console: Console, desk: AlertDesk) -> list[web.RouteDef]:
    """Return the routes of the prompter."""
    said = _Said(console, desk)

    async def live(request: web.Request) -> web.StreamResponse:
        if not console.may_prompt(request):
            return refused("no_seat")
        if not console.own_origin(request):
            return refused("origin")
        return await _live(console, said, request)

    async def seat(request: web.Request) -> web.StreamResponse:
        return web.json_response({}) if console.may_prompt(request) else refused("no_seat")

    return [web.get("/api/prompter/live", live), web.get("/api/prompter/seat", seat)]


class _Said:
    """The newest message, made once for all prompters."""

    def __init__(self, console: Console, desk: AlertDesk) -> None:
        self._console = console
        self._desk = desk
        self._of = (0, 0)
        self._text = ""

    def text(self) -> str:
        """Return the message for how all stands, "" before there is a show."""
        watch, desk = self._console.watch, self._desk
        now = watch.state_number, desk.number
        if now != self._of and watch.started:
            self._of = now
            self._text = json.dumps(prompter_state(watch.show, desk.book))
        return self._text


async def _live(console: Console, said: _Said, request: web.Request) -> web.StreamResponse:
    """Send the state at every change, and the time four times a second, until either side closes.

    It expects nothing.
    """
    socket = web.WebSocketResponse(heartbeat=HEARTBEAT_S, max_msg_size=MESSAGE_BYTES_MAX)
    await socket.prepare(request)
    sending = asyncio.create_task(_send(console, said, socket))
    try:
        async for message in socket:
            if message.type is WSMsgType.ERROR:
                break
    finally:
        sending.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await sending
    return socket


async def _send(console: Console, said: _Said, socket: web.WebSocketResponse) -> None:
    watch, sent, seen_tick = console.watch, "", 0
    while not watch.closed:
        with contextlib.suppress(ConnectionError):
            if (now := said.text()) != sent:
                sent = now
                await socket.send_str(now)
            if watch.tick_number != seen_tick:
                seen_tick = watch.tick_number
                await socket.send_str(json.dumps({"type": "time", "now_ms": watch.now_ms()}))
        if socket.closed:
            return
        await watch.changed()
    await socket.close()


def _following(show: Show) -> SegmentPlan | None:
    """Return what comes next: what has been announced, else what GO would take."""
    return show.segment(show.taking.segment) if show.taking else next_segment(show)


def _segment(segment: SegmentPlan) -> Mapping[str, Any]:
    words = segment.prompter or segment.notes
    return {
        "id": segment.id,
        "kind": segment.kind,
        "title": text(segment.title),
        "words": text(words) if words else None,
        "guests": [{"role": text(role), "count": count} for role, count in segment.guests],
        "length_ms": segment.length_ms,
    }


def _newest(book: AlertBook) -> Iterator[Standing]:
    return (one for one in reversed(book.alerts.values()) if one.decided is None)
