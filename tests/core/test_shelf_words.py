from gala.core.shelf_words import rests_on
from tests.audited import SHEET
from tests.core.test_shelf import shelf, with_history


def said(window: str, text: str = SHEET) -> list[str]:
    told = list(rests_on(shelf(window, text)))
    assert all(not one.zh.isascii() for one in told)
    return [one.en for one in told]


def test_the_note_and_that_there_is_no_history() -> None:
    assert said("sale") == [
        "Price basis: Lowest of 30 days",
        "The run sheet does not say what it cost before.",
    ]


def test_what_each_law_compares_with() -> None:
    assert said("cups", with_history("true")) == [
        "China: the lowest paid in the 7 days before is ¥5.00",
        "EU: the lowest asked in the 30 days before is ¥5.00",
    ]
    assert said("cups", with_history("false")) == [
        "China: nothing paid in the 7 days before, the last before them ¥4.50",
        "EU: the lowest asked in the 30 days before is ¥5.00",
    ]


def test_a_law_that_finds_no_price_says_so() -> None:
    never = with_history("false").replace("fen: 450, sold: true", "fen: 450, sold: false")
    assert said("cups", never)[0] == "China: no price paid in the 7 days before"
