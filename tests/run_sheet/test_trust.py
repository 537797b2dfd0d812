from pathlib import Path

from run_sheet import GUARANTEE_KINDS, parse
from tests.run_sheet.sheets import judge, messages

HEAD = """\
gala: 1
id: test
title: Test
start: 2021-06-15T20:21:00+08:00
outlets: [{id: app, title: App, delay: 0s}]
segments: [{id: a, kind: host, title: x, length: 1m}]
"""


def test_the_tour_has_a_guarantee_of_each_kind_and_for_whom() -> None:
    show = Path(__file__).parents[2] / "run_sheet" / "shows" / "616-tour.yaml"
    sheet = parse(show.read_bytes()).sheet
    assert sheet is not None
    assert {one.kind for one in sheet.guarantees or ()} == set(GUARANTEE_KINDS)
    assert [one.most_fen for one in sheet.guarantees or ()] == [19900, 1500, None, 500]
    assert [tier.guarantees for tier in sheet.tiers or ()] == [("next-time",)]
    assert (sheet.merchants or ())[0].opted_in[0].on == "2021-05-20"


def test_wrong_values_are_told_where_they_stand() -> None:
    parsed = judge(
        """
        guarantees:
          - {id: a, kind: refund, title: A, text: A, limit_fen: 1, claim_days: 1, quota: 1}
        #                 ^ GS112
          - {id: b, kind: 5, title: A, text: A, limit_fen: 1, claim_days: 1, quota: 1}
        #                 ^ GS112
          - {id: c, kind: refund_only, title: A, text: A, limit_fen: 0, claim_days: 1, quota: 1}
        #                                                            ^ GS104
          - {id: d, kind: fake_tenfold, title: A, text: A, times: 101, claim_days: 1, quota: 1}
        #                                                         ^ GS104
          - {id: e, kind: coupon, title: A, text: A, value_fen: 1.5, claim_days: 9999, quota: 1}
        #                                                       ^ GS103          ^ GS104
        merchants:
          - {id: m, title: M, opted_in: [{guarantee: c, on: 2021-02-30, by: Owner}]}
        #                                                   ^ GS107
        """,
        head=HEAD,
    )
    assert "did you mean `refund_only`?" in messages(parsed)
    assert "kinds are `refund_only`" in messages(parsed)
