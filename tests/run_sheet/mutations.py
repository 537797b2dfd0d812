"""Sheets that are generated and damaged, each by its number: what anyone might write by mistake.

A sheet is one of the shows, the one below, which has every key of the checker's later families, or
a short one with what is written out. One of those keys is hit by number, in turn, so that none
is ever missed; more is damaged at random, in the values or in the text.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from run_sheet.compose import compose

FOLDER = Path(__file__).parents[2] / "run_sheet"

KEYS = (
    *("prices", "waive", "rules", "evidence", "auditors", "budget", "draw_terms", "ai", "units"),
    *("expected_viewers", "price_rules", "include", "templates", "template", "repeat", "every"),
)
"""What every so many sheets must have been damaged in."""

WHOLE = """\
gala: 1
id: evening
title: {zh: 夜场, en: Evening}
start: 2026-01-30T20:00:00+08:00
outlets: [{id: app, title: App, delay: 0s}, {id: tv, title: TV, delay: 6s}]
rooms:
  - {id: beauty, title: Beauty, host: Host, capacity: 20000, ai: {zh: AI 主播, en: AI host},
     segments: [{id: sketch, kind: host, title: A sketch, length: 5m, at: "20:01"},
     {id: talk, kind: story, title: A talk, length: 2m,
     guests: [{role: Host, ai: {zh: AI, en: AI}}],
     waive: [{rule: GS254, reason: So, by: Me, on: 2026-01-02}]}]}
auditors:
  - {id: law, title: Lawyer, key: d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a}
rules: {gap: error, GS211: off, no-price-history: warning}
price_rules: [cn, eu]
expected_viewers: 300
budget: {total_fen: 90000000, rain_fen: 300000, draw_fen: 500000, seckill_fen: 20000000}
draw_terms: {text: {zh: 七天内领奖, en: Ask within seven days}, kept_days: 1200}
evidence:
  - {for: {zh: 本省销量第一, en: number one}, what: A bulletin, by: The association, on: 2025-03-01}
waive:
  - {rule: GS603, reason: It is shown in the hall, by: Producer, on: 2026-01-02}
goods:
  - id: lipstick
    title: {zh: 本省销量第一的口红, en: Lipstick number one}
    price_fen: 19900
    note: {zh: 近 30 天最低成交价, en: The lowest price of 30 days}
    units: 700
    prices:
      - {from: 2025-11-01, to: 2025-12-10, fen: 21900, sold: true}
      - {from: 2025-12-11, fen: 19900, sold: true}
    evidence:
      - {for: number one, what: A bulletin, by: The association, on: 2025-03-01}
    waive:
      - {rule: GS301, reason: A demonstration, by: Producer, on: 2026-01-02}
promises:
  - {id: one, text: One each, waive: [{rule: GS501, reason: So, by: Me, on: 2026-01-02}]}
segments:
  - {id: opening, kind: host, title: Opening, length: 6m,
     guests: [{role: Host, ai: {zh: AI, en: AI}}]}
  - {id: sale, kind: seckill, title: Sale, length: 4m, goods: lipstick, price_fen: 1, opens: 60s,
     open_for: 90s, stock: {app: 600, tv: 60}, waive: [{rule: GS402, reason: So, by: Me,
     on: 2026-01-02}]}
  - {id: rain, kind: rain, title: Rain, length: 2m, opens: 20s, open_for: 20s, pool_fen: 300000,
     packets: 300, min_fen: 100, max_fen: 20000}
  - {id: draw, kind: draw, title: Draw, length: 4m, opens: 60s, open_for: 90s, alternates: 2,
     prizes: [{id: first, title: First, count: 1, value_fen: 500000,
     waive: [{rule: GS601, reason: So, by: Me, on: 2026-01-02}]}]}
"""

SHORT = """\
gala: 1
id: day-after
title: The day after
start: 2026-01-30T20:00:00+08:00
outlets: [{id: app, title: App, delay: 0s}, {id: tv, title: TV, delay: 6s}]
include: [goods.yaml]
templates:
  - {id: rain, kind: rain, length: 2m, opens: 20s, open_for: 20s, pool_fen: 300000,
     packets: 300, min_fen: 100, max_fen: 20000}
segments:
  - include: opening.yaml
  - repeat: 24
    at: "20:06:00"
    every: 1h
    segments:
      - {id: hourly, template: rain, title: {zh: 第 <n> 场, en: Rain <n>}}
      - {id: sale, template: sale, title: Sale <n>, length: 4m}
      - {id: songs, kind: performance, title: Songs, length: 54m}
"""
FILES = {
    "goods.yaml": """\
goods: [{id: comb, title: Comb, price_fen: 4900, note: Counter price}]
templates:
  - {id: sale, kind: seckill, opens: 60s, open_for: 90s, goods: comb, price_fen: 1,
     by: first_come, stock: {app: 600, tv: 60}}
