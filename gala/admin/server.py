"""The operator's door of a process, on a port of its own: whether it lives, is of use, and how.

    GET /live       200 while the process answers
    GET /ready      200 while it does its work; else 503 and why, in a word
    GET /metrics    figures for Prometheus

Nobody is asked who they are: it listens on this machine only, unless told otherwise.
"""

from __future__ import annotations

import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Answers:
    """What there is to say: `problem` is a word or None, `figures` the text of all metrics."""

    problem: Callable[[], Awaitable[str | None]]
    figures: Callable[[], Awaitable[bytes]]


class Admin:
    """Serves `answers` on `listener`, or on the Unix socket at a path."""

    def __init__(self, answers: Answers, listener: socket.socket | Path) -> None:
        self._answers = answers
        self._listener = listener
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Listen. Raises `OSError` when the address is taken."""
        app = web.Application()
        app.add_routes(
            [
                web.get("/live", self._live),
                web.get("/ready", self._ready),
                web.get("/metrics", self._metrics),
            ]
        )
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        if isinstance(self._listener, Path):
            await web.UnixSite(self._runner, str(self._listener)).start()
        else:
            await web.SockSite(self._runner, self._listener).start()

    async def stop(self) -> None:
        """Listen no more."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _live(self, request: web.Request) -> web.Response:
        return web.Response(text="live\n")

    async def _ready(self, request: web.Request) -> web.Response:
        problem = await self._answers.problem()
        if problem is None:
            return web.Response(text="ready\n")
        return web.Response(status=503, text=f"{problem}\n", headers={"Retry-After": "1"})

    async def _metrics(self, request: web.Request) -> web.Response:
        body = await self._answers.figures()
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE})
