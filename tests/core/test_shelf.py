"""What may be known of goods on sale: their prices before, what a law compares with, who signed."""

from gala.core.shelf import Shelf, shelves
from tests.audited import SHEET, sheet_of, signed

HISTORY = (
    "{id: cup, title: Cup, price_fen: 500, prices: ["
    "{from: 2021-04-01, to: 2021-05-10, fen: 450, sold: true}, "
    "{from: 2021-05-11, fen: 500, sold: SOLD}]}"
)
BOTH = "price_rules: [cn, eu]\nrules: {GS301: off, GS302: off}\n"


def shelf(window: str, text: str = SHEET, *goods: str) -> Shelf:
    sheet = sheet_of(text)
    audits = signed(sheet, "quality", *goods) if sheet.auditors else ()
    return next(one for one in shelves(sheet, audits) if one.window.id == window)


def with_history(sold: str) -> str:
    return BOTH + SHEET.replace(
        "{id: cup, title: Cup, price_fen: 500}", HISTORY.replace("SOLD", sold)
    )


def test_every_window_has_its_goods_and_who_signed_them() -> None:
    found = shelves(sheet_of(), signed(sheet_of(), "law", "pen"))
    assert [(one.window.id, one.good.id) for one in found] == [
        *(("sale", "pen"), ("cups", "cup"), ("again", "pen")),
    ]
    sale, cups, again = found
    assert [(one.audit.auditor, one.title.en) for one in sale.signed] == [("law", "Law")]
    assert sale.signed == again.signed
    assert (cups.asked, cups.signed) == (True, ())
    assert '"id":"pen"' in sale.text


def test_a_signature_over_other_goods_is_none() -> None:
    sheet = sheet_of(SHEET.replace("price_fen: 9,", "price_fen: 8,"))
    cups = shelves(sheet, signed(sheet_of()))[1]
    assert cups.signed == ()


def test_a_show_without_auditors_asks_nobody() -> None:
    plain = SHEET.partition("auditors:")[0] + "segments:" + SHEET.partition("segments:")[2]
    assert (shelf("sale", plain).asked, shelf("sale", plain).signed) == (False, ())


def test_each_law_compares_with_a_price_of_its_own() -> None:
    cup = shelf("cups", with_history("true"))
    assert cup.chart is not None
    assert [one.fen for one in cup.chart.spans] == [450, 500]
    assert (cup.chart.compared_fen, cup.chart.cut_fen) == (500, 9)
    assert [(one.rule.id, one.fen, one.before) for one in cup.bases] == [
        *(("cn", 500, False), ("eu", 500, False)),
    ]
    assert (shelf("sale", with_history("true")).chart, shelf("sale").bases) == (None, ())


def test_what_nobody_paid_falls_back_on_what_was_paid_before() -> None:
    cn, eu = shelf("cups", with_history("false")).bases
    assert (cn.fen, cn.before) == (450, True)
    assert (eu.fen, eu.before) == (500, False)
