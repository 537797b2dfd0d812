"""What anyone may read, as anyone reads it: without a seat, and checked under the pinned keys."""

from __future__ import annotations

import json
from typing import Any

import pytest
from aiohttp import ClientSession

from gala.console.proofs import ENTRIES_MAX
from gala.ports import StoreDown
from gala.proof.bundles import verify_bundle
from gala.proof.note import read_checkpoint
from gala.proof.pins import read_pins
from gala.proof.pseudonym import pseudonym
from gala.store.show import Store
from tests.conductor.nights import entered
from tests.console.conftest import Served, serving
from tests.keys import KEYS


async def get(served: Served, path: str) -> tuple[int, bytes]:
    """Read as a stranger does; nothing may be kept without asking again."""
    async with ClientSession() as stranger, stranger.get(f"{served.url}/proof/{path}") as answer:
        data = await answer.read()
        if answer.status == 200:
            assert answer.headers["Cache-Control"] == "no-cache"
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        return answer.status, data


async def good(served: Served, path: str) -> bytes:
    status, data = await get(served, path)
    assert status == 200, data
    return data


async def proven(served: Served, path: str) -> Any:
    """Return what a bundle says, once it is proven."""
    data = await good(served, path)
    report = verify_bundle(data, KEYS.pins)
    assert report.ok, report.checks[-1]
    return json.loads(data)


async def test_a_draw_is_proven_to_strangers_once_it_has_come_to_something(drawn: Served) -> None:
    assert json.loads(await good(drawn, "draws.json")) == {"draws": [], "windows": []}
    await drawn.agree("draw", "draw")
    await drawn.until(lambda show: show.draws)
    assert await get(drawn, "draw/1.json") == (404, b'{"error": "none"}')
    await drawn.until(lambda show: show.draws[0].state == "opened")
    opened = await proven(drawn, "draw/1.json")
    await drawn.agree("pass_over", "pass", number=1, place=0, text="works here")
    await drawn.press("announce", "announce", number=1)
    await drawn.until(lambda show: show.draws[0].state == "announced")
    told = await proven(drawn, "draw/1.json")
    assert len(told["lines"]) == len(opened["lines"]) + 2
    assert json.loads(await good(drawn, "draws.json")) == {"draws": [1], "windows": []}
    for none in ("draw/0.json", "draw/2.json", "draw/999999999.json"):
        assert (await get(drawn, none))[0] == 404
    for odd in ("draw/x.json", "draw/-1.json", "draw/1", "draw/1e3.json", f"draw/{'9' * 50}.json"):
        assert (await get(drawn, odd))[0] == 404


async def test_every_entry_is_in_the_frozen_tree(drawn: Served) -> None:
    status, page = await get(drawn, "entries/first.json?start=1&count=3")
    assert status == 200
    assert (len(json.loads(page)["leaves"]), json.loads(page)["entries"]) == (3, 5)
    leaves = json.loads(await good(drawn, "entries/first.json"))["leaves"]
    assert json.loads(page)["leaves"] == leaves[1:4]
    frozen = drawn.console.watch.show.frozen_of("first")
    assert frozen is not None
    for place, leaf in enumerate(leaves):
        _, outlet, unit, *_ = leaf.split(" ")
        bundle = await proven(drawn, f"entry/first/{outlet}/{unit}.json")
        assert (bundle["index"], bundle["leaf"], bundle["root"]) == (place, leaf, frozen.root)
    for none in (
        "entry/first/app/0.json", "entry/first/app/99.json", "entry/first/radio/1.json",
        "entry/sale/app/1.json", "entry/nowhere/app/1.json", "entries/sale.json",
        "entries/nowhere.json", f"entry/first/app/{'9' * 15}.json",
    ):  # fmt: skip
        assert await get(drawn, none) == (404, b'{"error": "none"}')


async def test_questions_that_are_malformed_never_reach_the_archive(drawn: Served) -> None:
    await good(drawn, "entries/first.json?start=0&count=500")
    archive: Any = drawn.console.settings.proofs.archive
    pid = archive.pid
    for odd in (
        "start=-1", "start=x", "start=", "count=0", "count=-5", f"count={ENTRIES_MAX + 1}",
        "count=1.5", "count=x", f"start={10**30}", f"start={2**64}", "start=" + "9" * 5_000,
    ):  # fmt: skip
        answer = await get(drawn, f"entries/first.json?{odd}")
        assert answer == (400, b'{"error": "malformed"}'), odd
    assert json.loads(await good(drawn, f"entries/first.json?start={2**53 - 1}"))["leaves"] == []
    assert archive.pid == pid


async def test_a_seckills_units_sold_and_unsold(drawn: Served, store: Store) -> None:
    await drawn.press("jump", "sale", segment="sale")
    await entered(store, "sale", 1, 1, 1)
    assert (await get(drawn, "window/sale.json"))[0] == 404, "it is still open"
    await drawn.until(lambda show: show.frozen_of("sale"))
    bundle = await proven(drawn, "window/sale.json")
    assert [leaf.endswith("unsold") for leaf in bundle["leaves"]] == [
        False, False, True, False, True,
    ]  # fmt: skip
    await proven(drawn, "entry/sale/tv/2.json")
    assert json.loads(await good(drawn, "draws.json"))["windows"] == ["sale"]
    for none in ("window/first.json", "window/nowhere.json"):
        assert (await get(drawn, none))[0] == 404


async def test_the_keys_and_a_checkpoint_that_grows(drawn: Served) -> None:
    assert read_pins(await good(drawn, "pins.json")) == KEYS.pins
    first = read_checkpoint((await good(drawn, "checkpoint")).decode(), KEYS.pins.log)
    assert first.origin == drawn.console.watch.show.night.origin
    await drawn.press("auto", "auto")
    await drawn.until(lambda show: show.mode == "auto")
    later = read_checkpoint((await good(drawn, "checkpoint")).decode(), KEYS.pins.log)
    assert later.size > first.size
    assert later.root != first.root


async def test_before_the_show_there_is_nothing(store: Store) -> None:
    async with serving(store) as served:
        for path in ("pins.json", "checkpoint", "draws.json", "draw/1.json", "window/sale.json",
                     "entry/first/app/1.json", "entries/first.json"):  # fmt: skip
            assert await get(served, path) == (503, b'{"error": "no_show"}')


async def test_a_store_that_does_not_answer_is_said(
    drawn: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object) -> None:
        raise StoreDown("away")

    monkeypatch.setattr(drawn.console.settings.proofs.archive, "leaves", away)
    assert await get(drawn, "entries/first.json") == (503, b'{"error": "store"}')


async def test_nobody_is_named(drawn: Served) -> None:
    """Leaves have pseudonyms, and only who has the night's key can link them."""
    leaves = json.loads(await good(drawn, "entries/first.json"))["leaves"]
    names = {leaf.split(" ")[0] for leaf in leaves}
    assert all(len(name) == 32 for name in names)
    assert pseudonym(KEYS.pseudonyms, "v-1") not in names
