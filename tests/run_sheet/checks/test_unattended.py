"""Two approvers with a key each, and a breaker that neither comes too late nor always."""

from run_sheet import Parsed
from tests.run_sheet.sheets import HEAD, judge, messages

KEY, OTHER = "ab" * 32, "cd" * 32
WHOLE = HEAD + "  - {id: a, kind: host, title: A, length: 1m}\n"
RAIN = (
    HEAD
    + """\
  - {id: rain, kind: rain, title: Rain, length: 4m, opens: 10s, open_for: 20s, pool_fen: 1000,
     packets: 8, min_fen: 10, max_fen: 500}
  - {id: sale, kind: seckill, title: Sale, length: 1m, goods: lipstick, price_fen: 19000,
     opens: 10s, open_for: 20s, stock: {app: 2, tv: 1}}
"""
)


def judged(text: str, head: str = WHOLE) -> Parsed:
    return judge(text.replace("KEY", KEY).replace("OTHER", OTHER), head=head)


TWO = """\
  approvers:
    - {id: producer, title: Producer, key: KEY}
    - {id: finance, title: Finance, key: OTHER}
  call: {whom: The producer on duty}
"""


def test_two_people_and_a_breaker_that_holds_are_all_right() -> None:
    parsed = judged(f"unattended:\n{TWO}  breaker: {{spend_fen: 1000}}\n")
    assert parsed.sheet is not None
    assert parsed.sheet.unattended is not None
    assert [one.id for one in parsed.sheet.unattended.approvers] == ["producer", "finance"]


def test_one_approver_is_too_few_and_no_setting_helps() -> None:
    parsed = judged("""
        unattended:
          approvers: [{id: producer, title: Producer, key: KEY}]
        # ^ GS642
          call: {whom: The producer on duty}
          breaker: {spend_fen: 1000}
        """)
    assert "only `producer` may approve" in messages(parsed)
    assert parsed.sheet is None


def test_one_key_in_two_names_is_one_person() -> None:
    parsed = judged("""
        unattended:
          approvers:
            - {id: producer, title: Producer, key: KEY}
            - {id: finance, title: Finance, key: KEY}
        #                                        ^ GS643
          call: {whom: The producer on duty}
          breaker: {spend_fen: 1000}
        """)
    assert "`finance` has the key of `producer`" in messages(parsed)


def test_an_id_stands_once() -> None:
    judged("""
        unattended:
          approvers:
            - {id: producer, title: Producer, key: KEY}
            - {id: producer, title: Finance, key: OTHER}
        #          ^ GS201
          call: {whom: The producer on duty}
          breaker: {spend_fen: 1000}
        """)


def test_a_breaker_above_the_budget_is_an_error_that_may_be_waived() -> None:
    text = f"""budget: {{total_fen: 999}}
unattended:
{TWO}  breaker: {{spend_fen: 1000}}
#                      ^ GS644
"""
    assert "1000 fen go, but 999 fen" in messages(judged(text))
    waived = "waive: [{rule: GS644, reason: Gift, by: Owner, on: 2021-06-01}]\n"
    assert judged(text + waived).sheet is not None
    judged(text.replace("999", "1000").replace("#                      ^ GS644\n", ""))


def test_a_segment_that_alone_can_give_more_is_told_once() -> None:
    told = f"unattended:\n{TWO}  breaker: {{spend_fen: 999}}\n#                      ^ GS645\n"
    parsed = judged(told, RAIN)
    assert "`rain` on line" in messages(parsed)
    assert "1000 fen, more than 999" in messages(parsed)
    sold = judged(told.replace("999", "1000"), RAIN)
    assert "`sale` on line" in messages(sold)
    assert "2700 fen, more than 1000" in messages(sold)
    judged(f"unattended:\n{TWO}  breaker: {{spend_fen: 2700}}\n", RAIN)


def test_it_may_be_set_off() -> None:
    judged(
        f"unattended:\n{TWO}  breaker: {{spend_fen: 9}}\nrules: {{breaker-always-holds: off}}\n",
        RAIN,
    )
