import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from run_sheet import digest, parse
from run_sheet.compose import compose
from run_sheet.durations import parse_duration

SHOWS = sorted((Path(__file__).parents[2] / "run_sheet" / "shows").glob("*.yaml"))

PLAIN = """\
gala: 1
id: test
title: Test
start: 2021-06-15T20:21:00+08:00
outlets:
  - {id: app, title: App, delay: 1500ms}
  - {id: tv, title: TV, delay: 6s}
goods:
  - {id: pen, title: Pen, price_fen: 100}
segments:
  - {id: a, kind: host, title: Hi, length: 90s, notes: Smile}
  - {id: b, kind: seckill, title: Pens, length: 2m, goods: pen, price_fen: 1, opens: 5s,
     open_for: 60s, stock: {app: 1, tv: 2}, at: "20:22:30"}
"""

REWRITTEN = """\
# The same show, written by somebody else.
segments:
- kind: "host"
  notes: {zh: Smile, en: 'Smile'}
  id: a
  guests: []
  title: >
    Hi
  length: 1m30s
- at: 2021-06-15T12:22:30Z
  stock:
    tv: 2
    app: 1
  {rest}
goods: [{title: Pen, price_fen: 100, id: pen}]
outlets:
- {delay: 1.5s, title: App, id: app}
- {delay: 6000ms, title: TV, id: tv}
rooms: []
start: "2021-06-15T20:21:00+08:00"
id: 'test'
title: {en: Test, zh: Test}
gala: 1
""".replace(
    "{rest}",
    """id: b
  kind: seckill
  title: Pens
  length: 120s
  goods: pen
  price_fen: 001
  opens: 5s
  open_for: 1m""",
)


def digest_of(text: str) -> str:
    parsed = parse(text)
    assert parsed.sheet is not None, parsed.report()
    return digest(parsed.sheet)


def test_the_same_meaning_has_the_same_digest() -> None:
    assert digest_of(PLAIN) == digest_of(REWRITTEN)


def test_digests_stay_what_they_were() -> None:
    # Approvals and records name them: a change here is a new format version.
    assert digest_of(PLAIN) == ("777a8d4e13543dc8925ed3479686be66f130938133f0f9a0d50daa0338fd4f80")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("id: test", "id: rest"),
        ("title: Test", "title: {zh: Test, en: test}"),
        ("20:21:00+08:00", "20:20:59.999+08:00"),
        ("2021-06-15T20:21:00+08:00", "2021-06-15T21:21:00+09:00"),
        ("1500ms", "1501ms"),
        ("title: TV", "title: Tv"),
        ("price_fen: 100", "price_fen: 99"),
        ("length: 90s", "length: 89s"),
        ("notes: Smile", "notes: smile"),
        (", notes: Smile", ""),
        ("kind: host", "kind: story"),
        ("Hi, length", "Hi, guests: [{role: Host}], length"),
        ("tv: 2", "tv: 3"),
        ("{app: 1, tv: 2}", "{app: 2, tv: 1}"),
        (', at: "20:22:30"', ""),
        ("opens: 5s", "opens: 6s"),
        ("goods:\n", "promises: [{id: a, text: Kept}]\ngoods:\n"),
    ],
)
def test_another_meaning_has_another_digest(old: str, new: str) -> None:
    assert old in PLAIN
    assert digest_of(PLAIN.replace(old, new, 1)) != digest_of(PLAIN)


def test_the_order_of_outlets_and_segments_has_a_meaning() -> None:
    lines = PLAIN.split("\n")
    lines[5], lines[6] = lines[6], lines[5]
    assert digest_of("\n".join(lines)) != digest_of(PLAIN)


def rewritten(value: object, data: st.DataObject, key: str = "") -> object:
    """The same value in other words: keys in another order, durations and texts in other forms."""
    if isinstance(value, dict):
        keys = data.draw(st.permutations(list(value)))
        return {each: rewritten(value[each], data, each) for each in keys}
    if isinstance(value, list):
        return [rewritten(each, data) for each in value]
    if key in ("length", "opens", "open_for", "delay"):
        duration_ms = parse_duration(str(value))
        return f"{duration_ms}ms" if data.draw(st.booleans()) else value
    if key in ("title", "text", "role") and data.draw(st.booleans()):
        return {"en": value, "zh": f" {value} "}
    return value


@pytest.mark.parametrize("path", SHOWS, ids=lambda path: path.name)
def test_a_show_means_the_same_however_it_is_written(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    values = compose(source).data

    @settings(max_examples=4)
    @given(data=st.data(), indent=st.sampled_from([None, 1, 4]))
    def judge(data: st.DataObject, indent: int | None) -> None:
        other = json.dumps(rewritten(values, data), ensure_ascii=False, indent=indent)
        assert digest_of(other) == digest_of(source)

    judge()