""",
    "opening.yaml": "segments: [{id: opening, kind: host, title: Opening, length: 6m}]\n",
}
"""What the short one includes."""

_VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 5, 0.5, 10**15, 10**16, "", " ", "a", "A", "一", "x" * 121),
    *("x" * 2001, "6m", "99999h", "-1s", "20:05", "24:61", "2026-01-30", "2026-02-30"),
    *("2099-01-01", "0000-00-00", "2026-01-30T20:00:00+08:00", "2026-01-30T20:00:00"),
    *("9999-12-31T23:59:59-14:00", "GS302", "GS999", "raised-to-be-cut", "cn", "eu", "off"),
    *("error", "lipstick", "app", "beauty", "seckill", "rain", "draw", "d7" * 32, "00" * 32),
    *("\u202e", "\ud800", "{see}", "{label}", "{message}", "NaN", [], {}, [[]], [{}]),
    *({"zh": "一"}, {"zh": "", "en": 5}, {"app": -1}, ["cn", "cn"], {"id": "x", "kind": "draw"}),
    *("全网最低价", "number one", "近 30 天最低成交价", "最后 3 分钟", "buy 2 get 1", "100% cure"),
)
_DAYS = ("2025-11-30", "2026-01-01", "2026-01-29", "2026-01-30", "2026-02-01", "2030-01-01")
_WORDS = (
    *("全网最低价，销量第一", "近 30 天最低成交价", "最后 3 分钟，分享 3 人免单", "百分之百治愈"),
    *("The lowest price of 30 days", "buy 2 get 3 free, last 3 minutes", "number one, 100% cure"),
    *("GS302", "off", "warning", "error", "eu", "first", "5m", "30s", "law", "lipstick"),
)
"""Claims, tricks and values that many keys may have."""

_SNIPPETS = (
    *("", "\n", " ", "\t", "- ", "{", "}", "[", "]", ": ", ",", '"', "#", "&a ", "*a", "!!x "),
    *("---\n", "...\n", "~", ".nan", "-1", "9" * 400, "{}", "[]", "id: ", "at: ", "kind: rain"),
    *("\\", "%", "\x00", "\ud800", "|", ">", "? ", "<<: ", "waive: ", "prices: ", "rules: "),
    *("{see}", "{label}"),
)

Place = tuple[str | int, ...]


def mutated(number: int) -> tuple[str, frozenset[str]]:
    """Return the sheet of a number, and those of `KEYS` that were damaged in it."""
    chance = random.Random(number)
    wanted = KEYS[number % len(KEYS)]
    texts = [text for text in _texts() if f"{wanted}:" in text]
    text = chance.choice(texts)
    data = compose(text).data
    hit = set()
    for round_ in range(chance.randint(1, 3)):
        paths = list(_paths(data, ()))
        named = [path for path in paths if wanted in path] if round_ == 0 else []
        path = chance.choice(named or paths or [()])
        if path:
            data = _damaged(data, path, chance)
            hit |= set(KEYS) & set(map(str, path))
    indent = chance.choice((None, 1))
    made = json.dumps(data, ensure_ascii=chance.random() < 0.5, indent=indent)
    if chance.random() < 0.3:
        made = _torn(made, chance)
    return made, frozenset(hit)


@cache
def _texts() -> tuple[str, ...]:
    shows = (path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("shows/*.yaml")))
    return (WHOLE, SHORT, *(text for text in shows if len(text) < 20_000))


def _paths(value: Any, path: Place) -> Iterator[Place]:
    if path:
        yield path
    keys: Iterable[str | int] = value if isinstance(value, dict) else ()
    if isinstance(value, list):
        keys = range(len(value))
    for key in keys:
        yield from _paths(value[key], (*path, key))


def _damaged(data: Any, path: Place, chance: random.Random) -> Any:
    """Return the values with what stands at a path gone, doubled, renamed, moved or replaced."""
    made = json.loads(json.dumps(data))
    place = made
    for key in path[:-1]:
        place = place[key]
    last = path[-1]
    match chance.randrange(8):
        case 0:
            del place[last]
        case 1 if isinstance(last, int):
            place.insert(chance.randint(0, len(place)), place[last])
        case 1 | 2 if isinstance(last, str):
            place[chance.choice((*KEYS, last + "s", "id", "kind", "zh"))] = place.pop(last)
        case 3:
            others = list(_paths(made, ()))
            place[last] = _at(made, chance.choice(others))
            return json.loads(json.dumps(made))
        case 4:
            place[last] = chance.choice(_VALUES)
        case _:
            place[last] = _near(place[last], chance)
    return made


def _at(value: Any, path: Place) -> Any:
    for key in path:
        value = value[key]
    return json.loads(json.dumps(value))


def _near(value: Any, chance: random.Random) -> Any:
    """Return another value that could stand in its place, so that whole sheets are judged too."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return chance.choice((0, 1, value + 1, max(0, value - 1), value * 10, value * 1000))
    if isinstance(value, list):
        return chance.sample(value, len(value)) if chance.random() < 0.5 else value[:-1]
    if isinstance(value, str):
        return chance.choice(_DAYS if value[:2] == "20" and len(value) == 10 else _WORDS)
    return value


def _torn(text: str, chance: random.Random) -> str:
    for _ in range(chance.randint(1, 3)):
        begin = chance.randint(0, len(text))
        end = begin + chance.randint(0, 60)
        text = text[:begin] + chance.choice(_SNIPPETS) + text[end:]
    return text
