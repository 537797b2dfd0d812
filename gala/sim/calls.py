"""Requests and replies between hosts: messages both ways, with all that befalls messages.

A request may be lost, its reply may be lost, it may be done twice; the caller hears nothing then,
and has a deadline of its own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from .life import LIFE, Life
from .network import Network

Handler = Callable[[Any], Awaitable[Any]]


class Unanswered(Exception):
    """Raised by a handler that sends nothing back."""


class Calls:
    """The services of a network, by host and name."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._offered: dict[tuple[str, str], tuple[Life, Handler]] = {}

    def offer(self, service: str, handler: Handler) -> None:
        """Answer calls to `service` on this host; each is a task of its own here.

        What `handler` raises is raised at the caller, `Unanswered` apart. A host that has crashed
        offers nothing until it offers again.
        """
        life = LIFE.get(self._network.loop.outside)
        self._offered[life.name, service] = life, handler

    async def call(self, host: str, service: str, request: object) -> Any:
        """Ask `service` on `host` and return its reply, or wait for ever.

        Request and reply are handed over as they are: nobody may change them afterwards.
        """
        network, life = self._network, LIFE.get(self._network.loop.outside)
        reply: asyncio.Future[Any] = network.loop.create_future()

        async def answer(handler: Handler) -> None:
            result: object = None
            error: Exception | None = None
            try:
                result = await handler(request)
            except Unanswered:
                return
            except Exception as raised:
                error = raised
            network.send(host, life.name, (result, error), answered)

        def answered(outcome: tuple[object, Exception | None]) -> None:
            if reply.done() or LIFE.get(network.loop.outside) is not life:
                return  # the second of two replies, or for a life that is over
            result, error = outcome
            if error is None:
                reply.set_result(result)
            else:
                reply.set_exception(error)

        def asked(_: object) -> None:
            here, handler = self._offered.get((host, service), (None, None))
            if handler is not None and here is LIFE.get(network.loop.outside):
                network.loop.create_task(answer(handler), name=f"{host}: {service}")

        network.send(life.name, host, request, asked)
        return await reply
