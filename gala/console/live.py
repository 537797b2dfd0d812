"""The live state over a WebSocket: a `state` at every change, a `tick` a few times a second, and
`store`, `clocks`, `alerts` and `captions` whenever what they tell is not what it was."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

from aiohttp import WSMsgType, web

if TYPE_CHECKING:
    from gala.console.server import Console

MESSAGE_BYTES_MAX = 1024
HEARTBEAT_S = 10.0


async def live(console: Console, request: web.Request, seat: str) -> web.StreamResponse:
    """Answer `GET /api/console/live` until either side closes."""
    socket = web.WebSocketResponse(heartbeat=HEARTBEAT_S, max_msg_size=MESSAGE_BYTES_MAX)
    await socket.prepare(request)
    sending = asyncio.create_task(_send(console, socket))
    console.tally.consoles += 1
    try:
        async for message in socket:
            if message.type is WSMsgType.ERROR:
                break
    finally:
        console.tally.consoles -= 1
        sending.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await sending
    return socket


async def _send(console: Console, socket: web.WebSocketResponse) -> None:
    """Send the newest of each; what a slow page misses in between it never needs."""
    watch = console.watch
    desk = console.settings.alerts
    seen_state = seen_tick = seen_promise = seen_clocks = seen_alerts = seen_heard = 0
    while not watch.closed:
        with contextlib.suppress(ConnectionError):
            if watch.state_number != seen_state:
                seen_state = watch.state_number
                await socket.send_str(watch.state_text)
            if watch.tick_number != seen_tick:
                seen_tick = watch.tick_number
                await socket.send_str(watch.tick_text)
            if watch.promises.number != seen_promise:
                seen_promise = watch.promises.number
                await socket.send_str(watch.promises.text)
            if watch.clocks.number != seen_clocks:
                seen_clocks = watch.clocks.number
                await socket.send_str(watch.clocks.text)
            if desk is not None and desk.number != seen_alerts:
                seen_alerts = desk.number
                await socket.send_str(desk.text)
            if desk is not None and desk.heard_number != seen_heard:
                seen_heard = desk.heard_number
                await socket.send_str(desk.heard_text)
        if socket.closed:
            return
        await watch.changed()
    await socket.close()
