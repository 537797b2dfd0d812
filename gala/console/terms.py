"""The terms of the night's draws, for everybody: a page without a script, in both languages.

It has the words of the sheet, and the waivers that are signed for what has been on air. Of what is
to come it tells nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import TYPE_CHECKING

from aiohttp import web

from gala.console.leaflet import FRESH, both, leaflet
from gala.core.sheets import parsed
from gala.core.state import Show
from gala.core.tables import SegmentState
from run_sheet import Rule, RunSheet, Text, waivers_in

if TYPE_CHECKING:
    from gala.console.server import Console

_CAME = (SegmentState.ON_AIR, SegmentState.DONE)
_MEANINGS = {rule.code: rule.said for rule in Rule}
_TITLE = Text(zh="抽奖规则", en="Terms of the draws")
_NONE = Text(zh="这一场没有公布抽奖规则。", en="This show has published no terms of its draws.")


def routes(console: Console) -> list[web.RouteDef]:
    """Return the route of the page."""

    async def terms(request: web.Request) -> web.StreamResponse:
        watch = console.watch
        if not watch.started:
            return web.Response(status=404, text="还没有开始。 Nothing has begun.\n")
        # A long sheet takes a tenth of a second, and a show may share this loop with its edge.
        sheet = await asyncio.to_thread(parsed, watch.sheet)
        text = page(sheet.sheet, watch.show)
        return web.Response(text=text, content_type="text/html", headers=FRESH)

    return [web.get("/terms", terms)]


def page(sheet: RunSheet | None, show: Show) -> str:
    """Return the page of a show as far as it has come, as HTML."""
    return leaflet(_TITLE, _lines(sheet, show))


def _lines(sheet: RunSheet | None, show: Show) -> Iterator[str]:
    if sheet is None or sheet.draw_terms is None:
        yield from both(_NONE)
    else:
        kept = sheet.draw_terms.kept_days
        yield from both(sheet.title)
        yield from both(sheet.draw_terms.text)
        yield from both(
            Text(
                zh=f"谁参加、谁中奖，记录保存 {kept} 天。",
                en=f"Who entered and who won is kept for {kept} days.",
            )
        )
    waived = list(_waived(sheet, show)) if sheet else []
    if waived:
        yield "<h2>署名豁免 · Waived, and by whom</h2>"
        yield from waived


def _waived(sheet: RunSheet, show: Show) -> Iterator[str]:
    """What is signed for, where it stands in no segment that is still to come."""
    for path, waiver in waivers_in(sheet):
        if path[0] == "segments":
            segment = sheet.segments[int(path[1])]
            if show.run(segment.id).state not in _CAME:
                continue
            yield from both(segment.title, "h3")
        meaning, by = _MEANINGS[waiver.rule], waiver.by
        yield from both(
            Text(
                zh=f"{waiver.rule} {meaning.zh}：{waiver.reason.zh}（{by.zh}，{waiver.on}）",
                en=f"{waiver.rule}, {meaning.en}: {waiver.reason.en} ({by.en}, {waiver.on})",
            )
        )
