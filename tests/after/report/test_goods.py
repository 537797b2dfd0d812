"""What the report says of goods: what their price rested on, and who had signed them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from gala.after.account import Account, from_folder
from gala.after.reconcile import reconcile
from gala.after.report.goods import section
from gala.after.report.html import html
from tests.audited import SHEET, sheet_of, signed
from tests.core.test_shelf import with_history


@pytest.fixture(scope="module")
def account(drawn_record: Path) -> Account:
    return from_folder(drawn_record)


def of(account: Account, text: str, *goods: str) -> Account:
    """The account as if the night had been that of another sheet, with these goods signed."""
    sheet = sheet_of(text)
    audits = signed(sheet, "quality", *goods) if sheet.auditors else ()
    return replace(account, sheet=sheet, show=replace(account.show, audits=audits))


def test_every_window_has_its_goods_basis_and_signatures(account: Account) -> None:
    (table,) = section(of(account, SHEET, "pen")).tables
    sale, cups, _ = table.rows
    assert sale[:4] == (("Pens", "Pens"), ("笔", "Pen"), 900, 1)
    assert sale[4:] == (
        (
            "价格依据：Lowest of 30 days；流程单没有写它以前卖多少。",
            "Price basis: Lowest of 30 days; The run sheet does not say what it cost before.",
        ),
        ("Quality 2021-06-10", "Quality 2021-06-10"),
    )
    assert cups[5] == ("没有审核人签字", "no auditor has signed it")


def test_a_show_without_auditors_leaves_it_open(account: Account) -> None:
    plain = SHEET.partition("auditors:")[0] + "segments:" + SHEET.partition("segments:")[2]
    (table,) = section(of(account, plain)).tables
    assert [row[5] for row in table.rows] == [("", "")] * 3


def test_a_history_is_drawn_once_by_goods_and_stands_in_the_page(account: Account) -> None:
    night = of(account, with_history("true"))
    made = section(night)
    (cup,) = made.pictures
    assert cup.title == ("Cup", "Cup")
    page = html(night, [made], reconcile(account))
    assert page.count('<svg class="prices"') == 1
    assert "<figcaption>Cup</figcaption>" in page.replace("\n", "")
    evil = of(account, with_history("true").replace("title: Cup,", "title: '<b>\"Cup',"))
    assert "<b>" not in html(evil, [section(evil)], reconcile(account)).partition("<main>")[2]
