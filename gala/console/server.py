"""The console's HTTP server: routes, and what every answer must carry."""

from __future__ import annotations

import asyncio
import logging
import socket
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiohttp import web

from gala.console import (
    arrival,
    commands,
    editing,
    goods,
    join,
    leaflet,
    live,
    pages,
    proofs,
    terms,
    trust_public,
    trust_staff,
    trust_viewers,
    what_if,
)
from gala.console.office import Office
from gala.console.orders.counter import Counter
from gala.console.proofs import Proofs
from gala.console.seats import COOKIE, PROMPTER, PROMPTER_COOKIE, Seats
from gala.console.spoken import prompter
from gala.console.spoken import routes as spoken
from gala.console.spoken.desk import AlertDesk
from gala.console.tally import Tally
from gala.console.watch import Watch
from gala.wire.proxies import Proxies
from gala.wire.tickets import TicketKey

_log = logging.getLogger("gala.console")

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

BODY_BYTES_MAX = 16 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """How a console is set up.

    `listener` is where it is served (see `bound`), with `tls` over TLS. `edge_port` is where
    viewers' pages are sent, on the host they came to, unless `edge_url` says where in full.
    `demo_key` signs tickets for whoever asks (demonstrations only), None when the platform does.
    `phone` is the address for phones nearby, for a QR code. `office` takes claims on guarantees,
    and `orders` does all that has to do with paying; without one there are no such routes.
    `alerts` hears captions; without it there are no alerts, and no prompter.
    `proxies` are those whose word is taken on where a request comes from.
    """

    listener: socket.socket
    edge_port: int
    proofs: Proofs
    demo_key: TicketKey | None = None
    phone: str | None = None
    office: Office | None = None
    orders: Counter | None = None
    alerts: AlertDesk | None = None
    edge_url: str | None = None
    tls: ssl.SSLContext | None = None
    proxies: Proxies = field(default_factory=Proxies)


def bound(host: str, port: int) -> socket.socket:
    """Return a socket bound to an address, port 0 being any free one. Raises `OSError`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except BaseException:
        listener.close()
        raise
    return listener


class Console:
    """Serves the crew, the pages, and in demonstrations the tickets."""

    def __init__(self, watch: Watch, seats: Seats, settings: Settings) -> None:
        self.watch = watch
        self.seats = seats
        self.settings = settings
        self.tally = Tally()
        self.port: int = settings.listener.getsockname()[1]
        self._runner: web.AppRunner | None = None
        self._following: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Listen. Raises `OSError` when the address is taken by another listener."""
        self._runner = web.AppRunner(self._app(), access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.SockSite(self._runner, self.settings.listener, ssl_context=self.settings.tls)
        await site.start()
        for part in (self.settings.office, self.settings.orders, self.settings.alerts):
            if part:
                self._following.append(asyncio.create_task(part.run()))

    async def stop(self) -> None:
        """Close every connection and stop listening."""
        if self._runner:
            self.watch.close()
            await self._runner.cleanup()
        for task in self._following:
            task.cancel()
        await asyncio.gather(*self._following, return_exceptions=True)

    def seat(self, request: web.Request) -> str | None:
        """Return the seat of whoever asks, None for nobody's, and for the host's."""
        seat = self.seats.seat(request.cookies.get(COOKIE))
        return None if seat == PROMPTER else seat

    def may_prompt(self, request: web.Request) -> bool:
        """Whether who asks may see the prompter: the host's screen, and the crew."""
        host = self.seats.seat(request.cookies.get(PROMPTER_COOKIE)) == PROMPTER
        return host or self.seat(request) is not None

    def own_origin(self, request: web.Request) -> bool:
        """Whether a request comes from our own pages, or from no page at all."""
        origin = request.headers.get("Origin")
        return origin is None or origin == f"{arrival.scheme(request)}://{request.host}"

    def _app(self) -> web.Application:
        note = arrival.noting(self.settings.proxies)
        app = web.Application(middlewares=[note, _no_traceback], client_max_size=BODY_BYTES_MAX)
        app.on_response_prepare.append(pages.secured(self))
        app.on_response_prepare.append(self._count)
        app.add_routes(
            [
                web.get("/seat/{token}", self._sit),
                web.get("/api/console/seat", commands.handler(self, commands.whoami)),
                web.post("/api/console/command", commands.handler(self, commands.command)),
                web.get("/api/console/what-if", commands.handler(self, what_if.what_if)),
                web.get("/api/console/live", commands.handler(self, live.live)),
                web.get("/healthz", self._healthz),
                web.get("/api/place", self._place),
                *proofs.routes(self),
                *pages.routes(),
                *leaflet.routes(),
                *terms.routes(self),
                *goods.routes(self),
                *editing.routes(self),
            ]
        )
        if self.settings.office:
            app.add_routes(trust_public.routes(self, self.settings.office))
            app.add_routes(trust_viewers.routes(self, self.settings.office))
            app.add_routes(trust_staff.routes(self, self.settings.office))
        if self.settings.orders:
            app.add_routes(self.settings.orders.routes(self))
        if self.settings.alerts:
            app.add_routes(spoken.routes(self, self.settings.alerts))
            app.add_routes(prompter.routes(self, self.settings.alerts))
        if self.settings.demo_key:
            app.router.add_post("/api/join", join.handler(self, self.settings.demo_key))
        return app

    async def _count(self, request: web.Request, response: web.StreamResponse) -> None:
        self.tally.answers[f"{response.status // 100}xx"] += 1

    async def _sit(self, request: web.Request) -> web.StreamResponse:
        session = self.seats.sit(request.match_info["token"])
        if session is None:
            if self.seat(request):
                raise web.HTTPSeeOther("/console")
            if self.may_prompt(request):
                raise web.HTTPSeeOther("/prompter")
            return web.Response(status=410, text="This link has been used. Ask for a new one.\n")
        hosts = self.seats.seat(session) == PROMPTER
        page, cookie = ("/prompter", PROMPTER_COOKIE) if hosts else ("/console", COOKIE)
        response = web.Response(status=303, headers={"Location": page})
        secure = arrival.scheme(request) == "https"
        response.set_cookie(
            *(cookie, session), httponly=True, secure=secure, samesite="Strict", path="/"
        )
        return response

    async def _place(self, request: web.Request) -> web.StreamResponse:
        rehearsal = self.watch.started and self.watch.show.plan.rehearsal
        return web.json_response({"phone": self.settings.phone, "rehearsal": rehearsal})

    async def _healthz(self, request: web.Request) -> web.StreamResponse:
        if self.watch.healthy:
            return web.Response(text="ok")
        return web.Response(status=503, text="not following the log")


@web.middleware
async def _no_traceback(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer 500 with one word whatever goes wrong inside; the log has the rest."""
    try:
        return await handler(request)
    except (web.HTTPException, asyncio.CancelledError):
        raise
    except Exception:
        _log.exception("%s %s", request.method, request.path)
        return web.json_response({"error": "internal"}, status=500)
