from run_sheet import digest, parse

from .sheets import judge, messages

HEAD = """\
gala: 1
id: test
title: Test
start: 2021-06-15T20:21:00+08:00
outlets:
  - {id: app, title: App, delay: 0s}
segments:
  - {id: a, kind: host, title: A, length: 1m}
"""


def test_a_price_has_days_fen_and_whether_it_was_sold() -> None:
    parsed = judge("""
    goods:
      - id: cup
        title: Cup
        price_fen: 100
        prices:
          - {from: 2021-05-01, to: 2021-05-31, fen: 100, sold: true}
          - {from: 2021-06-01, fen: 90, sold: false}
    """, head=HEAD)  # fmt: skip
    assert parsed.sheet is not None
    first, second = parsed.sheet.goods[0].prices or ()
    assert (first.from_day, first.to_day, first.fen, first.sold) == (
        "2021-05-01",
        "2021-05-31",
        100,
        True,
    )
    assert second.to_day is None


def test_what_is_no_price_is_told() -> None:
    parsed = judge("""
    goods:
      - id: cup
        title: Cup
        price_fen: 100
        prices:
          - {from: 2021-02-30, fen: 100, sold: true}
    #              ^ GS107
          - {from: 2021-05-01, fen: 1.5, sold: yes}
    #                               ^ GS103
    #                                          ^ GS103
          - {fen: 100, till: 2021-05-01}
    #       ^ GS102
    #       ^ GS102
    #                  ^ GS101
      - {id: bag, title: Bag, price_fen: 100, prices: []}
    #                                                 ^ GS111
    """, head=HEAD)  # fmt: skip
    assert "write `sold: true` where somebody has paid that price" in messages(parsed)


def test_price_rules_are_those_that_there_are() -> None:
    parsed = judge("""
    price_rules: [cn, us, 7]
    #                 ^ GS202
    #                     ^ GS202
    """, head=HEAD)  # fmt: skip
    assert "there are `cn`, `eu`" in messages(parsed)


def test_a_history_is_part_of_what_people_approve() -> None:
    goods = (
        "goods: [{id: cup, title: Cup, price_fen: 5, prices: [{from: 2021-05-01, fen: 5, SOLD}]}]\n"
    )
    sold, unsold, none = (
        parse(HEAD + text).sheet
        for text in (
            goods.replace("SOLD", "sold: true"),
            goods.replace("SOLD", "sold: false"),
            "goods: [{id: cup, title: Cup, price_fen: 5}]\n",
        )
    )
    assert sold
    assert unsold
    assert none
    assert len({digest(sold), digest(unsold), digest(none)}) == 3
