"""What the law says of prizes and AI on stage, as far as the checks go by it. Not legal advice."""

from __future__ import annotations

from typing import NamedTuple

from ..said import Said


class Limit(NamedTuple):
    """A figure of a law, and where it stands."""

    figure: int
    source: Said


REVISED_MS = 1_760_457_600_000
"""Midnight in Beijing on 15 October 2025, when the revised Anti-Unfair Competition Law began."""

TOP_PRIZE_FEN_BEFORE = Limit(
    5_000_000,
    Said(
        "《反不正当竞争法》第十条第（三）项",
        "Anti-Unfair Competition Law of the PRC, art. 10(3)",
    ),
)
TOP_PRIZE_FEN = Limit(
    5_000_000,
    Said(
        "2025 年修订的《反不正当竞争法》第十一条",
        "Anti-Unfair Competition Law of the PRC as revised in 2025, art. 11",
    ),
)

PROMOTION = Said(
    "《规范促销行为暂行规定》第十一至十九条",
    "Interim Provisions on Regulating Promotion, order 32, arts. 11-19",
)
"""Prize-giving sales: what is told beforehand, that nobody may be sure to win, and the archive."""

KEPT_DAYS = Limit(730, PROMOTION)
"""The archive of a draw (its rules, what was published, who won) is kept for two years."""

AI_LABELS = Said(
    "《人工智能生成合成内容标识办法》",
    "Measures for Labelling AI-generated Synthetic Content",
)

AI_SAID = ("AI", "A.I.", "人工智能", "artificial intelligence")
"""What a label says to be one: the words of the Measures, and their English."""

AI_ON_STAGE = (
    *("主播", "主持", "歌手", "嘉宾", "演员", "偶像", "客服", "助手", "助理", "形象", "分身"),
    *("生成", "合成", "host", "presenter", "anchor", "singer", "guest", "actor", "actress"),
    *("idol", "assistant", "avatar", "character", "voice", "generated"),
)
"""Behind `AI` these make somebody on stage; an AI engineer is a person. Common words, by usage."""

NOT_HUMAN = (
    *("数字人", "虚拟人", "虚拟主播", "虚拟主持", "虚拟偶像", "虚拟歌手", "虚拟嘉宾"),
    *("人工智能主播", "智能主播", "digital human", "virtual human", "virtual host"),
    *("virtual presenter", "virtual anchor", "virtual idol", "virtual singer"),
)
"""These say by themselves that nobody stands there. Common words, by usage."""
