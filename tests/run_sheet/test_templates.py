from textwrap import dedent

import pytest

from run_sheet import Parsed, Seckill, parse
from tests.run_sheet.sheets import HEAD, judge_segments, messages

QUICK = """\
templates:
  - {id: quick, kind: seckill, length: 4m, opens: 60s, open_for: 2m, price_fen: 1,
     goods: lipstick, by: first_come, stock: {app: 300, tv: 68}}
"""


def judge_with_quick(text: str) -> Parsed:
    """Judge marked segments that take from a template."""
    return judge_segments(dedent(text) + QUICK)


def test_a_segment_takes_what_it_does_not_say() -> None:
    parsed = judge_with_quick("""
          - {id: a, template: quick, title: First}
        # And one that says more.
          - {id: b, template: quick, title: Second, length: 5m, stock: {app: 400}}
        """)
    assert parsed.sheet is not None
    first, second = parsed.sheet.segments
    assert isinstance(first, Seckill)
    assert isinstance(second, Seckill)
    assert (first.id, first.length_ms, dict(first.stock)) == ("a", 240_000, {"app": 300, "tv": 68})
    assert (second.id, second.length_ms, dict(second.stock)) == ("b", 300_000, {"app": 400})


def test_a_mistake_in_a_template_is_told_once_where_it_is_written() -> None:
    parsed = judge_segments("""
          - {id: a, template: quick, title: First}
          - {id: b, template: quick, title: Second}
        templates:
          - {id: quick, kind: seckill, length: 4m, opens: 60s, open_for: 9m, price_fen: 1,
        #                                                                ^ GS203
             goods: lipstik, stock: {app: 300, web: 1}, by: first_come}
        #           ^ GS202                    ^ GS202
        """)
    assert "`goods entry" not in messages(parsed)


def test_what_a_segment_says_itself_is_told_there() -> None:
    parsed = judge_with_quick("""
          - {id: a, template: quick, title: First, goods: lipstik}
        #                                                 ^ GS202
          - {id: b, template: quick}
        #   ^ GS102
          - {id: c, template: quick, title: Third, lenght: 5m}
        #                                          ^ GS101
        """)
    assert "`title` is missing in `segments[1]`" in messages(parsed)


def test_a_key_that_the_kind_does_not_have_is_named_as_it_is_written() -> None:
    parsed = judge_segments("""
          - {id: a, template: talk, title: First}
        templates:
          - {id: talk, kind: host, length: 4m, opens: 60s}
        #                                      ^ GS101
        """)
    assert "no key `opens` in `templates[0]`" in messages(parsed)


def test_a_template_that_is_not_there_is_one_mistake() -> None:
    parsed = judge_with_quick("""
          - {id: a, template: quik}
        #                     ^ GS202
          - {id: b, template: 7}
        #                     ^ GS103
        """)
    assert "no template `quik` in this sheet (did you mean `quick`?)" in messages(parsed)


def test_a_misspelt_key_is_understood() -> None:
    parsed = judge_segments("""
          - {id: a, kind: host, title: First, length: 1m, tempalte: quick}
        #                                                 ^ GS101
        """)
    assert "did you mean `template`?" in messages(parsed)


def test_templates_do_not_build_on_each_other() -> None:
    judge_segments("""
          - {id: a, template: long, title: First}
          - {id: b, template: talk, title: Second}
        templates:
          - {id: talk, kind: host, length: 4m}
          - {id: long, template: talk, kind: host, length: 40m}
        #              ^ GS114
          - {id: talk, kind: break, length: 4m}
        #        ^ GS201
        """)


def test_a_template_that_nothing_needs_is_a_warning_that_may_be_set() -> None:
    text = """
          - {id: a, kind: host, title: First, length: 1m}
        templates:
          - {id: talk, kind: host}
        #        ^ GS263
        """
    assert judge_segments(text).sheet is not None
    judge_segments(text.replace("#        ^ GS263", "rules: {unused-template: off}"))


DEAR = """\
templates:
  - id: dear
    kind: seckill
    length: 4m
    opens: 60s
    open_for: 2m
    price_fen: 1
    goods: lipstick
    by: first_come
    stock: {app: 400}
"""
WAIVER = "{rule: no-discount, reason: A joke, by: The director, on: 2021-06-01}"


def codes(text: str) -> list[tuple[str, int, bool]]:
    """Each problem's code and line, and whether it is waived."""
    return [(each.code, each.line, each.waiver is not None) for each in parse(text).problems]


def test_a_waiver_of_a_template_is_unused_only_if_no_segment_needs_it() -> None:
    cheap = "  - {id: a, template: dear, title: First}\n"
    dear = "  - {id: b, template: dear, title: Second, price_fen: 19900}\n"
    waiving = f"{DEAR}    waive:\n      - {WAIVER}\n"
    assert codes(HEAD + cheap + dear + waiving) == [("GS211", 15, True)]
    line = (HEAD + cheap + waiving).count("\n")
    assert codes(HEAD + cheap + waiving) == [("GS261", line, False)]


def test_a_mistake_that_one_of_two_has_waived_is_told_for_the_other() -> None:
    segments = f"""\
  - {{id: a, template: dear, title: First, waive: [{WAIVER}]}}
  - {{id: b, template: dear, title: Second}}
  - {{id: c, template: dear, title: Third}}
"""
    sheet = HEAD + segments + DEAR.replace("price_fen: 1\n", "price_fen: 19900\n")
    line = sheet.split("\n").index("    price_fen: 19900") + 1
    assert codes(sheet) == [("GS211", line, True), ("GS211", line, False)]


def test_templates_do_not_grow_without_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("run_sheet.templates.VALUES_MAX", 40)
    uses = "".join(f"  - {{id: s{each}, template: dear, title: T}}\n" for each in range(6))
    found = codes(HEAD + uses + DEAR)
    assert [code for code, _, _ in found] == ["GS008", "GS008", "GS008"]
    assert [line for _, line, _ in found] == [17, 18, 19]
