"""Why a command is refused: a fixed set of codes, each with its words in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gala.core.plan import Text

REASONS_MAX = 5
"""So many things that stand in the way are named in one refusal."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A command that changes nothing; `message` tells a person why and what to do."""

    code: str
    message: Text


_WORDS: dict[str, Text] = {
    "stale": (
        "你按下之后节目已经变了，请看清再按。",
        "The segment has changed since you pressed. Look again, then press.",
    ),
    "too_soon": ("两次 GO 至少相隔半秒。", "Two GOs are at least half a second apart."),
    "nothing_next": (
        "后面没有环节了。要收尾请用“结束”。",
        "Nothing comes next. To finish, use End.",
    ),
    "not_on_air": ("现在没有环节在播。", "No segment is on air now."),
    "already": ("已经是这样了。", "It is so already."),
    "unknown_segment": ("流程单里没有这个环节。", "There is no such segment in the run sheet."),
    "bad_value": ("这个值不行。", "That value will not do."),
    "waiting": ("节目还没有开始。", "The show has not begun."),
    "over": ("节目已经结束。", "The show is over."),
    "held": ("正在暂停，请先恢复。", "The show is held. Resume first."),
    "panic": ("正在紧急状态，请先解除。", "The show is in panic. Clear it first."),
    "no_plan_b": (
        "这里没有备播方案（流程单里的 plan_b）。",
        "There is no Plan B here (plan_b in the run sheet).",
    ),
    "no_draw": ("没有可以这样操作的抽奖。", "There is no draw that this can be done to."),
    "not_frozen": (
        "报名还没有封存，稍等片刻。",
        "The entries are not frozen yet. Wait a moment.",
    ),
    "no_return": (
        "随机数已经产生，不能再取消：取消就等于重抽。",
        "The round has come. Calling it off now would be drawing again.",
    ),
    "too_soon_to_draw": (
        "承诺刚刚公布，还没到开奖的时间。",
        "The commitment has only just been shown. Wait for its time.",
    ),
    "no_winner": ("这个名次没有奖品。", "That place has no prize."),
    "no_reason": ("请写明理由，它会公开。", "Give a reason; it is public."),
    "needs_second": (
        "这件事要两个人：请另一席位确认。",
        "This takes two people. The other seat must ask for it too.",
    ),
    "no_window": ("没有这个窗口。", "There is no such window."),
    "stale_window": (
        "你按下之后这个窗口已经换了一轮，请看清再按。",
        "The window has had another opening since you pressed. Look again, then press.",
    ),
    "not_open": ("这个窗口还没有开放。", "That window has not opened yet."),
    "window_over": ("这个窗口已经结束。", "That window has ended."),
    "not_paused": ("这个窗口没有暂停。", "That window is not paused."),
    "off_air": (
        "它的环节已经不在播，窗口只能关闭。",
        "Its segment is not on air any more. The window can only be closed.",
    ),
    "counting": (
        "这一轮正在清点，稍等片刻再按。",
        "That opening is being counted. Wait a moment, then press.",
    ),
    "no_stock": (
        "这里没有库存：它收的是报名。抽奖请用“取消”或“跳过”。",
        "Nothing is in stock here: it takes entries. A draw is called off, a winner passed over.",
    ),
    "no_units": (
        "请写明渠道和件数（1 到 1000000）。",
        "Name an outlet, and units from 1 to 1000000.",
    ),
    "no_delay": (
        "请写明渠道和它比现场晚多少（0 到 120000 毫秒）。",
        "Name an outlet, and how far it is behind: 0 to 120000 ms.",
    ),
    "too_late": (
        "存储太慢，这一刻已经错过，什么都没有发生。请再按一次。",
        "The store was too slow and the moment has passed. Nothing was done. Press again.",
    ),
    "bad_sheet": (
        "这份流程单有错误，不能播出。",
        "That run sheet has errors and cannot go on air.",
    ),
    "same_sheet": (
        "它和正在用的流程单意思一样。",
        "It means the same as the run sheet in force.",
    ),
    "stale_sheet": (
        "你看过之后流程单已经改了，请重新预览。",
        "The run sheet has been edited since you looked. Look at the preview again.",
    ),
    "locked": (
        "这些现在不能改：",
        "This cannot be changed now:",
    ),
    "not_audited": (
        "改过的商品要重新签字（gala audit sign），签好再提交：",
        "What is sold otherwise must be signed anew (gala audit sign), then hand it in again:",
    ),
    "no_room_order": (
        "这个房间没有自己的流程（rooms[].segments）。",
        "That room has no running order of its own (rooms[].segments).",
    ),
    "stale_room": (
        "你按下之后房间里的节目已经变了，请看清再按。",
        "What is on in that room has changed since you pressed. Look again, then press.",
    ),
    "room_changing": (
        "房间里的下一环节已经预告，几秒就到。",
        "What comes next there is announced already: it is seconds away.",
    ),
    "nothing_next_there": (
        "这个房间后面没有环节了。",
        "Nothing more comes in that room.",
    ),
    "no_room_left": (
        "这样会让本环节立刻结束。要往下走请用 GO。",
        "That would end the segment at once. Use GO to go on.",
    ),
}

CODES = frozenset(_WORDS)


def refusal(code: str) -> Refusal:
    """Return the refusal of that code. Raises `KeyError` for one that does not exist."""
    return Refusal(code, _WORDS[code])


def refused_for(code: str, reasons: Sequence[Text]) -> Refusal:
    """Return the refusal of that code with what exactly stands in the way, the first few of it."""
    (zh, en), told = _WORDS[code], reasons[:REASONS_MAX]
    more = len(reasons) - len(told)
    zh_all = "；".join(one[0] for one in told) + (f"；还有 {more} 处" if more else "")
    en_all = "; ".join(one[1] for one in told) + (f"; and {more} more" if more else "")
    return Refusal(code, (f"{zh} {zh_all}", f"{en} {en_all}"))
