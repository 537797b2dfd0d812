"""Goods in a sheet's text: comments and all other lines stay, or nothing is done."""

from pathlib import Path

import pytest

from gala.goods.splicing import SpliceError, spliced
from run_sheet import Good, RunSheet, parse
from run_sheet.compose import compose

HEAD = """\
# The sheet's own words.
gala: 1
id: small   # not to be changed
"""
GOODS = """
goods: # what is sold
  # the cheap one
  - {id: pen, title: 笔, price_fen: 900}
  - id: cup  # from the kiln
    title: {zh: 杯, en: Cup}
    price_fen: 1200

  # asked for twice
  - {id: bag, title: 包, price_fen: 5000}
"""
TAIL = """
# What is promised.
promises: []
segments: []
"""


def good(id: str, title: str, price_fen: int, en: str = "") -> Good:
    names = {"zh": title, "en": en or title}
    return Good.model_validate({"id": id, "title": names, "price_fen": price_fen})


PEN, CUP, BAG = good("pen", "笔", 900), good("cup", "杯", 1200, "Cup"), good("bag", "包", 5000)


def test_the_same_goods_change_no_byte() -> None:
    for text in (HEAD + GOODS + TAIL, HEAD + GOODS, (HEAD + GOODS + TAIL).replace("\n", "\r\n")):
        made = spliced(text, (PEN, CUP, BAG))
        assert made.text == text
        assert made.kept == ("pen", "cup", "bag")


def test_only_what_changed_is_written_again_and_its_comments_stay() -> None:
    made = spliced(HEAD + GOODS + TAIL, (good("hat", "帽", 1), good("cup", "杯", 1300, "Cup"), PEN))
    assert made.text == (
        HEAD
        + """
goods: # what is sold
  - id: hat
    title: 帽
    price_fen: 1
  # from the kiln
  - id: cup
    title: {zh: 杯, en: Cup}
    price_fen: 1300
  # the cheap one
  - {id: pen, title: 笔, price_fen: 900}
"""
        + TAIL
    )
    assert (made.added, made.changed, made.removed, made.kept) == (
        ("hat",),
        ("cup",),
        ("bag",),
        ("pen",),
    )


def test_a_sheet_without_goods_gets_them_before_its_promises() -> None:
    made = spliced(HEAD + TAIL, (PEN,))
    assert made.text == (
        HEAD
        + "\n"
        + "goods:\n  - id: pen\n    title: 笔\n    price_fen: 900\n\n"
        + TAIL.removeprefix("\n")
    )


def test_goods_in_brackets_are_written_out() -> None:
    text = HEAD + "goods: [{id: pen, title: 笔, price_fen: 1}]\nsegments: []\n"
    made = spliced(text, (PEN,)).text
    assert made == HEAD + "goods:\n  - id: pen\n    title: 笔\n    price_fen: 900\nsegments: []\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (HEAD + "goods: [ # here\n  {id: pen, title: 笔, price_fen: 1}]\n", "comments among them"),
        ("{gala: 1, goods: []}\n", "share a line"),
        ("gala: [\n", "no YAML mapping"),
        ("- a\n", "no YAML mapping"),
    ],
)
def test_what_cannot_be_done_safely_is_not_done(text: str, says: str) -> None:
    with pytest.raises(SpliceError, match=says):
        spliced(text, (PEN,))


def test_the_shows_take_any_goods_and_keep_everything_else() -> None:
    for path in (Path(__file__).parents[2] / "run_sheet" / "shows").glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        sheet = parse(text).sheet
        assert sheet is not None
        dearer = tuple(
            one.model_copy(update={"price_fen": one.price_fen + 1}) for one in sheet.goods
        )
        made = compose(spliced(text, dearer).text).data
        assert RunSheet.model_validate(made) == sheet.model_copy(update={"goods": dearer})
