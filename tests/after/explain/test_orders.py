from pathlib import Path

from gala.after.account import from_folder
from gala.after.explain.lang import Lang
from gala.after.explain.orders import order_lines
from gala.after.explain.story import story
from tests.after.paid import paid_night


def test_each_change_of_an_order_is_told(tmp_path: Path) -> None:
    account = from_folder(paid_night(tmp_path))
    first, second = (one.viewer for one in account.winners("sale")[:2])
    paid = [line.text[1] for line in order_lines(account, first)]
    assert paid[0].startswith("unit 1 of Pen is held for you, to be paid for before ")
    assert paid[1] == "unit 1 of Pen was paid for"
    released = [line.text[0] for line in order_lines(account, second)]
    assert released[-1] == "Pen 第 2 件没有按时付款，已放回"
    assert "was paid for" in story(account, first, Lang.EN)


def test_nothing_to_pay_for_is_nothing_to_tell(drawn_record: Path) -> None:
    account = from_folder(drawn_record)
    assert list(order_lines(account, account.winners("sale")[0].viewer)) == []
