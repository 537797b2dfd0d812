from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from run_sheet import Parsed, digest, parse
from run_sheet.compose import compose
from run_sheet.expand import expand
from run_sheet.flat import flat
from tests.run_sheet.sheets import HEAD, assert_answered
from tests.run_sheet.test_parse import SNIPPETS

FILES = {
    "goods.yaml": """\
goods:
  - {id: comb, title: Comb, price_fen: 4900, note: Counter price}
templates:
  - {id: sale, kind: seckill, length: 4m, opens: 60s, open_for: 2m, price_fen: 1,
     by: first_come, stock: {app: 300}}
""",
    "talk.yaml": "segments:\n  - {id: talk, kind: host, title: Talk, length: 5m}\n",
}
SHORT = (
    HEAD.replace("segments:\n", "include: [goods.yaml]\nsegments:\n")
    + """\
  - include: talk.yaml
  - repeat: 3
    at: "20:26"
    every: 20m
    segments:
      - {id: sale, template: sale, title: {zh: 第 <n> 轮, en: Round <n>}, goods: comb}
      - {id: pause, kind: break, title: Pause, length: 16m}
"""
)
LONG = HEAD.replace(
    "segments:\n",
    "  - {id: comb, title: Comb, price_fen: 4900, note: Counter price}\nsegments:\n",
) + "\n".join(
    [
        "  - {id: talk, kind: host, title: Talk, length: 5m}",
        *(
            f"""\
  - {{id: sale-{number}, kind: seckill, length: 4m, opens: 60s, open_for: 2m, price_fen: 1,
     goods: comb, by: first_come, stock: {{app: 300}}, at: "{at}",
     title: {{zh: 第 {number} 轮, en: Round {number}}}}}
  - {{id: pause-{number}, kind: break, title: Pause, length: 16m}}"""
            for number, at in enumerate(("20:26", "20:46", "21:06"), start=1)
        ),
    ]
)


def digest_of(parsed: Parsed) -> str:
    assert parsed.sheet is not None, parsed.report()
    assert parsed.report() == ""
    return digest(parsed.sheet)


def test_a_sheet_that_is_written_out_has_the_same_digest() -> None:
    short = parse(SHORT, files=FILES)
    assert digest_of(short) == digest_of(parse(LONG))
    assert digest_of(parse(short.text)) == digest_of(short)


def test_a_night_keeps_what_anybody_can_read_without_knowing_of_loops() -> None:
    text = parse(SHORT, files=FILES).text
    assert not any(word in text for word in ("include", "template", "repeat", "every", "<n>"))
    assert parse(text).sheet == parse(LONG).sheet
    assert parse(SHORT).text == SHORT, "where files are missing there is nothing to keep"


def test_what_is_written_out_is_no_larger_than_a_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("run_sheet.expand.SOURCE_BYTES_MAX", 1_000)
    (problem,) = parse(SHORT, files=FILES).problems
    assert (problem.code, problem.line, problem.column) == ("GS001", 1, 1)
    assert parse(LONG).sheet is not None


def test_what_is_expanded_can_be_expanded_again() -> None:
    document = compose(parse(SHORT, files=FILES).text)
    assert expand(document, {}).data == document.data


@pytest.mark.parametrize(
    ("old", "new"),
    [("repeat: 3", "repeat: 2"), ("every: 20m", "every: 20m1ms"), ("Round <n>", "Round n")],
)
def test_another_loop_has_another_digest(old: str, new: str) -> None:
    before, after = (parse(text, files=FILES).sheet for text in (SHORT, SHORT.replace(old, new)))
    assert before
    assert after
    assert digest(before) != digest(after)


def test_another_file_has_another_digest() -> None:
    other = {**FILES, "goods.yaml": FILES["goods.yaml"].replace("app: 300", "app: 301")}
    assert digest_of(parse(SHORT, files=other)) != digest_of(parse(SHORT, files=FILES))


def test_a_sheet_without_them_is_left_alone() -> None:
    parsed = parse(LONG)
    assert parsed.text == LONG
    assert parsed.repeats == frozenset()
    literal = parse(LONG.replace("Talk", "Talk <n>"))
    assert literal.sheet is not None
    assert literal.sheet.segments[0].title.en == "Talk <n>"


DAMAGE = [
    *SNIPPETS,
    "repeat: 9\n", "repeat: 1000000000", "template: sale", "include: talk.yaml", "- include: ",
    "include: [goods.yaml]\n", "templates:\n", "segments:\n", "every: 1ms", "at: ", "<n>",
    "../", "goods.yaml", "waive: [{rule: gap}]", "every: 24h, repeat: 2000",
]  # fmt: skip


@given(st.data())
def test_any_damage_is_answered(data: st.DataObject) -> None:
    texts = {"": SHORT, **FILES}
    for _ in range(data.draw(st.integers(1, 5))):
        name = data.draw(st.sampled_from(sorted(texts)))
        text = texts[name]
        begin = data.draw(st.integers(0, len(text)))
        end = min(len(text), begin + data.draw(st.integers(0, 40)))
        texts[name] = text[:begin] + data.draw(st.sampled_from(DAMAGE)) + text[end:]
    parsed = parse(texts.pop(""), files=texts)
    assert_answered(parsed)
    if parsed.sheet is not None:
        assert digest_of_whole(parsed) == digest(parsed.sheet)


def digest_of_whole(parsed: Parsed) -> str:
    """The digest of the text that a night would keep."""
    whole = parse(parsed.text).sheet
    assert whole is not None
    return digest(whole)


VALUES: list[object] = [
    None, True, 0, 3, 10**9, 1.5, "", "<n>", "1h", "20:30", "sale", "goods.yaml", "talk.yaml",
    "../a.yaml", [], {}, [None], {"repeat": 2}, {"include": "talk.yaml"}, {"template": "sale"},
    {"repeat": 3, "segments": [{"id": "a", "kind": "host", "title": "<n>", "length": "1m"}]},
    {"repeat": 10**9, "segments": [{"id": "b", "template": "sale"}]},
]  # fmt: skip
KEYS = ["include", "templates", "template", "repeat", "every", "at", "segments", "id", "rooms"]


def inside(value: object) -> list[dict[str, object] | list[object]]:
    """All mappings and lists in a value, and the value itself."""
    if isinstance(value, dict):
        return [value, *(each for inner in value.values() for each in inside(inner))]
    if isinstance(value, list):
        return [value, *(each for inner in value for each in inside(inner))]
    return []


@given(st.data())
def test_any_other_structure_is_answered(data: st.DataObject) -> None:
    trees = {name: compose(text).data for name, text in {"": SHORT, **FILES}.items()}
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.sampled_from(inside(trees[data.draw(st.sampled_from(sorted(trees)))])))
        value = deepcopy(data.draw(st.sampled_from(VALUES)))
        if isinstance(place, dict):
            place[data.draw(st.sampled_from([*KEYS, *place]))] = value
        else:
            index = data.draw(st.integers(0, len(place)))
            place[index : index + data.draw(st.integers(0, 1))] = [value]
    texts = {name: flat(tree) for name, tree in trees.items()}
    parsed = parse(texts.pop(""), files=texts)
    assert_answered(parsed)
    if parsed.sheet is not None:
        assert digest_of_whole(parsed) == digest(parsed.sheet)
