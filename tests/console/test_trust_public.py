import pytest

from gala.core.trust.claims import Decided, Filed
from gala.core.trust.journal import unchained
from gala.ports import StoreDown
from gala.store.show import Store
from tests.console.conftest import Served, bought


async def read(served: Served, path: str) -> tuple[int, bytes]:
    async with served.other.get(f"{served.url}/proof/{path}") as answer:
        return answer.status, await answer.read()


async def test_anyone_can_read_every_claim_and_decision_by_code(
    carded: Served, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await read(carded, "guarantees.jsonl") == (200, b"")
    [ann] = await bought(carded, store, "ann")
    await ann.file(1)
    office = carded.console.settings.office
    assert office is not None
    await office.decide(f"{1:032x}", True, 400, "director", "seen")
    status, body = await read(carded, "guarantees.jsonl")
    assert status == 200
    filed, decided = unchained(body.splitlines())
    assert isinstance(filed, Filed)
    assert isinstance(decided, Decided)
    assert (decided.verdict.by, decided.verdict.reason) == ("director", "seen")
    assert b"it leaks" not in body, "what a viewer told is for the staff"

    async def away(cursor: str) -> None:
        raise StoreDown("away")

    with monkeypatch.context() as patched:
        patched.setattr(store.guarantees, "journal", away)
        assert (await read(carded, "guarantees.jsonl"))[0] == 503


async def test_the_sheet_is_given_out_when_the_show_is_over(carded: Served) -> None:
    assert (await read(carded, "night.json"))[0] == 404
    await carded.press("end")
    await carded.until(lambda show: show.phase == "over")
    status, body = await read(carded, "night.json")
    assert status == 200
    assert body == carded.console.watch.first_line + b"\n"
