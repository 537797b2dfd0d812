"""Pages that are only read: their frame and their style, in both languages, without a script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from aiohttp import web

from run_sheet import Text

FRESH = {"Cache-Control": "no-cache"}
"""Whoever keeps such a page asks whether it is still so: the night goes on."""

STYLE = """\
:root { color-scheme: dark; background: #0f0814; color: #f4e9da; }
body { margin: 0; font: 1rem/1.7 system-ui, "Noto Sans CJK SC", sans-serif; }
main { max-width: 42rem; margin: 0 auto; padding: 1.5rem 1.25rem 4rem; }
h1, h2, h3 { color: #ffd98a; line-height: 1.3; text-wrap: balance; }
h1 { font-size: 1.6rem; }
h2 { font-size: 1.25rem; margin-top: 2.5rem; padding-top: 1.25rem; border-top: 1px solid #4a3440; }
h3 { font-size: 1.05rem; margin: 1.5rem 0 0; }
h3 + h3 { margin-top: 0.25rem; }
p { margin: 0.75rem 0; overflow-wrap: anywhere; }
ul { padding-left: 1.25rem; }
li { margin: 0.5rem 0; overflow-wrap: anywhere; }
[lang="en"] { color: #cbbfae; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: 0.8125rem; }
svg { display: block; width: 100%; max-width: 24rem; height: auto; margin: 1rem 0; }
svg path { fill: none; stroke: #ffd98a; stroke-width: 3; }
svg .asked { stroke-dasharray: 4 4; }
svg .compared { stroke: #8d7a70; stroke-width: 1; }
svg .cut { fill: #ff7a6b; }
"""


def routes() -> list[web.RouteDef]:
    """Return the route of the style, which the pages' policy wants in a file of its own."""

    async def style(_: web.Request) -> web.StreamResponse:
        return web.Response(text=STYLE, content_type="text/css", headers=FRESH)

    return [web.get("/leaflet.css", style)]


def leaflet(title: Text, lines: Iterable[str]) -> str:
    """Return a page of these lines of HTML under its title."""
    head = escape(" · ".join(dict.fromkeys((title.zh, title.en))))
    return "\n".join(
        (
            "<!doctype html>",
            '<html lang="zh-CN"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<link rel="stylesheet" href="/leaflet.css">',
            f"<title>{head}</title></head><body><main>",
            f"<h1>{head}</h1>",
            *lines,
            "</main></body></html>\n",
        )
    )


def both(text: Text, tag: str = "p") -> Iterator[str]:
    """Yield a text in both languages, or once where they are the same."""
    yield f"<{tag}>{escape(text.zh)}</{tag}>"
    if text.en != text.zh:
        yield f'<{tag} lang="en">{escape(text.en)}</{tag}>'
