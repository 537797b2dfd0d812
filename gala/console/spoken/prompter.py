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
from gala.console.texts import zh_en
from gala.core.alerts import AlertBook, Standing
from gala.core.plan import RoomPlan, SegmentPlan
from gala.core.rooms import next_in, room_run
from gala.core.schedule import expected_starts, next_segment
from gala.core.state import Show
from gala.core.tables import Phase

if TYPE_CHECKING:
    from gala.console.server import Console

Part = dict[str, Any] | None

ALERTS_MAX = 5
"""The newest open ones: the page shows fewer."""
MESSAGE_BYTES_MAX = 1_024
HEARTBEAT_S = 10.0


def prompter_state(show: Show, book: AlertBook, room: str = "") -> dict[str, Any]:
    """Return the `prompter` message; all instants are Unix milliseconds.

    A `room` with a running order of its own has its own words and the alerts of its own source; the
    crew's messages are for the main stage. Raises `KeyError` when there is no such room.
    """
    _, ends_ms = expected_starts(show)
    rooms = rooms_with_words(show)
    on_air, following = _in_room(show, rooms[room]) if room else _on_stage(show)
    found = (
        one
        for one in _newest(book)
        if (one.alert.source if one.alert.source in rooms else "") == room
    )
    held = show.phase is Phase.HELD
    return {
        "type": "prompter",
        "show": {
            "id": show.plan.show,
            "title": zh_en(rooms[room].title if room else show.plan.title),
            "utc_offset_min": show.plan.utc_offset_min,
            "rehearsal": show.plan.rehearsal,
        },
        "phase": str(Phase.ON_AIR if room and held else show.phase),
        "ends_ms": ends_ms,
        "on_air": on_air,
        "next": following,
        "messages": [] if room else [message_fields(at) for at in book.messages.values()],
        "alerts": [to_the_host(one) for one in islice(found, ALERTS_MAX)],
    }


def rooms_with_words(show: Show) -> dict[str, RoomPlan]:
    """Return the rooms that have a running order of their own, by their ids."""
    return {room.id: room for room in show.plan.rooms if room.segments}


def _on_stage(show: Show) -> tuple[Part, Part]:
    """Return what is on the main stage and what comes next."""
    on, taking = show.on_air, show.taking
    following = show.segment(taking.segment) if taking else next_segment(show)
    on_air = next_up = None
    if on is not None:
        on_air = {
            **_segment(show.segment(on.segment)),
            "since_ms": on.since_ms,
            "ends_at_ms": on.ends_at_ms,
            "held_at_ms": show.held_at_ms,
        }
    if following is not None:
        starts, _ = expected_starts(show)
        starts_ms = taking.present_at_ms if taking else starts[show.index(following.id)]
        next_up = {**_segment(following), "starts_ms": starts_ms, "taking": taking is not None}
    return on_air, next_up


def _in_room(show: Show, room: RoomPlan) -> tuple[Part, Part]:
    """Return what is on in a room and what comes next there: it goes by the clock."""
    run, coming = room_run(show, room.id), next_in(show, room)
    on_air = next_up = None
    for on in room.segments:
        if run is not None and on.id == run.on:
            times = {"since_ms": run.since_ms, "ends_at_ms": run.ends_ms, "held_at_ms": None}
            on_air = {**_segment(on), **times}
    if coming is not None:
        next_up = {**_segment(coming[0]), "starts_ms": coming[1], "taking": False}
    return on_air, next_up


def routes(console: Console, desk: AlertDesk) -> list[web.RouteDef]:
    """Return the routes of the prompter."""
    said: dict[str, _Said] = {}

    def refusal(request: web.Request) -> web.Response | None:
        room, watch = request.query.get("room", ""), console.watch
        if not console.may_prompt(request):
            return refused("no_seat")
        if not console.own_origin(request):
            return refused("origin")
        if room and not watch.started:
            return refused("no_show")
        return refused("no_room") if room and room not in rooms_with_words(watch.show) else None

    async def live(request: web.Request) -> web.StreamResponse:
        if (no := refusal(request)) is not None:
            return no
        room = request.query.get("room", "")
        return await _live(console, said.setdefault(room, _Said(console, desk, room)), request)

    async def seat(request: web.Request) -> web.StreamResponse:
        return refusal(request) or web.json_response({})

    return [web.get("/api/prompter/live", live), web.get("/api/prompter/seat", seat)]


class _Said:
    """The newest message, made once for all prompters of a place."""

    def __init__(self, console: Console, desk: AlertDesk, room: str) -> None:
        self._console = console
        self._desk = desk
        self._room = room
        self._of = (0, 0)
        self._text = ""

    def text(self) -> str:
        """Return the message for how all stands, "" before there is a show."""
        watch, desk = self._console.watch, self._desk
        now = watch.state_number, desk.number
        if now != self._of and watch.started:
            self._of = now
            with contextlib.suppress(KeyError):  # an edit has taken the room's own order away
                self._text = json.dumps(prompter_state(watch.show, desk.book, self._room))
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


def _segment(segment: SegmentPlan) -> Mapping[str, Any]:
    words = segment.prompter or segment.notes
    return {
        "id": segment.id,
        "kind": segment.kind,
        "title": zh_en(segment.title),
        "words": zh_en(words) if words else None,
        "guests": [{"role": zh_en(role), "count": count} for role, count in segment.guests],
        "length_ms": segment.length_ms,
    }


def _newest(book: AlertBook) -> Iterator[Standing]:
    return (one for one in reversed(book.alerts.values()) if one.decided is None)
