"""What every desk answers alike: refusals with a status, and a text in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from aiohttp import web

Texts = Mapping[str, tuple[int, str, str]]
"""By a word: a status, and the texts in Chinese and English."""

COMMON: Texts = {
    "malformed": (400, "请求的格式不对。", "The request is not as it should be."),
    "ticket": (
        401,
        "入场券无效，请从直播平台重新进入。",
        "The ticket is not valid. Come in again from the platform.",
    ),
    "expired": (
        401,
        "入场券过期了，请从直播平台重新进入。",
        "The ticket has run out. Come in again from the platform.",
    ),
    "origin": (403, "只接受我们自己的页面。", "Only our own pages may ask this."),
    "too_large": (413, "内容太大了。", "This is too large."),
    "no_show": (503, "晚会还没有开始。", "The show has not begun."),
}


def body_of(texts: Texts, code: str) -> dict[str, object]:
    """Return what is told for a word of `texts`."""
    _, zh, en = texts[code]
    return {"error": code, "message": {"zh": zh, "en": en}}


def refused(
    texts: Texts, code: str, headers: Mapping[str, str] = MappingProxyType({})
) -> web.Response:
    """Return the answer for a word of `texts`."""
    return web.json_response(body_of(texts, code), status=texts[code][0], headers=headers)
