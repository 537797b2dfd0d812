from run_sheet import Text
from run_sheet.text import TEXT_CHARACTERS_MAX, TITLE_CHARACTERS_MAX
from tests.run_sheet.sheets import judge_segments, messages


def test_a_plain_string_stands_for_both_languages() -> None:
    assert Text.model_validate(" Hello ") == Text(zh="Hello", en="Hello")
    assert Text.model_validate({"zh": "你好", "en": "Hello"}).zh == "你好"


def test_both_languages_are_required_and_no_other() -> None:
    parsed = judge_segments("""
          - {id: a, kind: host, title: {zh: 开场}, length: 1m}
        #                              ^ GS102
          - {id: b, kind: host, title: {zh: 开场, en: Hello, world}, length: 1m}
        #                                                  ^ GS101
          - {id: c, kind: host, title: {zh: 开场, en: Hello, fr: Bonjour}, length: 1m}
        #                                                  ^ GS101
        """)
    assert "a comma inside { } goes in quotes" in messages(parsed)


def test_text_is_text() -> None:
    parsed = judge_segments("""
          - {id: a, kind: host, title: 616, length: 1m}
        #                              ^ GS103
          - {id: b, kind: host, title: [x], length: 1m}
        #                              ^ GS103
          - {id: c, kind: host, title: , length: 1m}
        #                              ^ GS103
          - {id: d, kind: host, title: " ", length: 1m}
        #                              ^ GS109
          - {id: e, kind: host, title: {zh: "", en: 5}, length: 1m}
        #                                   ^ GS109 ^ GS103
        """)
    assert 'put it in quotes: "616"' in messages(parsed)


def test_titles_are_one_short_line() -> None:
    long = "x" * (TITLE_CHARACTERS_MAX + 1)
    judge_segments(f"""
          - {{id: a, kind: host, length: 1m, title: {long}}}
        #                                          ^ GS109
          - {{id: b, kind: host, length: 1m, title: "a\\nb"}}
        #                                          ^ GS109
          - {{id: c, kind: host, length: 1m, title: x, notes: {long} }}
        """)


def test_text_has_a_limit() -> None:
    long = "x" * (TEXT_CHARACTERS_MAX + 1)
    judge_segments(f"""
          - {{id: a, kind: host, length: 1m, title: x, notes: {long} }}
        #                                                    ^ GS109
        """)
