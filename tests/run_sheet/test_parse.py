from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from run_sheet import parse
from run_sheet.problem import PROBLEMS_MAX
from tests.run_sheet.sheets import HEAD, assert_answered, judge, messages

SHOWS = sorted((Path(__file__).parents[2] / "run_sheet" / "shows").glob("*.yaml"))
OPENING = "  - {id: opening, kind: host, title: Hi, length: 5m}\n"


def test_a_good_sheet_has_no_problems() -> None:
    parsed = parse(HEAD + OPENING, name="good.yaml")
    assert parsed.name == "good.yaml"
    assert parsed.report() == ""
    assert parsed.sheet is not None
    assert parsed.sheet.segments[0].length_ms == 300_000


def test_bytes_text_and_a_byte_order_mark_are_one() -> None:
    text = HEAD + OPENING
    assert parse(text).sheet == parse(text.encode()).sheet == parse(text.encode("utf-8-sig")).sheet


def test_all_mistakes_are_told_at_once() -> None:
    judge("""
        gala: 1
        id: 616
        #   ^ GS103
        title: {zh: 晚会, en: Gala, tonight}
        #                         ^ GS101
        start: 2021-02-30T20:21:00+08:00
        #      ^ GS107
        outlets:
          - {id: app, title: App, delay: 0}
        #                                ^ GS106
          - {id: app, title: {zh: 主站}, delay: 3m}
        #        ^ GS201     ^ GS102          ^ GS104
        rooms: nothing
        #      ^ GS103
        segments:
          - id: opening
            kind: hots
        #         ^ GS108
            title: Opening
            length: soon
        #           ^ GS106
          - {id: a, title: x, length: 1m}
        #   ^ GS102
          - {id: a, kind: host, title: x, lenght: 1m}
        #        ^ GS201                  ^ GS101
          - {id: b, kind: visit, title: x, length: 1m, room: beuty}
        #                                                    ^ GS202
        """)


def test_a_missing_key_points_at_the_mapping_it_is_missing_from() -> None:
    judge("""
        id: test
        #< GS102
        title: Test
        start: 2021-06-15T20:21:00+08:00
        outlets:
          - title: App
        #   ^ GS102
            delay: 0s
        segments:
          - {id: a, kind: break, title: x}
        #   ^ GS102
        """)


def test_a_file_that_a_sheet_includes_is_told_as_such() -> None:
    parsed = judge("""
        goods:
        #< GS102
          - {id: comb}
        segments: []
        """)
    assert "it looks like a file that a sheet includes" in messages(parsed)


def test_an_unknown_version_is_told_alone() -> None:
    parsed = judge("""
        gala: 2
        #     ^ GS110
        whatever: else
        """)
    assert "version 2" in messages(parsed)


@pytest.mark.parametrize("version", ["true", "1.0", "'1'", "one"])
def test_a_version_that_is_no_number(version: str) -> None:
    parsed = parse((HEAD + OPENING).replace("gala: 1", f"gala: {version}"))
    assert [(each.code, each.line, each.column) for each in parsed.problems] == [("GS103", 1, 7)]


@pytest.mark.parametrize("nothing", ["", " \n", "# only words\n", "---\n", "~", "\ufeff"])
def test_an_empty_file(nothing: str) -> None:
    assert [each.code for each in parse(nothing).problems] == ["GS004"]


@pytest.mark.parametrize("other", ["- 1\n", "hello", "5", "true"])
def test_a_file_that_is_no_mapping(other: str) -> None:
    assert [each.code for each in parse(other).problems] == ["GS014"]


def test_a_value_that_could_not_be_read_is_one_problem() -> None:
    judge("""
        gala: 1
        id: test
        title: Test
        start: 2021-06-15T20:21:00+08:00
        outlets: &outlets [{id: App, title: 5, delay: 1}]
        #        ^ GS011
        segments: *outlets
        #         ^ GS011
        """)


def test_warnings_leave_the_sheet() -> None:
    parsed = parse(HEAD + OPENING.replace("5m", '5m, at: "20:30"'))
    assert [each.severity for each in parsed.problems] == ["warning"]
    assert parsed.errors == ()
    assert parsed.sheet is not None


@pytest.mark.parametrize("entry", ["{}", "{kind: host, title: T, lenght: 1s}"])
def test_no_more_problems_than_anyone_can_read(entry: str) -> None:
    parsed = parse(HEAD + f"  - {entry}\n" * (PROBLEMS_MAX * 2))
    assert len(parsed.problems) == PROBLEMS_MAX + 1
    assert parsed.problems[-1].code == "GS017"
    assert_answered(parsed)


def test_a_report_has_a_line_for_each_problem() -> None:
    parsed = parse(HEAD + OPENING.replace("5m", "5"), name="party.yaml")
    en, zh = parsed.report(), parsed.report("zh")
    assert en.startswith("party.yaml:14:50: error GS106: `length` must be a duration, not 5 (")
    assert zh.startswith("party.yaml:14:50: 错误 GS106：`length` 应为时长，现在是 5（")


@pytest.mark.parametrize(
    "hostile",
    [
        b"[" * 10_000_000,
        b"[" * 90_000,
        b"{" * 90_000,
        b"- " * 40_000,
        b"? " * 40_000,
        b"!" * 90_000,
        b"&a " * 20_000,
        b"\t" * 1000,
        b"a: " + b"9" * 50_000,
        b"[" + b"[1]," * 2_000 + b"]",
        b"%YAML 9.9\n---\ngala: 1\n",
        b'id: "\\UFFFFFFFF"',
        b"a: &a [x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n",
        b"{[a]: b, {c: d}: e, 5: 6, ~: y, ? : z, <<: {a: b}}",
        bytes(range(256)),
        "gala: 1".encode("utf-16"),
        b"gala: .nan\nid: .inf\nstart: -.inf\nsegments: .nan\n",
        b'gala: 1\nid: "\\ud800"\ntitle: "\\ud800"\n',
    ],
    ids=lambda hostile: repr(hostile[:12]),
)
def test_hostile_input_is_answered(hostile: bytes) -> None:
    parsed = parse(hostile)
    assert parsed.errors
    assert_answered(parsed)


@given(st.binary(max_size=400))
def test_any_bytes_are_answered(source: bytes) -> None:
    assert_answered(parse(source))


@given(st.text(alphabet="gala: 1-[]{}#&*!|>'\"%@`\n\t\\,?~.<=x\u00e9中", max_size=60))
def test_anything_that_looks_like_yaml_is_answered(source: str) -> None:
    assert_answered(parse(source))


# fmt: off
SNIPPETS = [
    "", "\n", " ", "\t", "- ", "{", "}", "[", "]", ": ", ",", '"', "#", "&a ", "*a", "!!x ",
    "---\n", "...\n", "~", ".nan", "-1", "9" * 400, "{}", "[]", "id: ", "at: ", "kind: rain", "\\",
    "%", "\x00", "\ud800", "|", ">", "? ", "<<: ", "stock: {tv: 1}", "99999h", "{see}", "{label}",
]
# fmt: on


@given(st.data())
def test_a_show_with_any_damage_is_answered(data: st.DataObject) -> None:
    text = (SHOWS[0].parent / "616-tour.yaml").read_text(encoding="utf-8")
    for _ in range(data.draw(st.integers(1, 4))):
        begin = data.draw(st.integers(0, len(text)))
        end = min(len(text), begin + data.draw(st.integers(0, 60)))
        text = text[:begin] + data.draw(st.sampled_from(SNIPPETS)) + text[end:]
    assert_answered(parse(text))
