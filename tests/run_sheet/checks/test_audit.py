from run_sheet import Parsed
from tests.run_sheet.sheets import HEAD, judge, messages

KEY, OTHER = "ab" * 32, "cd" * 32
WHOLE = HEAD + "  - {id: a, kind: host, title: A, length: 1m}\n"


def judged(text: str) -> Parsed:
    return judge(text.replace("KEY", KEY).replace("OTHER", OTHER), head=WHOLE)


def test_a_key_of_two_auditors_is_told() -> None:
    parsed = judged("""
        auditors:
          - {id: quality, title: Quality, key: KEY}
          - {id: law, title: Law, key: OTHER}
          - {id: other, title: Other, key: KEY}
        #                                  ^ GS641
        """)
    assert parsed.sheet is not None
    assert "`other` has the key of `quality`" in messages(parsed)
    assert "同一把钥匙" in parsed.problems[0].zh[0]


def test_it_may_be_set_off() -> None:
    judged("""
        auditors:
          - {id: a, title: A, key: KEY}
          - {id: b, title: B, key: KEY}
        rules: {shared-key: off}
        """)


def test_it_may_be_waived_for_the_sheet() -> None:
    parsed = judged("""
        auditors:
          - {id: a, title: A, key: KEY}
          - {id: b, title: B, key: KEY}
        #                          ^ GS641
        waive:
          - {rule: GS641, reason: One office, by: The office, on: 2021-06-01}
        """)
    assert parsed.problems[0].waiver is not None
