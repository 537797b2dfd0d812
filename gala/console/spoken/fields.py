"""The body of `POST /api/captions`: captions by the show's clock, or what is wrong and where.

A key that nobody knows is refused: whoever means `end_ms` and writes `end` would else be heard as
if it was said just now.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from gala.console.spoken.ears import Caption
from run_sheet.said import Said

BATCH_MAX = 50
TEXT_CHARACTERS_MAX = 1_000
ID_CHARACTERS_MAX = 64
SPEAKER_CHARACTERS_MAX = 64
AWAY_MS_MAX = 24 * 3_600_000
"""How far from now a caption may have been said, either way."""
LENGTH_MS_MAX = 10 * 60_000

MAIN = "main"
_SOURCE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_WHOLE = frozenset({"captions", "source", "clock", "finish"})
_ONE = frozenset({"id", "text", "final", "speaker", "at_ms", "start_ms", "end_ms"})


class BadCaptions(ValueError):
    """They cannot be heard: `said` tells why and what to do, `at` where."""

    def __init__(self, at: str, zh: str, en: str) -> None:
        super().__init__(f"{at}: {en}" if at else en)
        self.at = at
        self.said = Said(zh, en)


@dataclass(frozen=True, slots=True)
class Batch:
    """What was sent: captions in their order, and whether the last sentence ends with them."""

    source: str
    captions: tuple[Caption, ...]
    finish: bool = False


def batch_of(body: Any, now_ms: int, origin_ms: int) -> Batch:
    """Return what a body says; `origin_ms` is when the show's own clock begins.

    Raises `BadCaptions`.
    """
    if not isinstance(body, dict):
        raise BadCaptions("", "正文应为一个 JSON 对象", "the body must be a JSON object")
    whole = body if "captions" in body or not body.keys() & _ONE else _wrapped(body)
    _known("", whole, _WHOLE)
    source = whole.get("source", MAIN)
    if not isinstance(source, str) or not _SOURCE.fullmatch(source):
        raise BadCaptions(
            "source",
            "用小写字母、数字和连字符，最多 40 个",
            "write up to 40 small letters, digits and hyphens",
        )
    clock = whole.get("clock", "unix")
    if clock not in ("unix", "show"):
        raise BadCaptions("clock", "应为 unix 或 show", "must be unix or show")
    finish = whole.get("finish", False)
    if not isinstance(finish, bool):
        raise BadCaptions("finish", "应为 true 或 false", "must be true or false")
    listed = whole.get("captions", [])
    if not isinstance(listed, list) or len(listed) > BATCH_MAX:
        raise BadCaptions(
            "captions",
            f"应为最多 {BATCH_MAX} 条的列表；多的分几次发",
            f"must be a list of at most {BATCH_MAX}; send more in several requests",
        )
    if not listed and not finish:
        raise BadCaptions("captions", "至少一条", "must have at least one")
    from_ms = origin_ms if clock == "show" else 0
    captions = [
        _caption(f"captions[{place}]", source, one, now_ms, from_ms)
        for place, one in enumerate(listed)
    ]
    return Batch(source, tuple(captions), finish)


def _wrapped(body: dict[str, Any]) -> dict[str, Any]:
    """Return a body that is one caption as one that has a list of them."""
    whole = {key: value for key, value in body.items() if key in _WHOLE}
    one = {key: value for key, value in body.items() if key not in _WHOLE}
    return {**whole, "captions": [one]}


def _caption(at: str, source: str, one: Any, now_ms: int, from_ms: int) -> Caption:
    if not isinstance(one, dict):
        raise BadCaptions(at, "应为一个对象", "must be an object")
    _known(at, one, _ONE)
    name, final = one.get("id"), one.get("final", True)
    if not isinstance(name, str) or not 0 < len(name) <= ID_CHARACTERS_MAX:
        raise BadCaptions(
            f"{at}.id",
            f"每条要有自己的编号，1 到 {ID_CHARACTERS_MAX} 个字符；重发时用同一个",
            f"each has an id of its own, 1 to {ID_CHARACTERS_MAX} characters; a retry has the same",
        )
    if not isinstance(final, bool):
        raise BadCaptions(f"{at}.final", "应为 true 或 false", "must be true or false")
    text = _text(f"{at}.text", one.get("text"), TEXT_CHARACTERS_MAX)
    speaker = _text(f"{at}.speaker", one.get("speaker", ""), SPEAKER_CHARACTERS_MAX)
    start_ms, end_ms = _times(at, one, now_ms, from_ms)
    return Caption(source, _clean(name), text, start_ms, end_ms, final, speaker)


def _times(at: str, one: dict[str, Any], now_ms: int, from_ms: int) -> tuple[int, int]:
    """Return when it was said: from `start_ms` to `end_ms`, `at_ms`, or now."""
    for key in ("at_ms", "start_ms", "end_ms"):
        if key in one and type(one[key]) is not int:
            raise BadCaptions(f"{at}.{key}", "应为整数毫秒", "must be a whole number of ms")
    if "at_ms" in one:
        start_ms = end_ms = from_ms + one["at_ms"]
        key = "at_ms"
    elif "start_ms" in one or "end_ms" in one:
        key = "start_ms" if "start_ms" in one else "end_ms"
        start_ms = from_ms + one[key]
        end_ms = from_ms + one.get("end_ms", one[key])
    else:
        return now_ms, now_ms
    if not 0 <= end_ms - start_ms <= LENGTH_MS_MAX:
        raise BadCaptions(
            f"{at}.end_ms",
            "不早于 start_ms，最多晚十分钟",
            "must not be before start_ms, nor more than ten minutes after it",
        )
    if abs(start_ms - now_ms) > AWAY_MS_MAX:
        raise BadCaptions(
            f"{at}.{key}",
            '离现在超过一天：应为 Unix 毫秒，或 `"clock": "show"` 时从晚会开始算的毫秒',
            'is more than a day from now: give Unix ms, or with `"clock": "show"` ms since the '
            "show began",
        )
    return start_ms, end_ms


def _text(at: str, value: Any, most: int) -> str:
    if not isinstance(value, str) or len(value) > most:
        raise BadCaptions(
            at, f"应为最多 {most:,} 个字符的文字", f"must be text of at most {most:,} characters"
        )
    return _clean(value)


def _clean(text: str) -> str:
    """Return a text without what cannot be read, or would turn around what stands beside it."""
    return "".join(" " if unicodedata.category(one) in ("Cc", "Cf", "Cs") else one for one in text)


def _known(at: str, value: dict[str, Any], keys: frozenset[str]) -> None:
    for key in value:
        if key not in keys:
            raise BadCaptions(
                f"{at}.{key[:40]}".lstrip("."),
                f"没有这个键；有的是 {'、'.join(sorted(keys))}",
                f"there is no such key; there are {', '.join(sorted(keys))}",
            )
