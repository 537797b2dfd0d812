import pytest

from run_sheet import parse

from ..sheets import HEAD

SALE = """\
  - {id: ID, kind: seckill, title: TITLE, length: 4m, goods: lipstick, price_fen: 1, opens: 60s,
     open_for: 90s, stock: {app: 200, tv: 100}}
"""


def codes(segments: str, more: str = "") -> list[str]:
    return [each.code for each in parse(HEAD + segments + more).problems if each.waiver is None]


def sale(title: str, name: str = "sale") -> str:
    return SALE.replace("TITLE", f'"{title}"').replace("ID", name)


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("分享给三位好友解锁", "GS401"),
        ("Invite three friends", "GS401"),
        ("满 300 减 40", "GS402"),
        ("Spend 300 and save 40", "GS402"),
        ("签到 7 天", "GS403"),
        ("Collect all cards", "GS403"),
    ],
)
def test_words_that_ask_for_tricks(title: str, code: str) -> None:
    host = f"  - {{id: a, kind: host, title: {title}, length: 1m}}\n"
    assert codes(host) == [code]
    waive = "waive: [{rule: CODE, reason: Known, by: Director, on: 2021-06-01}]\n"
    assert codes(host, waive.replace("CODE", code)) == []
    assert codes(host, f"rules: {{{code}: off}}\n") == []


def test_a_promise_of_no_tricks_is_none() -> None:
    promise = "promises: [{id: p, text: {zh: 不凑单，不分享, en: No sharing}}]\n"
    assert codes("  - {id: a, kind: host, title: A, length: 1m}\n", promise) == []


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("限量 100 支", ["GS404"]),
        ("限量三百支", []),
        ("Only 100 pieces", ["GS404"]),
        ("Only 300 pieces", []),
        ("只开 30 秒", ["GS404"]),
        ("只开 90 秒", []),
        ("仅此一次", []),
    ],
)
def test_hurry_is_held_against_the_sheet(title: str, found: list[str]) -> None:
    assert codes(sale(title)) == found


def test_once_is_untrue_when_the_goods_are_sold_again() -> None:
    assert codes(sale("仅此一次", "one") + sale("再来", "two")) == ["GS404"]
    assert codes(sale("先来", "one") + sale("仅此一次", "two")) == []


DRAW = """\
  - {id: d, kind: draw, title: x, length: 10m, opens: 0s, open_for: 60s, who: WHO,
     prizes: [{id: p, title: P, count: 1, value_fen: 1}]}
"""


@pytest.mark.parametrize(
    ("who", "found"),
    [
        ("{bought: [sale]}", ["GS405"]),
        ("{watched: 10m, weights: [{bought: [sale], weight: 2}]}", ["GS405"]),
        ("{watched: 61m}", ["GS403"]),
        ("{watched: 60m}", []),
    ],
)
def test_a_draw_asks_for_no_purchase_and_no_long_watch(who: str, found: list[str]) -> None:
    assert codes(sale("x") + DRAW.replace("WHO", who)) == found


def test_it_points_at_what_is_asked() -> None:
    parsed = parse(HEAD + sale("x") + DRAW.replace("WHO", "{bought: [sale]}"))
    assert [each.path for each in parsed.problems] == ["segments[1].who.bought"]


def test_a_seckill_may_ask_for_an_earlier_purchase() -> None:
    later = sale("y", "later").replace("open_for: 90s,", "open_for: 90s, who: {bought: [sale]},")
    assert codes(sale("x") + later) == []
