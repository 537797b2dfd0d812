from run_sheet import Auditor, parse
from run_sheet.auditors import AUDITORS_MAX
from tests.run_sheet.sheets import HEAD, judge, messages

KEY = "ab" * 32
WHOLE = HEAD + "  - {id: a, kind: host, title: A, length: 1m}\n"


def test_an_auditor_has_an_id_a_title_and_a_key() -> None:
    parsed = judge(f"auditors: [{{id: quality, title: Quality, key: {KEY}}}]\n", head=WHOLE)
    assert parsed.sheet is not None
    (auditor,) = parsed.sheet.auditors or ()
    assert isinstance(auditor, Auditor)
    assert (auditor.id, auditor.title.zh, auditor.key) == ("quality", "Quality", KEY)


def test_a_key_that_is_none_is_refused_in_both_languages() -> None:
    for key in (KEY[:-1], KEY + "0", KEY.upper(), "7", "[]", f"'{KEY[:-1]}g'"):
        parsed = parse(f"{WHOLE}auditors: [{{id: quality, title: Quality, key: {key}}}]\n")
        (problem,) = parsed.problems
        assert (problem.code, problem.path) == ("GS120", "auditors[0].key"), parsed.report()
        assert "gala audit key" in problem.hint
        assert "公钥" in problem.zh[0]
        assert "{" not in problem.message + problem.zh[0]


def test_a_key_is_missing_and_another_is_too_many() -> None:
    judge(
        """
        auditors:
          - {id: quality, title: Quality, secret: x}
        #   ^ GS102
        #                                 ^ GS101
        """,
        head=WHOLE,
    )


def test_a_list_of_auditors_has_at_least_one_and_not_too_many() -> None:
    judge("auditors: []\n#         ^ GS111\n", head=WHOLE)
    many = "\n".join(
        f"  - {{id: a{number}, title: A, key: '{number:064}'}}"
        for number in range(AUDITORS_MAX + 1)
    )
    parsed = parse(f"{WHOLE}auditors:\n{many}\n")
    assert [each.code for each in parsed.errors] == ["GS111"]


def test_an_id_stands_once() -> None:
    parsed = judge(
        f"""
        auditors:
          - {{id: quality, title: Quality, key: {KEY}}}
          - {{id: quality, title: Law, key: {"cd" * 32}}}
        #        ^ GS201
        """,
        head=WHOLE,
    )
    assert "auditor" in messages(parsed)
