"""What everybody on an outlet was shown: the cues of the main stage, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from gala.after.account import Account
from gala.after.explain.line import Line
from gala.after.instants import clock_text
from gala.core.effects import Publish
from gala.core.events import OutletTrimmed
from gala.core.state import MAIN
from gala.grid.table import Both


def cue_lines(account: Account, outlet: str, delay_ms: int) -> Iterator[Line]:
    """Yield the cues at the instants at which `outlet`, which lags by `delay_ms`, showed them.

    From where the outlet was trimmed on, it lags by its new delay.
    """
    for written in account.entries:
        trimmed = written.event
        if isinstance(trimmed, OutletTrimmed) and trimmed.outlet == outlet:
            delay_ms = trimmed.delay_ms
        for effect in written.effects:
            if not isinstance(effect, Publish) or effect.channel != MAIN:
                continue
            text = _text(account, effect, outlet)
            if text is not None:
                at_ms = max(effect.present_at_ms, written.event.at_ms) + delay_ms
                yield Line(at_ms, text)


def _text(account: Account, cue: Publish, outlet: str) -> Both | None:
    if cue.kind in SILENT:
        return None
    if cue.kind == "outlet":
        return _outlet(cue.body, outlet)
    if cue.kind == "window":
        return _window(account, cue.body, outlet)
    words = _WORDS.get(cue.kind)
    if words is None:
        return f"第 {cue.seq} 号指令：{cue.kind}", f"cue {cue.seq}: {cue.kind}"
    return words(account, cue.body)


SILENT = ("ready", "next", "extend")
"""Cues that viewers are not shown."""


def _titled(zh: str, en: str) -> Callable[[Account, tuple[Any, ...]], Both]:
    """Return words in which `{}` is the title of the segment that the body begins with."""

    def words(account: Account, body: tuple[Any, ...]) -> Both:
        first = body[0] if body else ""
        segment = first[0] if isinstance(first, tuple) else first
        title = account.title(str(segment)) if segment else ("", "")
        return zh.format(title[0]), en.format(title[1])

    return words


def _drawn(zh: str, en: str) -> Callable[[Account, tuple[Any, ...]], Both]:
    """Return words in which `{}` are a draw's number and the title of its segment."""

    def words(account: Account, body: tuple[Any, ...]) -> Both:
        title = account.title(str(body[1]))
        return zh.format(body[0], title[0]), en.format(body[0], title[1])

    return words


_WORDS: dict[str, Callable[[Account, tuple[Any, ...]], Both]] = {
    "take": _titled("正在播出：{}", "on air: {}"),
    "retime": _titled("改了开始时间：{}", "the start was moved: {}"),
    "cancel": _titled("取消切换：{}", "not taken after all: {}"),
    "hold": _titled("节目暂停", "the programme was held"),
    "resume": _titled("节目继续", "the programme went on"),
    "panic": _titled("屏幕上是“请稍候”", "the standing-by card was on the screen"),
    "clear": _titled("节目回来了", "the programme was back"),
    "entries_frozen": _titled("名单已冻结：{}", "entries were frozen: {}"),
    "window_revoked": lambda account, body: (
        f"{account.window_title(body[0])[0]}：第 {body[1]} 次开放的结果作废：{body[2]}",
        f"{account.window_title(body[0])[1]}: what opening {body[1]} gave is void: {body[2]}",
    ),
    "draw_committed": _drawn("第 {} 号抽奖已公布承诺：{}", "draw {} was committed to: {}"),
    "draw_opened": _drawn("第 {} 号抽奖已开出：{}", "draw {} was opened: {}"),
    "rain_opened": _drawn("第 {} 号红包已拆：{}", "rain {} was opened: {}"),
    "draw_announced": _drawn("第 {} 号抽奖已宣布：{}", "draw {} was announced: {}"),
    "draw_voided": _drawn("第 {} 号抽奖作废：{}", "draw {} came to nothing: {}"),
    "draw_given_up": _titled("不再抽取：{}", "nothing more was drawn: {}"),
    "over": _titled("晚会结束", "the show ended"),
}

_STATES: dict[str, Both] = {
    "armed": ("即将开放", "was about to open"),
    "open": ("已开放", "was open"),
    "paused": ("暂停，稍后再开", "was paused, to open again"),
    "closed": ("已关闭", "was closed"),
    "settled": ("已结算", "was settled"),
}


def _outlet(body: tuple[Any, ...], outlet: str) -> Both | None:
    if body[0] != outlet:
        return None
    late = f"{body[1] // 1000}.{body[1] % 1000:03}"
    return f"画面改为比现场晚 {late} 秒", f"from now on {late} s behind the stage"


def _window(account: Account, body: tuple[Any, ...], outlet: str) -> Both:
    window, _, state, rows = body[:4]
    title = account.window_title(window)
    zh, en = _STATES.get(state, (state, state))
    row = next((one for one in rows if one[0] == outlet), None)
    if row is None or state not in ("armed", "open") or len(row) < 4:
        return f"{title[0]}：{zh}", f"{title[1]}: {en}"
    opens, closes = (clock_text(one, account.utc_offset_min) for one in row[1:3])
    plan = account.show.window_plan(window)
    units = (f"，{row[3]} 件", f", {row[3]} units") if plan.stocked else ("", "")
    return (
        f"{title[0]}：{zh}，{opens} 到 {closes}{units[0]}",
        f"{title[1]}: {en}, from {opens} to {closes}{units[1]}",
    )
