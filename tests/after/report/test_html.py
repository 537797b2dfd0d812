"""One file that loads nothing and escapes everything."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from gala.after.account import Account, from_folder
from gala.after.reconcile import reconcile
from gala.after.report import sections
from gala.after.report.html import html
from run_sheet import Promise, Text

EVIL = "</td><script>alert(1)</script>\"'&{{ 7*7 }}"


class Tags(HTMLParser):
    """The tags and attributes of a page, and whether they are closed in order."""

    VOID = ("meta", "input", "link", "img", "br")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def account(drawn_record: Path) -> Account:
    return from_folder(drawn_record)


def page(account: Account) -> str:
    return html(account, sections(account), reconcile(account))


def test_it_is_whole_and_loads_nothing(account: Account) -> None:
    text = page(account)
    tags = Tags()
    tags.feed(text)
    assert tags.open == []
    names = {tag for tag, _ in tags.seen}
    assert not names & {"script", "link", "img", "iframe"}
    assert not any({"src", "href", "onclick"} & set(attrs) for _, attrs in tags.seen)
    assert not re.search(r"url\(|@import|https?://", text)
    assert "default-src 'none'" in text


def test_both_languages_are_in_it(account: Account) -> None:
    text = page(account)
    assert '<span lang="zh">承诺与兑现</span><span lang="en">Promised and delivered</span>' in text
    assert "figures, all equal to the fen and the unit" in text


def test_whatever_a_sheet_says_is_text(account: Account) -> None:
    promise = Promise(id="fair", waive=None, evidence=None, text=Text(zh=EVIL, en="Fair"))
    sheet = account.sheet.model_copy(update={"promises": (promise,)})
    text = page(replace(account, sheet=sheet))
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)" in text
    assert "{{ 7*7 }}" in text


def test_what_differs_stands_at_its_head(account: Account) -> None:
    bent = replace(account, torn="claims.jsonl line 3: odd")
    text = page(bent)
    assert 'data-equal="false"' in text
    assert "lines that cannot be read" in text
