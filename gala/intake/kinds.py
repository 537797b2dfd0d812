"""What kind of segment a producer means, by the words that producers use."""

from __future__ import annotations

import re

from gala.grid.headers import bare

_LATIN = re.compile(r"[a-z]+")
OTHERWISE = "host"
"""What a segment is when nothing says: hosts hold the stage."""

_WORDS = {
    "seckill": "seckill, 秒杀, 抢购, flash sale, 限时抢",
    "rain": "rain, red packet rain, red packets, 红包雨, 红包",
    "draw": "draw, raffle, lottery, lucky draw, 抽奖, 开奖, 摇奖",
    "visit": "visit, 串门, 探房, 走进直播间",
    "break": "break, ad, advert, commercial, interval, intermission, scene change, 换景, 转场, "
    "广告, 休息, 中场, 垫片",
    "performance": "performance, song, dance, music, act, sketch, magic, 表演, 歌曲, 演唱, 歌舞, "
    "舞蹈, 小品, 相声, 魔术, 合唱, 乐队, 演出, 唱歌",
    "story": "story, interview, talk, 故事, 访谈, 采访, 对谈, 分享",
    "host": "host, hosts, mc, opening, closing, welcome, speech, 主持, 主持人, 串词, 口播, 开场, "
    "致辞, 结尾, 收尾, 结束, 讲话",
}
_EXACT = {bare(word): kind for kind, words in _WORDS.items() for word in words.split(",")}
_CHINESE = {
    "seckill": "秒杀",
    "rain": "红包雨",
    "draw": "抽奖",
    "visit": "串门",
    "break": "换景",
    "performance": "表演",
    "story": "故事",
    "host": "主持",
}
_WINDOWS = ("seckill", "rain", "draw", "visit")
"""Kinds that need more than a title and a length."""

_TIMERS = frozenset(map(bare, ("event", "count-down", "count-up", "clock", "none", "time-to-end")))
"""Words of a timer's type, which say nothing about what happens on stage."""

GROUP, GROUP_END, MILESTONE, DELAY, IGNORED = (
    "group", "group-end", "milestone", "delay", "skip-import",
)  # fmt: skip
_MARKS = {
    bare(word): mark
    for mark, words in {
        GROUP: ("group", "group-start", "block"),
        GROUP_END: ("group-end",),
        MILESTONE: ("milestone",),
        DELAY: ("delay",),
        IGNORED: ("skip-import",),
    }.items()
    for word in words
}


def is_name_of(text: str, kind: str) -> bool:
    """Whether a word says no more than the kind itself."""
    return bare(text) in (kind, _CHINESE[kind])


def mark_of(text: str) -> str | None:
    """Return what a row is that is no segment, or None: it is one."""
    return _MARKS.get(bare(text))


def says_nothing(text: str) -> bool:
    """Whether a kind is empty, or only that of a timer."""
    return not text or bare(text) in _TIMERS


def kind_of(text: str) -> str | None:
    """Return the kind that a word means, or a word in which one stands; None when none does."""
    name = bare(text)
    if name in _EXACT:
        return _EXACT[name]
    words = set(_LATIN.findall(text.casefold()))
    inside = [
        kind for word, kind in _EXACT.items() if (word in words if word.isascii() else word in name)
    ]
    return inside[0] if inside else None


def guessed(title: str) -> str:
    """Return the kind that a title speaks of: only one that a title and a length are enough for."""
    kind = kind_of(title)
    return OTHERWISE if kind is None or kind in _WINDOWS else kind
