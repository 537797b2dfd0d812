"""Captions of a file played to a real console: live, at once, again, and where it cannot be."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from gala.cli import captions_feed as module
from gala.cli.caption_files import Timed
from gala.cli.captions_feed import Feed, fed
from gala.cli.failure import Failure
from gala.cli.language import Language
from gala.console.spoken.desk import Hearing
from gala.console.spoken.fields import Batch
from gala.ports import StoreDown
from gala.store.show import Store
from tests.console.conftest import CAPTIONS_KEY, Served, begun, serving
from tests.core.playing import SHEET

CAPTIONS = [
    Timed(60_000, 60_100, "", "这个价是全网"),
    Timed(60_100, 60_200, "", "最低价。"),
    Timed(60_200, 60_300, "Guest", "It is not the best."),
    Timed(60_300, 60_400, "Guest", "销量第一"),
]


@pytest.fixture
async def served(store: Store) -> AsyncIterator[Served]:
    async with serving(store) as made:
        await begun(made, store, SHEET)
        yield made


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "captions.json"
    path.write_text(json.dumps({"key": CAPTIONS_KEY}))
    return path


async def play(
    served: Served, key: Path, *, fast: bool = False, as_json: bool = False, zh: bool = False
) -> int:
    feed = Feed(served.url, key, "main", fast, None, Language.ZH if zh else Language.EN)
    return await asyncio.to_thread(fed, CAPTIONS, feed, as_json=as_json)


async def test_captions_are_played_as_they_are_said(
    served: Served, key: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await play(served, key) == 2
    told = capsys.readouterr().out.splitlines()
    assert told[0] == (
        'GS501 "全网最低价": evidence? if there is none, say it otherwise: 这个价是全网最低价。'
    )
    assert told[1].startswith('GS502 "销量第一"')
    assert told[2] == "4 captions heard, 2 alerts"
    desk = served.console.settings.alerts
    assert desk is not None
    await desk.catch_up()
    first, other = (one.alert for one in desk.book.alerts.values())
    assert (first.speaker, other.speaker) == ("", "Guest")
    # The times are the file's, from now on.
    assert other.said_ms - first.said_ms == 300
    assert abs(first.said_ms - served.console.watch.now_ms()) < 60_000


async def test_all_at_once_counts_from_the_show_s_beginning_and_once(
    served: Served, key: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await play(served, key, fast=True, as_json=True) == 2
    first = json.loads(capsys.readouterr().out.splitlines()[0])
    assert first["said_ms"] == served.console.watch.show.origin_ms + 60_000
    assert await play(served, key, fast=True, zh=True) == 0
    assert capsys.readouterr().out == "0 条字幕，4 条听过，0 条提醒\n"


async def test_a_console_that_cannot_take_them_now_is_asked_again(
    served: Served, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "AGAIN_S", 0.01)
    desk = served.console.settings.alerts
    assert desk is not None
    hear, failures = desk.hear, [StoreDown("away"), StoreDown("away")]

    async def failing(batch: Batch) -> Hearing:
        if failures:
            raise failures.pop()
        return await hear(batch)

    monkeypatch.setattr(desk, "hear", failing)
    assert await play(served, key, fast=True) == 2
    assert not failures


async def test_what_stands_in_the_way_is_said(
    served: Served, key: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def feeds(url: str, file: Path | None, source: str = "main") -> Feed:
        return Feed(url, file, source, True, None, Language.EN)

    async def refused(feed: Feed) -> str:
        with pytest.raises(Failure) as caught:
            await asyncio.to_thread(fed, CAPTIONS, feed, as_json=False)
        return str(caught.value)

    assert "is no console's address" in await refused(feeds("localhost:6160", key))
    nobody = await refused(feeds("http://127.0.0.1:1", key))
    assert "no console takes captions at http://127.0.0.1:1/api/captions" in nobody
    assert "`source`" in await refused(feeds(served.url, key, "Main Stage"))
    monkeypatch.setenv("GALA_HOME", str(tmp_path / "home"))
    assert "copy it from the console's machine" in await refused(feeds(served.url, None))
    key.write_text(json.dumps({"key": "another key of the tests"}))
    assert "This takes the key for captions" in await refused(feeds(served.url, key))
    key.write_text("{}")
    assert "the key cannot be used" in await refused(feeds(served.url, key))
    long = [Timed(0, 1, "", "x" * 1_001)]
    with pytest.raises(Failure, match="cut it in several"):
        fed(long, feeds(served.url, key), as_json=False)


def test_what_is_sent_fits_into_a_request() -> None:
    many = [Timed(n, n, "v" * 100, "好" * 900) for n in range(20)]
    feed = Feed("http://x", None, "main", True)
    bodies = [body for _, body in module._bodies(feed, "show", "r", many, 0, 0)]
    assert all(len(json.dumps(body).encode()) < 16_384 for body in bodies)
    sent = [one["id"] for body in bodies for one in body["captions"]]
    assert sent == [f"r-{n}" for n in range(20)]
    assert [body.get("finish", False) for body in bodies] == [False] * (len(bodies) - 1) + [True]
