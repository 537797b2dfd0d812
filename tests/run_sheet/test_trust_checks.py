from run_sheet.trust_checks import TrustDraft, trust_findings
from tests.run_sheet.sheets import judge, messages
from tests.run_sheet.test_trust import HEAD

GUARANTEES = """\
guarantees:
  - {id: refund, kind: refund_only, title: A, text: A, limit_fen: 10, claim_days: 1, quota: 1}
  - {id: ten, kind: fake_tenfold, title: A, text: A, times: 10, claim_days: 1, quota: 1}
"""
MERCHANT = """\
merchants:
  - {id: shop, title: S, opted_in: [{guarantee: refund, on: 2021-06-15, by: Owner}]}
"""


def test_what_fits_has_no_findings() -> None:
    judge(
        """
        goods:
          - {id: pen, title: P, price_fen: 1, merchant: shop, guarantees: [refund]}
        tiers:
          - {id: gold, title: G, guarantees: [refund, ten]}
        """,
        head=HEAD + GUARANTEES + MERCHANT,
    )
    assert list(trust_findings(TrustDraft())) == []


def test_ids_are_declared_and_unique() -> None:
    parsed = judge(
        """
        goods:
          - {id: pen, title: P, price_fen: 1, merchant: shp, guarantees: [refnd]}
        #                                               ^ GS202           ^ GS202
        tiers:
          - {id: gold, title: G, guarantees: [tenn]}
        #                                     ^ GS202
          - {id: gold, title: G, guarantees: []}
        #        ^ GS201
        merchants:
          - {id: shop, title: S, opted_in: [{guarantee: other, on: 2021-06-01, by: Owner}]}
        #                                               ^ GS202
          - {id: shop, title: S}
        #        ^ GS201
        """,
        head=HEAD + GUARANTEES,
    )
    assert "did you mean `shop`?" in messages(parsed)


def test_a_merchant_must_stand_for_what_its_goods_promise() -> None:
    parsed = judge(
        """
        goods:
          - {id: pen, title: P, price_fen: 1, merchant: shop, guarantees: [refund, ten]}
        #                                                                          ^ GS214
          - {id: ink, title: I, price_fen: 1, guarantees: [refund]}
        #                                                  ^ GS214
          - {id: pad, title: I, price_fen: 1, merchant: shop, guarantees: [refund, refund]}
        #                                                                          ^ GS215
        """,
        head=HEAD + GUARANTEES + MERCHANT,
    )
    assert "has not opted in to `ten`" in messages(parsed)
    assert "no merchant stands for it" in messages(parsed)


def test_the_merchants_word_comes_before_the_show() -> None:
    judge(
        """
        merchants:
          - {id: shop, title: S, opted_in: [{guarantee: ten, on: 2021-06-16, by: Owner}]}
        #                                                        ^ GS214
        """,
        head=HEAD + GUARANTEES,
    )


def test_each_kind_has_its_terms_and_no_others() -> None:
    parsed = judge(
        """
        guarantees:
          - {id: a, kind: coupon, title: A, text: A, claim_days: 1, quota: 1}
        #                 ^ GS215
          - {id: b, kind: refund_only, title: A, text: A, times: 2, claim_days: 1, quota: 1}
        #                 ^ GS215                         ^ GS215
          - {id: c, kind: fake_tenfold, title: A, text: A, times: 2, limit_fen: 5, claim_days: 1,
             quota: 1}
        """,
        head=HEAD,
    )
    assert "a guarantee of kind `coupon` needs `value_fen`" in messages(parsed)


def test_no_promise_is_without_an_end() -> None:
    parsed = judge(
        """
        guarantees:
          - {id: a, kind: coupon, title: A, text: A, value_fen: 5, claim_days: 1}
        #   ^ GS216
          - {id: b, kind: coupon, title: A, text: A, value_fen: 5, claim_days: 1, quota: 1, quota_fen: 9}
        #                                                                         ^ GS216
          - {id: c, kind: coupon, title: A, text: A, value_fen: 5, claim_days: 1, quota_fen: 4}
        #                                                                                    ^ GS216
        """,  # noqa: E501
        head=HEAD,
    )
    assert "one claim may be worth 5 fen, all together only 4" in messages(parsed)


def test_a_broken_entry_is_still_declared() -> None:
    judge(
        """
        guarantees:
          - {id: refund, kind: refund_only, title: A, text: A, limit_fen: x, claim_days: 1, quota: 1}
        #                                                                 ^ GS103
        merchants:
          - {id: shop, title: S, opted_in: [{guarantee: refund, on: 2021-06-15, by: Owner}]}
        goods:
          - {id: pen, title: P, price_fen: 1, merchant: shop, guarantees: [refund]}
        """,  # noqa: E501
        head=HEAD,
    )
