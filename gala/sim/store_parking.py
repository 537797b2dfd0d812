"""Requests that wait at the server, each until there is something for it or its time is over."""

from __future__ import annotations

import asyncio

from gala.sim.store_model import Request

Place = tuple[Request, "asyncio.Future[object]"]


class Parking:
    """Who waits, by the kind of thing waited for, in the order in which they came."""

    def __init__(self) -> None:
        self._places: dict[str, list[Place]] = {}

    async def park(self, kind: str, request: Request, wait_ms: int, otherwise: object) -> object:
        """Return what the place's future is given, or `otherwise` after `wait_ms`."""
        loop = asyncio.get_running_loop()
        place: Place = (request, loop.create_future())
        places = self._places.setdefault(kind, [])
        places.append(place)
        timer = loop.call_later(wait_ms / 1_000, settle, place[1], otherwise)
        try:
            return await place[1]
        finally:
            timer.cancel()
            places.remove(place)

    def waiting(self, kind: str) -> list[Place]:
        """Return who waits for that kind, as of now."""
        places = self._places.get(kind)
        return list(places) if places else []

    def end(self, reply: object) -> None:
        """Answer `reply` to all, and forget them."""
        ended, self._places = self._places, {}
        for places in ended.values():
            for _, future in places:
                settle(future, reply)


def settle(future: asyncio.Future[object], reply: object) -> None:
    """Give a place its answer, if it has none and nobody has given it up."""
    if not future.done():
        future.set_result(reply)
