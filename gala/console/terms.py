"""The terms of the night's draws, for everybody: a page without a script, in both languages.

It has the words of the sheet, and the waivers that are signed for what has been on air. Of what is
to come it tells nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from aiohttp import web

from gala.core.sheets import parsed
from gala.core.state import Show
from gala.core.tables import SegmentState
from run_sheet import Rule, RunSheet, Text, waivers_in

if TYPE_CHECKING:
    from gala.console.server import Console

_HEADERS = {"Cache-Control": "no-cache"}
_CAME = (SegmentState.ON_AIR, SegmentState.DONE)
_MEANINGS = {rule.code: rule.said for rule in Rule}
_STYLE = """\
:root { color-scheme: dark; background: #0f0814; color: #f4e9da; }
body { margin: 0; font: 1rem/1.7 system-ui, "Noto Sans CJK SC", sans-serif; }
main { max-width: 42rem; margin: 0 auto; padding: 1.5rem 1.25rem 4rem; }
h1, h2, h3 { color: #ffd98a; line-height: 1.3; text-wrap: balance; }
h1 { font-size: 1.6rem; }
h2 { font-size: 1.25rem; margin-top: 2.5rem; padding-top: 1.25rem; border-top: 1px solid #4a3440; }
h3 { font-size: 1.05rem; margin: 1.5rem 0 0; }
p { margin: 0.75rem 0; overflow-wrap: anywhere; }
[lang="en"] { color: #cbbfae; }
h3 + h3 { margin-top: 0.25rem; }
"""
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
        return web.Response(text=text, content_type="text/html", headers=_HEADERS)

    async def style(_: web.Request) -> web.StreamResponse:
        return web.Response(text=_STYLE, content_type="text/css", headers=_HEADERS)

    return [web.get("/terms", terms), web.get("/terms.css", style)]


def page(sheet: RunSheet | None, show: Show) -> str:
    """Return the page of a show as far as it has come, as HTML."""
    return "\n".join(_lines(sheet, show)) + "\n"


def _lines(sheet: RunSheet | None, show: Show) -> Iterator[str]:
    yield "<!doctype html>"
    yield '<html lang="zh-CN"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<link rel="stylesheet" href="/terms.css">'
    yield "<title>抽奖规则 · Terms of the draws</title></head><body><main>"
    yield "<h1>抽奖规则 · Terms of the draws</h1>"
    if sheet is None or sheet.draw_terms is None:
        yield from _both(_NONE)
    else:
        kept = sheet.draw_terms.kept_days
        yield from _both(sheet.title)
        yield from _both(sheet.draw_terms.text)
        yield from _both(
            Text(
                zh=f"谁参加、谁中奖，记录保存 {kept} 天。",
                en=f"Who entered and who won is kept for {kept} days.",
            )
        )
    waived = list(_waived(sheet, show)) if sheet else []
    if waived:
        yield "<h2>署名豁免 · Waived, and by whom</h2>"
        yield from waived
    yield "</main></body></html>"


def _waived(sheet: RunSheet, show: Show) -> Iterator[str]:
    """What is signed for, where it stands in no segment that is still to come."""
    for path, waiver in waivers_in(sheet):
        if path[0] == "segments":
            segment = sheet.segments[int(path[1])]
            if show.run(segment.id).state not in _CAME:
                continue
            yield from _both(segment.title, "h3")
        meaning, by = _MEANINGS[waiver.rule], waiver.by
        yield from _both(
            Text(
                zh=f"{waiver.rule} {meaning.zh}：{waiver.reason.zh}（{by.zh}，{waiver.on}）",
                en=f"{waiver.rule}, {meaning.en}: {waiver.reason.en} ({by.en}, {waiver.on})",
            )
        )


def _both(text: Text, tag: str = "p") -> Iterator[str]:
    yield f"<{tag}>{escape(text.zh)}</{tag}>"
    if text.en != text.zh:
        yield f'<{tag} lang="en">{escape(text.en)}</{tag}>'
