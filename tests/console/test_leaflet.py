from gala.console.leaflet import STYLE, both, leaflet
from run_sheet import Text
from tests.console.conftest import Served


def test_a_page_has_its_title_and_its_lines() -> None:
    page = leaflet(Text(zh="规则 <1>", en="Terms"), ["<p>one</p>"])
    assert "<h1>规则 &lt;1&gt; · Terms</h1>\n<p>one</p>\n</main></body></html>\n" in page
    assert "<title>Pen</title>" in leaflet(Text(zh="Pen", en="Pen"), [])
    assert "<script" not in page
    assert "style=" not in page, "the policy allows no styles but those of the file"


def test_a_text_stands_in_both_languages_or_once() -> None:
    assert list(both(Text(zh="好", en="<Good>"), "h3")) == [
        "<h3>好</h3>",
        '<h3 lang="en">&lt;Good&gt;</h3>',
    ]
    assert list(both(Text(zh="OK", en="OK"))) == ["<p>OK</p>"]


async def test_its_style_is_a_file(served: Served) -> None:
    assert 'href="/leaflet.css"' in leaflet(Text(zh="a", en="b"), [])
    async with served.other.get(f"{served.url}/leaflet.css") as answer:
        assert (answer.status, answer.content_type) == (200, "text/css")
        assert await answer.text() == STYLE
