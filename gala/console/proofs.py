"""What anyone may read to check the night (docs/console-api.md, docs/proof.md section 6).

Nothing here is secret and nobody is asked who they are. A bundle is made when it is asked for, over
the log as it then is.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiohttp import web

from gala.ports import Archive, StoreError, WindowTree
from gala.proof.canon import INTEGER_MAX
from gala.store.evidence import Evidence

if TYPE_CHECKING:
    from gala.console.server import Console

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

ENTRIES_MAX = 500
"""Leaves in one answer of `/proof/entries`."""

LEAVES_AT_ONCE = 20_000


@dataclass(frozen=True, slots=True)
class Proofs:
    """What proofs are made from. `pins` is the operator's `pins.json`."""

    evidence: Evidence
    archive: Archive
    pins: bytes


def routes(console: Console) -> list[web.RouteDef]:
    """Return the routes; `console` has the proofs."""
    return [
        web.get("/proof/pins.json", _guarded(console, _pins)),
        web.get("/proof/checkpoint", _guarded(console, _checkpoint)),
        web.get("/proof/draws.json", _guarded(console, _draws)),
        web.get(r"/proof/draw/{number:\d{1,9}}.json", _guarded(console, _draw)),
        web.get("/proof/window/{window}.json", _guarded(console, _window)),
        web.get(r"/proof/entry/{window}/{outlet}/{unit:\d{1,15}}.json", _guarded(console, _entry)),
        web.get("/proof/entries/{window}.json", _guarded(console, _entries)),
    ]


_Answer = Callable[[Proofs, web.Request], Awaitable[web.StreamResponse]]


def _guarded(console: Console, answer: _Answer) -> Handler:
    async def handle(request: web.Request) -> web.StreamResponse:
        if not console.watch.started:
            return web.json_response({"error": "no_show"}, status=503)
        try:
            return await answer(console.settings.proofs, request)
        except StoreError:
            return web.json_response({"error": "store"}, status=503)

    return handle


async def _pins(proofs: Proofs, request: web.Request) -> web.StreamResponse:
    return _json(proofs.pins)


async def _checkpoint(proofs: Proofs, request: web.Request) -> web.StreamResponse:
    return web.Response(text=proofs.evidence.checkpoint(), headers=_FRESH)


async def _draws(proofs: Proofs, request: web.Request) -> web.StreamResponse:
    evidence = proofs.evidence
    body = {"draws": evidence.draws, "windows": evidence.seckills}
    return _json(json.dumps(body).encode())


async def _draw(proofs: Proofs, request: web.Request) -> web.StreamResponse:
    number = int(request.match_info["number"])
    if number not in proofs.evidence.draws:
        return _none()
    return _json(proofs.evidence.draw(number))


async def _window(proofs: Proofs, request: web.Request) -> web.StreamResponse:
    window = request.match_info["window"]
    tree = _tree(proofs, window)
    if tree is None or window not in proofs.evidence.seckills:
        return _none()
    leaves: list[str] = []
    while True:
        more = await proofs.archive.leaves(tree, len(leaves), LEAVES_AT_ONCE)
        leaves += more
        if len(more) < LEAVES_AT_ONCE:
            break
    return _json(proofs.evidence.window(window, leaves))


async def _entry(proofs: Proofs, request: web.Request) -> web.StreamResponse:
    tree = _tree(proofs, request.match_info["window"])
    if tree is None:
        return _none()
    outlet, unit = request.match_info["outlet"], int(request.match_info["unit"])
    bundle = await proofs.archive.entry(tree, outlet, unit)
    return _none() if bundle is None else _json(bundle)


async def _entries(proofs: Proofs, request: web.Request) -> web.StreamResponse:
    window = request.match_info["window"]
    tree, frozen = _tree(proofs, window), proofs.evidence.frozen(window)
    if tree is None or frozen is None:
        return _none()
    try:
        start, count = (int(request.query.get(key, was)) for key, was in _PAGE)
    except ValueError:
        return web.json_response({"error": "malformed"}, status=400)
    if not 0 <= start <= INTEGER_MAX or not 1 <= count <= ENTRIES_MAX:
        return web.json_response({"error": "malformed"}, status=400)
    leaves = await proofs.archive.leaves(tree, start, count)
    return _json(json.dumps({"leaves": leaves, "entries": frozen.entries}).encode())


_PAGE = (("start", "0"), ("count", "200"))
_FRESH = {"Cache-Control": "no-cache"}


def _tree(proofs: Proofs, window: str) -> WindowTree | None:
    frozen = proofs.evidence.frozen(window)
    return WindowTree(window, frozen.gen, frozen.outlets) if frozen else None


def _json(data: bytes) -> web.Response:
    return web.Response(body=data, content_type="application/json", headers=_FRESH)


def _none() -> web.Response:
    return web.json_response({"error": "none"}, status=404)
