import pytest

from run_sheet import parse
from run_sheet.includes import included_names, is_inclusion
from run_sheet.said import Said
from tests.run_sheet.sheets import HEAD, judge_segments, messages

FILES = {
    "goods.yaml": """\
goods:
  - {id: comb, title: Comb, price_fen: 4900, note: Counter price}
templates:
  - {id: sale, kind: seckill, length: 4m, opens: 60s, open_for: 2m, price_fen: 1,
     by: first_come, stock: {app: 300}}
  - {id: spare, kind: host}
""",
    "parts/talk.yaml": """\
segments:
  - {id: talk, kind: host, title: Talk <n>, length: 5m}
  - {id: comb-sale, template: sale, title: Combs, goods: comb}
promises: [{id: kept, text: Kept}]
""",
}
SEGMENTS = """\
  - {id: opening, kind: host, title: Hi, length: 9m}
  - include: parts/talk.yaml
  - {id: last-sale, template: sale, title: The last, goods: comb, length: 10m}
include: [goods.yaml]
"""


def test_files_bring_lists_and_segments() -> None:
    parsed = parse(HEAD + SEGMENTS, files=FILES)
    assert parsed.report() == ""
    assert parsed.sheet is not None
    assert [each.id for each in parsed.sheet.segments] == [
        "opening", "talk", "comb-sale", "last-sale",
    ]  # fmt: skip
    assert [each.id for each in parsed.sheet.goods] == ["lipstick", "comb"]
    assert [each.id for each in parsed.sheet.promises] == ["kept"]


def test_a_loop_may_hold_the_segments_of_a_file() -> None:
    text = SEGMENTS.replace(
        "  - include: parts/talk.yaml\n",
        "  - repeat: 2\n    segments:\n      - include: parts/talk.yaml\n",
    )
    parsed = parse(HEAD + text, files=FILES)
    assert parsed.report() == ""
    assert parsed.sheet is not None
    assert [each.id for each in parsed.sheet.segments] == [
        "opening", "talk-1", "comb-sale-1", "talk-2", "comb-sale-2", "last-sale",
    ]  # fmt: skip


def test_a_loop_whose_file_is_missing_is_one_mistake() -> None:
    parsed = judge_segments("""
          - {id: a, kind: host, title: T, length: 1m}
          - repeat: 2
            segments:
              - include: none.yaml
        #                ^ GS018
        """)
    assert "there is no such file" in messages(parsed)


def test_the_text_has_all_of_it() -> None:
    parsed = parse(HEAD + SEGMENTS, files=FILES)
    alone = parse(parsed.text)
    assert alone.sheet == parsed.sheet
    assert not any(word in parsed.text for word in ("include", "template"))
    assert parse(HEAD + "  - {id: a, kind: break, title: T, length: 1m}").text.startswith(HEAD)


def test_mistakes_are_told_in_the_file_that_has_them() -> None:
    parsed = judge_segments(
        """
          - {id: opening, kind: host, title: Hi, length: 9m}
          - include: talk.yaml
          - {id: talk, kind: host, title: Hi, length: 9m}
        #        ^ GS201
          - {id: sale, kind: seckill, title: Combs, length: 4m, opens: 60s, open_for: 2m,
             price_fen: 1, goods: comb, stock: {app: 30}, by: first_come}
        include: [goods.yaml]
        """,
        {
            "goods.yaml": """
                # Of the red counter.
                goods:
                  - {id: comb, title: Comb, price_fen: 4900, note: Counter price, merchant: red}
                #                                                                           ^ GS202
                  - {id: lipstick, title: Comb, price_fen: 1}
                #        ^ GS201
                """,
            "talk.yaml": """
                segments:
                  - {id: talk, kind: visit, title: Talk, length: 5m, room: beuty}
                #                                                          ^ GS202
                """,
        },
    )
    assert "taken by the segment on line 2 of talk.yaml" in messages(parsed)
    assert "taken by the goods entry on line 12 of the sheet" in messages(parsed)


def test_syntax_is_told_in_the_file_too() -> None:
    judge_segments(
        """
          - {id: opening, kind: visit, title: Hi, length: 9m, room: kitchen}
        include: [rooms.yaml, goods.yaml]
        """,
        {
            "rooms.yaml": """
                rooms:
                  - {id: kitchen
                capacity: 5
                #       ^ GS005
                """,
            "goods.yaml": "\tgoods: []\n#< GS015\n",
        },
    )


def test_what_is_missing_is_told_once_and_nothing_else_of_it() -> None:
    parsed = parse(
        HEAD + SEGMENTS, files={"goods.yaml": Said("这是文件夹", "it is a folder")}, name="a/b.yaml"
    )
    assert [(each.code, each.line) for each in parsed.problems] == [("GS018", 15), ("GS018", 17)]
    assert "cannot be read: it is a folder" in messages(parsed)
    assert parsed.report().startswith("a/b.yaml:15:")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"goods: []\n\xff", "GS002"),
        ("", "GS004"),
        ("goods", "GS014"),
        ("- a\n", "GS014"),
        ("&a goods: []\n", "GS010"),
        ("&a {goods: []}\n", "GS011"),
        ("goods: []\n---\n", "GS006"),
        (HEAD, "GS019"),
    ],
)
def test_a_file_that_is_no_good(content: bytes | str, code: str) -> None:
    parsed = parse(
        HEAD + "  - {id: a, kind: break, title: T, length: 1m}\ninclude: [x.yaml]\n",
        files={"x.yaml": content},
    )
    assert [each.code for each in parsed.problems] == [code]


def test_values_of_all_files_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("run_sheet.includes.VALUES_MAX", 20)
    parsed = parse(HEAD + SEGMENTS, files=FILES)
    assert {each.code for each in parsed.problems} == {"GS008"}
    assert "more than 20 values" in messages(parsed)


def test_the_names_are_known_before_the_files_are_read() -> None:
    names = ["goods.yaml", "parts/talk.yaml"]
    assert list(included_names(HEAD + SEGMENTS)) == names
    assert list(included_names((HEAD + SEGMENTS).encode())) == names
    looped = "  - repeat: 2\n    segments: [{include: a.yaml}, {include: ../b.yaml}, {id: c}]\n"
    assert included_names(HEAD + looped) == ("a.yaml",)
    for nothing in ("", "include: 5", "include: [5, /a.yaml]", "include: [", b"\xff include"):
        assert included_names(nothing) == ()


def test_an_entry_that_includes_is_no_segment() -> None:
    assert is_inclusion({"include": "a.yaml"})
    assert not is_inclusion({"repeat": 2, "include": "a.yaml"})
    assert not is_inclusion("include")
