"""The page of the draws' terms: in words, and no more of the night than has come."""

from gala.console.terms import page
from tests.console.conftest import Served
from tests.core.playing import LOTS, ORIGIN_MS, Playing, sheet_of

WAIVED = """
draw_terms:
  text: {zh: 七天内领奖, en: Ask within <seven> days}
  kept_days: 900
waive:
  - {rule: GS603, reason: For all, by: The director, on: 2021-06-10}
"""
FIRST_MS = ORIGIN_MS + 90_000


def told(play: Playing) -> str:
    text = LOTS.replace(
        "\n     prizes: [{id: car",
        "\n     waive: [{rule: GS601, by: Me, on: 2021-06-10,"
        "\n              reason: {zh: 演示, en: A demonstration}}],"
        "\n     prizes: [{id: car",
    )
    return page(sheet_of(text + WAIVED), play.show)


def test_the_terms_are_told_in_both_languages() -> None:
    text = told(Playing(LOTS))
    assert "<p>七天内领奖</p>" in text
    assert '<p lang="en">Ask within &lt;seven&gt; days</p>' in text
    assert "记录保存 900 天" in text
    assert "kept for 900 days" in text
    assert "<script" not in text


def test_what_is_signed_for_is_told_when_it_comes() -> None:
    early, late = told(Playing(LOTS)), told(Playing(LOTS).until(FIRST_MS + 1_000))
    for text in (early, late):
        assert "For all (The director, 2021-06-10)" in text
    assert "A demonstration" not in early, "what is to come is not told"
    assert "A demonstration (Me, 2021-06-10)" in late
    assert "<h3>First</h3>" in late


def test_a_show_without_terms_says_so() -> None:
    play = Playing(LOTS)
    assert "has published no terms" in page(sheet_of(LOTS), play.show)
    assert "has published no terms" in page(None, play.show)


async def test_anyone_may_read_it(served: Served) -> None:
    async with served.other.get(f"{served.url}/terms") as answer:
        assert answer.status == 200
        assert answer.content_type == "text/html"
        assert "has published no terms" in await answer.text()
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
