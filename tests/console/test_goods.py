"""What anyone may read of goods on sale, and that it comes with the goods and not before."""

from gala.console.goods import came, numbers
from tests.console.conftest import Served
from tests.core.playing import ORIGIN_MS, Playing
from tests.core.test_shelf import shelf, with_history


def test_it_is_told_when_the_window_is_on_air() -> None:
    assert not came(Playing().show, "sale")
    assert came(Playing().until(ORIGIN_MS + 31_000).show, "sale")
    assert not came(Playing().show, "no-such-window")


def test_the_card_has_note_prices_laws_and_signatures() -> None:
    sale = numbers(shelf("sale"))
    assert sale["note"] == {"zh": "Lowest of 30 days", "en": "Lowest of 30 days"}
    assert (sale["chart"], sale["bases"], sale["asked"]) == (None, [], True)
    assert sale["audits"] == [
        {"auditor": "quality", "title": {"zh": "Quality", "en": "Quality"}, "on": "2021-06-10"}
    ]
    cups = numbers(shelf("cups", with_history("true")))
    assert cups["note"] is None
    assert cups["chart"]["compared_fen"] == 500
    assert cups["bases"][0] == {
        "rule": "cn", "days": 7, "paid": True, "fen": 500, "before": False,
    }  # fmt: skip


async def test_anyone_may_read_it_and_nobody_before(served: Served) -> None:
    for path, status in (("/api/goods/sale", 404), ("/goods/sale", 404)):
        async with served.other.get(f"{served.url}{path}") as answer:
            assert answer.status == status
    await served.sit()
    await served.press("jump", "sale", segment="sale")
    await served.until(lambda show: came(show, "sale"))
    async with served.other.get(f"{served.url}/api/goods/sale") as answer:
        assert (await answer.json())["note"] == {"zh": "List price", "en": "List price"}
    async with served.other.get(f"{served.url}/goods/sale") as answer:
        assert answer.content_type == "text/html"
        assert "Price basis: List price" in await answer.text()
    async with served.other.get(f"{served.url}/goods/opening") as answer:
        assert answer.status == 404
