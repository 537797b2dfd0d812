from pathlib import Path

from gala.after.account import from_folder
from gala.after.report import promises, sections
from gala.after.report.guarantees import quotas, section
from gala.after.report.html import html
from tests.after.guaranteed import COUPON_FEN, MET_FEN, guaranteed_night


def test_claims_by_merchant_and_goods(tmp_path: Path) -> None:
    (table,) = section(from_folder(guaranteed_night(tmp_path))).tables
    shop, pen = ("文具店", "The pen shop"), ("钢笔", "Fountain pen")
    assert [row[:2] for row in table.rows] == [(shop, pen)] * 4
    assert {row[2]: row[3:] for row in table.rows} == {
        ("仅退款", "Money back"): (1, 1, 0, 0, MET_FEN, MET_FEN, 0, 0),
        ("退货包邮", "Freight paid"): (1, 0, 1, 0, 0, 0, 0, 0),
        ("假一赔十", "Fake pays ten"): (1, 0, 0, 1, 0, 0, 0, 0),
        ("回头券", "Next time"): (0, 0, 0, 0, 0, 0, 1, COUPON_FEN),
    }


def test_what_was_promised_of_guarantees_and_what_was_used(tmp_path: Path) -> None:
    account = from_folder(guaranteed_night(tmp_path))
    assert {row[0][1]: row[1:] for row in quotas(account).rows if isinstance(row[0], tuple)} == {
        "Money back": (("分", "fen"), 700, MET_FEN, 700 - MET_FEN),
        "Freight paid": (("笔", "claims"), 1, 0, 1),
        "Fake pays ten": (("笔", "claims"), 3, 0, 3),
        "Next time": (("笔", "claims"), 1, 1, 0),
    }
    assert promises.section(account).tables[1] == quotas(account)


def test_the_page_has_them_in_both_languages(tmp_path: Path) -> None:
    account = from_folder(guaranteed_night(tmp_path))
    page = html(account, sections(account), [])
    for word in ("保障额度", "Guarantees and their quotas", "仅退款", "Money back", "文具店"):
        assert word in page
    assert 'data-table="guarantees"' in page


def test_a_night_that_guarantees_nothing_has_no_such_section(drawn_record: Path) -> None:
    account = from_folder(drawn_record)
    assert "Guarantees" not in [one.title[1] for one in sections(account)]
    assert quotas(account).rows == []
