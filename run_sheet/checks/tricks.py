"""Tricks: to share before one may take part, to compute, to play for days, to hurry for nothing."""

from __future__ import annotations

from collections.abc import Iterator

from ..durations import format_duration
from ..hurry import Hurry, hurries
from ..kinds import Draw, Rain, Seckill
from ..model import RunSheet
from ..problem import Finding, Path
from ..public_texts import public_texts, texts_of
from ..rules import Rule
from ..said import Said
from ..who import Weight, Who
from ..words import tricks

WATCHED_MS_MAX = 3_600_000
"""Above an hour, to have watched is a game to be ground, not a sign that somebody is there."""

TRICKS = {
    "share": (
        Rule.SHARE_TO_UNLOCK,
        Said("要先分享或邀请", "asks for sharing or inviting"),
        Said("让大家直接参加，不用拉人", "let everybody take part as they are"),
    ),
    "threshold": (
        Rule.THRESHOLD_ARITHMETIC,
        Said("要凑、要算才知道价钱", "has a price that has to be computed"),
        Said("直接写到手的价钱", "name the price that is paid in the end"),
    ),
    "grind": (
        Rule.GAME_TO_GRIND,
        Said("要天天做任务才有", "is to be had by playing for it"),
        Said("去掉任务，或者换成抽签", "leave the game out, or draw lots"),
    ),
}
"""Of each family of tricks: its rule, what it does, and what to do instead."""


def trick_findings(sheet: RunSheet) -> Iterator[Finding]:
    """Yield the tricks in the words of a sheet, and those in how its windows are set."""
    for path, text in public_texts(sheet):
        for trick in tricks(text):
            if trick.exemption is None:
                rule, what, instead = TRICKS[trick.family]
                yield Finding(
                    rule,
                    path,
                    Said(f"“{trick.term}”{what.zh}", f'"{trick.term}" {what.en}'),
                    instead,
                )
    last = {
        segment.goods: index
        for index, segment in enumerate(sheet.segments)
        if isinstance(segment, Seckill)
    }
    for index, segment in enumerate(sheet.segments):
        path = ("segments", index)
        if isinstance(segment, Seckill):
            yield from _false_hurry(path, segment, last[segment.goods] > index)
        who = getattr(segment, "who", None)
        if isinstance(who, Who):
            yield from _asked_of_viewers((*path, "who"), who, isinstance(segment, Rain | Draw))


def _false_hurry(path: Path, segment: Seckill, sold_again: bool) -> Iterator[Finding]:
    for where, text in texts_of(path, segment):
        for hurry in hurries(text):
            truth = _truth(hurry, segment, sold_again)
            if truth is not None:
                yield Finding(
                    Rule.FALSE_HURRY,
                    where,
                    Said(
                        f"“{hurry.words}”不实：{truth.zh}", f'"{hurry.words}" is untrue: {truth.en}'
                    ),
                    Said("照流程单的数说", "say what the sheet has"),
                )


def _truth(hurry: Hurry, segment: Seckill, sold_again: bool) -> Said | None:
    """What the sheet has instead, if words hurry for less than there is."""
    units = segment.stock_total
    if hurry.what == "units" and hurry.figure < units:
        return Said(f"库存一共 {units} 件", f"{units} are in stock in all")
    if hurry.what == "ms" and hurry.figure < segment.open_for_ms:
        open_for = format_duration(segment.open_for_ms)
        return Said(f"窗口开 {open_for}", f"the window is open for {open_for}")
    if hurry.what == "once" and sold_again:
        return Said("同一件商品后面还卖", "the same goods are sold again later in the sheet")
    return None


def _asked_of_viewers(path: Path, who: Who, is_free: bool) -> Iterator[Finding]:
    """Yield what a `who` asks of viewers that is a trick; a rain and a draw cost them nothing."""
    for where, asked in ((path, who), *_weights(path, who)):
        if is_free and asked.bought:
            yield Finding(
                Rule.BOUGHT_TO_PLAY,
                (*where, "bought"),
                Said(
                    "买了东西的人才有机会，或者机会更大",
                    "a purchase buys a chance, or a better one",
                ),
                Said(
                    "不看买没买，让大家一样；或者写明理由豁免",
                    "let those who bought nothing be alike, or waive it with the reason",
                ),
            )
        if asked.watched_ms is not None and asked.watched_ms > WATCHED_MS_MAX:
            watched = format_duration(asked.watched_ms)
            yield Finding(
                Rule.GAME_TO_GRIND,
                (*where, "watched"),
                Said(f"要看满 {watched} 才行", f"{watched} have to be watched for it"),
                Said("一个小时以内就够了", "ask for an hour at most"),
            )


def _weights(path: Path, who: Who) -> Iterator[tuple[Path, Weight]]:
    for index, weight in enumerate(who.weights):
        yield (*path, "weights", index), weight
