"""Prizes, draws and AI on stage, against the law. Not legal advice: a person signs for a waiver."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..kinds import Draw, GuestSegment, Rain, Seckill, Segment
from ..model import RunSheet
from ..problem import Finding, Path
from ..rules import Rule
from ..said import Said
from ..text import Text
from ..who import Who
from .prize_law import (
    AI_LABELS,
    AI_ON_STAGE,
    AI_SAID,
    KEPT_DAYS,
    NOT_HUMAN,
    PROMOTION,
    REVISED_MS,
    TOP_PRIZE_FEN,
    TOP_PRIZE_FEN_BEFORE,
    Limit,
)

_AI_ON_STAGE = re.compile(
    rf"(?<![A-Za-z])(?:AI|A\.I\.)[\s-]*(?:{'|'.join(map(re.escape, AI_ON_STAGE))})", re.IGNORECASE
)
_AI_SAID = re.compile(
    "|".join(rf"(?<![A-Za-z]){re.escape(word)}(?![A-Za-z])" for word in AI_SAID), re.IGNORECASE
)


def prize_findings(sheet: RunSheet) -> Iterator[Finding]:
    """Yield what is not lawful or not plain about prizes, and about who is no human being."""
    yield from _terms(sheet)
    limit = TOP_PRIZE_FEN_BEFORE if sheet.start_ms < REVISED_MS else TOP_PRIZE_FEN
    prices_fen = {good.id: good.price_fen for good in sheet.goods}
    for index, segment in enumerate(sheet.segments):
        path: Path = ("segments", index)
        if isinstance(segment, Draw):
            for place, prize in enumerate(segment.prizes):
                at = (*path, "prizes", place, "value_fen")
                yield from _above(limit, prize.value_fen, at)
                if prize.value_fen == 0:
                    yield _worthless(at)
            won = sum(prize.count for prize in segment.prizes)
            yield from _chosen(segment.who, won, path)
        elif isinstance(segment, Rain):
            yield from _above(limit, segment.max_fen, (*path, "max_fen"))
        elif isinstance(segment, Seckill) and segment.by_lot:
            gained_fen = prices_fen[segment.goods] - segment.price_fen
            yield from _above(limit, gained_fen, (*path, "price_fen"))
            yield from _chosen(segment.who, segment.stock_total, path)
        yield from _guests(segment, path)
    for index, room in enumerate(sheet.rooms):
        yield from _human(room.host, room.ai, ("rooms", index), "host")
        for place, own in enumerate(room.segments or ()):
            yield from _guests(own, ("rooms", index, "segments", place))


def _guests(segment: Segment, path: Path) -> Iterator[Finding]:
    if isinstance(segment, GuestSegment):
        for place, guest in enumerate(segment.guests):
            yield from _human(guest.role, guest.ai, (*path, "guests", place), "role")


def _terms(sheet: RunSheet) -> Iterator[Finding]:
    """What the public must be told of draws, and for how long their records are kept."""
    terms = sheet.draw_terms
    if terms is not None:
        if terms.kept_days < KEPT_DAYS.figure:
            yield Finding(
                Rule.KEPT_TOO_SHORT,
                ("draw_terms", "kept_days"),
                Said(
                    f"抽奖记录只保存 {terms.kept_days} 天，档案须保存两年（{PROMOTION.zh}）",
                    f"the records of the draws are kept for {terms.kept_days} days; the archive of "
                    f"a draw is kept for two years ({PROMOTION.en})",
                ),
                Said(
                    f"写 {KEPT_DAYS.figure} 天或更久；不是法律意见",
                    f"keep them for {KEPT_DAYS.figure} days or longer; not legal advice",
                ),
            )
        return
    first = next((i for i, one in enumerate(sheet.segments) if isinstance(one, Draw)), None)
    if first is not None:
        yield Finding(
            Rule.DRAW_WITHOUT_TERMS,
            ("segments", first, "prizes"),
            Said(
                f"有抽奖，却没有对外公布的规则（{PROMOTION.zh}）",
                f"there is a draw, but its rules are told to nobody ({PROMOTION.en})",
            ),
            Said(
                "加上 `draw_terms`：谁能参加、何时怎样开奖、怎样领奖、何时作废、主办方和联系方式、"
                "记录保存多少天；不是法律意见",
                "add `draw_terms`: who may enter, when and how it is drawn, how to get a prize, "
                "when it lapses, who organises it and how to reach them, and how long records are "
                "kept; not legal advice",
            ),
            on_key=True,
        )


def _above(limit: Limit, value_fen: int, path: Path) -> Iterator[Finding]:
    if value_fen > limit.figure:
        yield Finding(
            Rule.PRIZE_ABOVE_LIMIT,
            path,
            Said(
                f"靠运气能得到 {_yuan(value_fen)} 元，抽奖式有奖销售的最高奖不得超过 "
                f"{_yuan(limit.figure)} 元（{limit.source.zh}）",
                f"one can get {_yuan(value_fen)} yuan here by chance; the top prize of a draw "
                f"may not be worth more than {_yuan(limit.figure)} yuan ({limit.source.en})",
            ),
            Said(
                "降到五万元以内；确有理由的，请负责人署名 `waive`；不是法律意见",
                "lower it, or have who answers for it sign a `waive` with the reason; "
                "not legal advice",
            ),
        )


def _worthless(path: Path) -> Finding:
    return Finding(
        Rule.PRIZE_WITHOUT_VALUE,
        path,
        Said(
            f"没有写明奖品值多少钱（{PROMOTION.zh}）",
            f"what the prize is worth is not told ({PROMOTION.en})",
        ),
        Said("写它的市价，单位为分", "write its price on the market, in fen"),
    )


def _chosen(who: Who | None, won: int, path: Path) -> Iterator[Finding]:
    """A list of no more people than win: who is on it has won before the draw."""
    if who is None:
        return
    lists = [((*path, "who", "list", "count"), who.listed)]
    if who.listed is None or who.listed.count > won:
        lists += [
            ((*path, "who", "weights", place, "list", "count"), line.listed)
            for place, line in enumerate(who.weights)
            if line.weight > 1
        ]
    for at, listed in lists:
        if listed is not None and listed.count <= won:
            favoured = "weights" in at
            yield Finding(
                Rule.WINNERS_CHOSEN,
                at,
                Said(
                    f"名单 `{listed.id}` 有 {listed.count} 人，抽 {won} 份奖："
                    + ("事先偏向了几个人" if favoured else "谁中奖事先就定了")
                    + f"（{PROMOTION.zh}）",
                    f"{listed.count} on the list `{listed.id}`, and {won} win: "
                    + ("a few are favoured" if favoured else "who wins is known")
                    + f" before the draw ({PROMOTION.en})",
                ),
                Said(
                    "让更多的人参加；要直接送人就不要叫抽奖；不是法律意见",
                    "let more people take part; a gift to somebody is not a draw; not legal advice",
                ),
            )


def _human(role: Text, label: Text | None, path: Path, key: str) -> Iterator[Finding]:
    """Who is no human being has a label that says so, in both languages."""
    if label is not None:
        if _AI_SAID.search(label.zh) and _AI_SAID.search(label.en):
            return
        yield Finding(
            Rule.AI_UNLABELLED,
            (*path, "ai"),
            Said(
                f"标识看不出是 AI（{AI_LABELS.zh}）",
                f"the label does not say that it is AI ({AI_LABELS.en})",
            ),
            Said(
                "中英文都要写明，例如 `{zh: AI 生成, en: AI-generated}`",
                "say it in both languages, like `{zh: AI 生成, en: AI-generated}`",
            ),
        )
        return
    said = f"{role.zh}\n{role.en}"
    if _AI_ON_STAGE.search(said) or any(word in said.lower() for word in NOT_HUMAN):
        yield Finding(
            Rule.AI_UNLABELLED,
            (*path, key),
            Said(
                f"台上不是真人，却没有给观众看的标识（{AI_LABELS.zh}）",
                f"nobody human is on stage here, and viewers are not told ({AI_LABELS.en})",
            ),
            Said(
                "加上 `ai: {zh: AI 生成, en: AI-generated}`，观众在角色旁边看到它",
                "add `ai: {zh: AI 生成, en: AI-generated}`: viewers read it beside the role",
            ),
        )


def _yuan(fen: int) -> str:
    """Fen as people say them, in yuan."""
    whole, rest = divmod(fen, 100)
    return f"{whole:,}" + (f".{rest:02}" if rest else "")
