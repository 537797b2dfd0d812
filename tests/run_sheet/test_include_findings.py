"""What can be wrong with an include, each where it is written."""

from run_sheet import parse
from run_sheet.include_findings import too_many, too_much
from run_sheet.problem import PROBLEMS_MAX
from run_sheet.said import Said
from tests.run_sheet.sheets import HEAD, judge_segments, messages

OPENING = "  - {id: opening, kind: host, title: Hi, length: 9m}\n"


def test_a_file_is_included_once() -> None:
    parsed = judge_segments(
        """
          - include: a.yaml
          - include: a.yaml
        #            ^ GS019
        include: [a.yaml, b.yaml, a.yaml]
        #                         ^ GS019
        """,
        {"a.yaml": f"segments:\n{OPENING}", "b.yaml": "goods: []\n"},
    )
    assert "there is `repeat`" in messages(parsed)


def test_a_file_includes_no_other() -> None:
    judge_segments(
        """
          - include: a.yaml
        """,
        {
            "a.yaml": """
                include: [b.yaml]
                #< GS019
                segments:
                  - include: b.yaml
                #   ^ GS019
                  - repeat: 2
                #   ^ GS019
                    segments: [{include: b.yaml}]
                """,
            "b.yaml": "goods: []\n",
        },
    )


def test_segments_need_a_place_and_a_place_needs_segments() -> None:
    parsed = judge_segments(
        """
          - include: b.yaml
        #            ^ GS019
          - {id: opening, kind: host, title: Hi, length: 9m}
        include: [a.yaml]
        """,
        {"a.yaml": f"segments:\n#< GS019\n{OPENING}", "b.yaml": "goods: []\n"},
    )
    assert "write an entry `- include: a.yaml`" in messages(parsed)


def test_a_whole_sheet_is_not_included() -> None:
    parsed = judge_segments(
        """
          - include: b.yaml
        #            ^ GS019
          - {id: opening, kind: host, title: Hi, length: 9m}
        """,
        {"b.yaml": f"gala: 1\nid: other\nsegments:\n{OPENING}"},
    )
    assert "`b.yaml` is a whole run sheet itself" in messages(parsed)


def test_a_file_has_lists_and_nothing_else() -> None:
    parsed = judge_segments(
        """
          - {id: opening, kind: host, title: Hi, length: 9m}
        include: [a.yaml]
        """,
        {"a.yaml": "title: Evening\n#< GS101\ngoods: {id: pen}\n#      ^ GS103\n"},
    )
    assert "an included file has no key `title`" in messages(parsed)


def test_an_entry_says_only_which_file() -> None:
    judge_segments(
        """
          - {include: a.yaml, title: Opening}
        #                     ^ GS101
          - {include: [a.yaml]}
        #             ^ GS019
          - {id: opening, kind: host, title: Hi, length: 9m}
        """,
        {"a.yaml": f"segments:\n{OPENING}"},
    )


def test_a_rooms_segments_come_with_the_room() -> None:
    judge_segments(
        """
          - include: a.yaml
        include: [b.yaml]
        """,
        {
            "a.yaml": f"segments:\n{OPENING}",
            "b.yaml": """
                rooms:
                  - id: kitchen
                    title: Kitchen
                    host: Cook
                    capacity: 10
                    segments:
                      - include: a.yaml
                #                ^ GS019
                      - repeat: 2
                        segments: [{include: a.yaml}]
                #                            ^ GS019
                """,
        },
    )


def test_both_languages_say_how_much_is_too_much() -> None:
    assert "50" in too_many(50, ()).message.zh
    assert too_much(400_000, ()).message == Said(
        "引用的文件一共有超过 400,000 个值", "what is included has more than 400,000 values"
    )


def test_no_more_is_told_than_anyone_can_read() -> None:
    parsed = parse(HEAD + "  - {include: 1}\n" * 2_000 + "  - {repeat: 0}\n" * 2_000)
    assert len(parsed.problems) == PROBLEMS_MAX + 1
    assert {each.code for each in parsed.problems} == {"GS019", "GS017"}
