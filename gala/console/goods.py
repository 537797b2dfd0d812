"""What goods on sale cost before, and who has signed them: for the card, and as a page by itself.

Only goods that have been on air are told of; what is to come is not.
"""

from __future__ import annotations

import asyncio
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from aiohttp import web

from gala.console.goods_page import page
from gala.console.leaflet import FRESH
from gala.console.texts import zh_en
from gala.core.sheets import parsed
from gala.core.shelf import Shelf, shelves
from gala.core.state import Show
from gala.core.tables import SegmentState
from gala.proof.audit import Audit

if TYPE_CHECKING:
    from gala.console.server import Console

_CAME = (SegmentState.ON_AIR, SegmentState.DONE)


def routes(console: Console) -> list[web.RouteDef]:
    """Return the routes, by window."""

    async def found(request: web.Request) -> Shelf | None:
        watch = console.watch
        if not watch.started:
            return None
        show, window = watch.show, request.match_info["window"]
        if not came(show, window):
            return None
        # A long sheet takes a tenth of a second, and a show may share this loop with its edge.
        every = await asyncio.to_thread(_shelves, show.sheet, show.audits)
        return next((one for one in every if one.window.id == window), None)

    async def card(request: web.Request) -> web.StreamResponse:
        shelf = await found(request)
        if shelf is None:
            return web.json_response({"error": "none"}, status=404)
        return web.json_response(numbers(shelf), headers=FRESH)

    async def whole(request: web.Request) -> web.StreamResponse:
        shelf = await found(request)
        if shelf is None:
            return web.Response(status=404, text="还没有播到。 Not on air yet.\n")
        return web.Response(text=page(shelf), content_type="text/html", headers=FRESH)

    return [
        web.get("/api/goods/{window}", card),
        web.get("/goods/{window}", whole),
    ]


def came(show: Show, window: str) -> bool:
    """Whether a window's segment is on air, or has been."""
    try:
        return show.run(window).state in _CAME
    except KeyError:
        return False


def numbers(shelf: Shelf) -> dict[str, Any]:
    """Return what the card shows, as JSON has it."""
    chart, note = shelf.chart, shelf.good.note
    return {
        "goods": shelf.good.id,
        "note": note and zh_en(note),
        "chart": chart and chart.numbers(),
        "bases": [
            {
                "rule": one.rule.id,
                "days": one.rule.days,
                "paid": one.rule.paid,
                "fen": one.fen,
                "before": one.before,
            }
            for one in shelf.bases
        ],
        "asked": shelf.asked,
        "audits": [
            {
                "auditor": one.audit.auditor,
                "title": zh_en(one.title),
                "on": one.audit.on,
            }
            for one in shelf.signed
        ],
    }


@lru_cache(maxsize=4)
def _shelves(text: str, audits: tuple[Audit, ...]) -> tuple[Shelf, ...]:
    sheet = parsed(text).sheet
    return () if sheet is None else shelves(sheet, audits)
