from gala.core.trust.claims import Quota
from tests.core.trust.cards import DAY_MS, card


def test_the_card_is_by_window_and_only_of_what_is_guaranteed() -> None:
    book = card()
    assert list(book.windows) == ["pens"]
    pens = book.windows["pens"]
    assert (pens.goods, pens.merchant, pens.merchant_title) == (
        "pen",
        "shop",
        ("文具店", "The pen shop"),
    )
    assert [one.id for one in pens.offers] == ["refund", "freight", "tenfold", "again"]
    assert pens.words == (("2021-06-01", ("店长", "Owner")),) * 4, "who gave the merchant's word"
    assert book.tiers == {"gold": ("金卡", "Gold")}
    assert book.offer("pens", "nothing") is None
    assert book.offer("inks", "refund") is None
    assert card() == book


def test_what_a_claim_may_be_worth_comes_from_what_was_paid() -> None:
    offers = card().offers
    assert [offers["refund"].ceiling_fen(paid) for paid in (0, 400, 9900)] == [0, 400, 500]
    assert offers["freight"].ceiling_fen(1) == 1200
    assert offers["tenfold"].ceiling_fen(400) == 4000
    assert offers["again"].ceiling_fen(400) == 500


def test_quotas_days_and_tiers() -> None:
    offers = card().offers
    assert offers["refund"].quota == Quota("fen", 700)
    assert offers["freight"].quota == Quota("claims", 1)
    assert offers["freight"].until_ms(5) == 5 + 7 * DAY_MS
    assert offers["refund"].is_for("")
    assert offers["again"].is_for("gold")
    assert not offers["again"].is_for("")
    assert not offers["again"].is_for("silver")
