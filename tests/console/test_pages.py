from pathlib import Path

import pytest

from gala.console import pages
from tests.console.conftest import Served


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "pages"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<p>viewer</p>")
    (folder / "console.html").write_text("<p>console</p>")
    (folder / "assets" / "a-1.js").write_text("1")
    (tmp_path / "secret").write_text("s")
    monkeypatch.setattr(pages, "FOLDER", folder)
    return folder


@pytest.mark.usefixtures("built")
async def test_pages_are_asked_for_anew_and_assets_kept(served: Served) -> None:
    for path, text, keeps in (
        ("/", "<p>viewer</p>", "no-cache"),
        ("/console", "<p>console</p>", "no-cache"),
        ("/assets/a-1.js", "1", "immutable"),
    ):
        async with served.browser.get(f"{served.url}{path}") as answer:
            assert await answer.text() == text
            assert keeps in answer.headers["Cache-Control"]


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize("name", ["none.js", "..%2f..%2fsecret", "%2e%2e", "..%2findex.html"])
async def test_nothing_else_of_the_machine_is_served(served: Served, name: str) -> None:
    from yarl import URL

    url = URL(f"{served.url}/assets/{name}", encoded=True)
    async with served.browser.get(url) as answer:
        assert answer.status == 404


async def test_pages_that_are_not_built_say_what_to_do(
    served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "FOLDER", tmp_path)
    async with served.browser.get(f"{served.url}/") as answer:
        assert answer.status == 503
        assert "make setup" in await answer.text()


async def test_the_policy_lets_the_page_reach_this_hosts_edge_only(served: Served) -> None:
    async with served.browser.get(f"{served.url}/") as answer:
        policy = answer.headers["Content-Security-Policy"]
    (connect,) = [part for part in policy.split("; ") if part.startswith("connect-src")]
    assert "ws://127.0.0.1:7" in connect.split()
    assert "*" not in connect
