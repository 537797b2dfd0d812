"""Endpoints of a platform: what they got, and answers as a test wants them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from gala.console.server import bound


@dataclass
class Receiver:
    """Requests as they came: `answer` says with which status each is answered, in turn."""

    url: str
    answer: Callable[[int], int]
    slow_s: float = 0.0
    got: list[tuple[str, bytes]] = field(default_factory=list)
    taken: list[dict[str, Any]] = field(default_factory=list)

    async def handle(self, request: web.Request) -> web.Response:
        """Take a request."""
        body = await request.read()
        self.got.append((request.headers["Gala-Signature"], body))
        await asyncio.sleep(self.slow_s)
        status = self.answer(len(self.got))
        if 200 <= status < 300:
            self.taken += json.loads(body)["events"]
        elsewhere = {"Location": "http://127.0.0.1:1/"} if status == 302 else {}
        return web.Response(status=status, headers=elsewhere)


@asynccontextmanager
async def receiving(answer: Callable[[int], int] = lambda n: 204) -> AsyncIterator[Receiver]:
    """Run an endpoint on a port of its own."""
    listener = bound("127.0.0.1", 0)
    one = Receiver(f"http://127.0.0.1:{listener.getsockname()[1]}/hook", answer)
    app = web.Application()
    app.router.add_post("/hook", one.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.SockSite(runner, listener).start()
    yield one
    await runner.cleanup()
