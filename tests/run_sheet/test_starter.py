import pytest
from hypothesis import given
from hypothesis import strategies as st

from run_sheet import Outlet, Text, advice, parse
from run_sheet.starter import SCHEMA_NAME, starter

START = "2026-01-30T20:00:00+08:00"
TITLE = Text(zh="周二夜场", en="Tuesday evening")


def outlets(*ids: str) -> list[Outlet]:
    return [Outlet.model_validate({"id": name, "title": name, "delay": "6s"}) for name in ids]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_may_go_on_air_as_it_is(lang: str) -> None:
    text = starter("evening", TITLE, START, outlets("app", "tv", "616"), lang)
    parsed = parse(text)
    assert not parsed.problems, parsed.report()
    assert parsed.sheet is not None
    assert not list(advice(parsed.sheet))
    assert [one.id for one in parsed.sheet.outlets] == ["app", "tv", "616"]
    assert (parsed.sheet.title, parsed.sheet.id) == (TITLE, "evening")
    assert text.startswith(f"# yaml-language-server: $schema={SCHEMA_NAME}\n")


def test_the_two_languages_differ_in_comments_only() -> None:
    zh, en = (starter("a", TITLE, START, outlets("app"), lang) for lang in ("zh", "en"))
    assert "嘉宾写身份" in zh
    assert "嘉宾写身份" not in en
    assert "Guests are named by role" in en

    def values(text: str) -> list[str]:
        return [line for line in text.splitlines() if not line.lstrip().startswith("#")]

    assert values(zh) == values(en)
    assert not [line for line in zh.splitlines() if line.startswith(("#zh", "#en"))]


@given(st.text(min_size=1, max_size=40).map(str.strip).filter(bool))
def test_any_title_stands_as_it_is(title: str) -> None:
    if any(not char.isprintable() for char in title):
        return
    parsed = parse(starter("616", Text(zh=title, en="$x {zh: #"), START, outlets("app"), "en"))
    assert parsed.sheet is not None, parsed.report()
    assert parsed.sheet.title == Text(zh=title, en="$x {zh: #")
