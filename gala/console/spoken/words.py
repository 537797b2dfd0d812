"""What the crew, the host and whoever sends captions are told, in both languages."""

from __future__ import annotations

from aiohttp import web

from gala.console import answers
from gala.console.answers import COMMON, Texts
from gala.console.spoken.fields import BadCaptions
from gala.console.texts import zh_en
from gala.core.alerts import At, Message, Standing
from run_sheet.checks.claims import FAMILIES
from run_sheet.said import Said

HINTS = {
    "superlative": Said("有证据吗？没有就换个说法", "evidence? if there is none, say it otherwise"),
    "ranking": Said("哪个数字，出处在哪里？", "which figure, and where does it come from?"),
    "state": Said("不能借国家的名义：请更正", "not in the name of the state: have it put right"),
    "medical": Said("普通商品不能说疗效：请更正", "ordinary goods cure nothing: have it put right"),
    "effect": Said("效果不能打包票：换个说法", "nobody can promise an effect: say it otherwise"),
    "absolute": Said("加上限度，或换个说法", "add a limit, or say it otherwise"),
}
"""Of each family of claims, what the crew may ask for."""

TO_THE_HOST = {
    "superlative": Said("说清楚凭什么，或者换个说法", "Say what it rests on, or say it otherwise"),
    "ranking": Said("说出数字的出处", "Say where the figure comes from"),
    "state": Said("别借国家的名义，把话收回来", "Not in the name of the state: take it back"),
    "medical": Said("它不是药，把疗效的话收回来", "It is no medicine: take back what it cures"),
    "effect": Said("效果因人而异，别打包票", "It differs from one to another: promise nothing"),
    "absolute": Said("加一个限度：多久、多少、什么条件", "Add a limit: how long, how much, when"),
}
"""The same in the host's words: short, and to be done at once."""

TEXTS: Texts = {
    **COMMON,
    "no_token": (
        401,
        "需要字幕密钥：`Authorization: Bearer <密钥>`，见 ~/.gala/keys/captions.json。",
        "This takes the key for captions: `Authorization: Bearer <key>`, see "
        "~/.gala/keys/captions.json.",
    ),
    "no_seat": (401, "请先打开席位链接。", "Open a seat's link first."),
    "no_room": (
        404,
        "没有这个房间，或者它没有自己的流程。",
        "There is no such room, or it has no running order of its own.",
    ),
    "rate": (429, "太频繁了，请稍后再试。", "Too often. Wait a moment."),
    "full": (
        409,
        "今晚的提醒太多了，不再记录：请检查字幕来源。",
        "There are too many alerts tonight to keep more: look at where the captions come from.",
    ),
    "no_alert": (404, "没有这条提醒。", "There is no such alert."),
    "decided": (409, "另一席已经处理了这条提醒。", "The other seat has decided about this alert."),
    "store": (
        503,
        "存储没有及时应答。可以放心重试，同样的内容只算一次。",
        "The store does not answer. Try again: the same counts once.",
    ),
}


def refused(code: str, headers: dict[str, str] | None = None) -> web.Response:
    """Return the answer for a word of `TEXTS`."""
    return answers.refused(TEXTS, code, headers or {})


def malformed(bad: BadCaptions) -> web.Response:
    """Return the answer to captions that cannot be heard: where, why, and what to do."""
    where = f"`{bad.at}` " if bad.at else ""
    message = {"zh": f"{where}{bad.said.zh}。", "en": f"{where}{bad.said.en}."}
    return web.json_response({"error": "malformed", "at": bad.at, "message": message}, status=400)


def alert_fields(standing: Standing) -> dict[str, object]:
    """Return an alert as the crew's page gets it."""
    alert, decided = standing.alert, standing.decided
    _, name = FAMILIES[alert.family]
    return {
        **to_the_host(standing),
        "raised_ms": standing.raised_ms,
        "source": alert.source,
        "speaker": alert.speaker,
        "rule": alert.rule,
        "family": alert.family,
        "name": zh_en(name),
        "hint": zh_en(HINTS[alert.family]),
        "decided": decided
        and {
            "verdict": str(decided.verdict),
            "by": decided.by,
            "note": decided.note,
            "at_ms": standing.decided_ms,
        },
    }


def to_the_host(standing: Standing) -> dict[str, object]:
    """Return an alert as the prompter gets it."""
    alert = standing.alert
    return {
        "id": alert.id,
        "said_ms": alert.said_ms,
        "segment": alert.segment or None,
        "term": alert.term,
        "sentence": alert.sentence,
        "say": zh_en(TO_THE_HOST[alert.family]),
    }


def message_fields(at: At) -> dict[str, object]:
    """Return a message to the host."""
    message = at.entry
    assert isinstance(message, Message)
    return {"id": message.id, "text": message.text, "by": message.by, "at_ms": at.at_ms}
