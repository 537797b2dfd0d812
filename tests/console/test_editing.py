"""Edits on air over HTTP: the sheet in force, previews, two seats, and what is refused."""

from typing import Any

import pytest

from gala.console import editing
from gala.console.editing import DRAFTS_MAX, Drafts
from gala.core.tables import SegmentState
from run_sheet import digest
from tests.console.conftest import Served
from tests.core.playing import SHEET, sheet_of

LATER = SHEET.replace("title: Bye, length: 10s", "title: Bye, length: 40s")
DEARER = SHEET.replace("price_fen: 1,", "price_fen: 2,")
LONGER = {"do": "set", "segment": "bye", "values": {"length": "40s"}}


async def ask(served: Served, path: str, body: Any = None, other: bool = False) -> tuple[int, Any]:
    browser = served.other if other else served.browser
    url = f"{served.url}/api/console/{path}"
    call = browser.get(url) if body is None else browser.post(url, json=body)
    async with call as answer:
        return answer.status, await answer.json()


async def preview(served: Served, **body: Any) -> dict[str, Any]:
    status, made = await ask(served, "edit/preview", body)
    assert status == 200, made
    return dict(made)


async def commit(served: Served, made: dict[str, Any], press: str, other: bool = False) -> Any:
    body = {"sheet": made["sheet"], "base": made["base"], "id": press}
    return await ask(served, "edit", body, other)


async def test_nobody_edits_without_a_seat(served: Served) -> None:
    for path in ("sheet", f"edit/{'0' * 64}"):
        assert await ask(served, path) == (401, {"error": "no_seat"})
    for path in ("edit/preview", "edit"):
        assert await ask(served, path, {}) == (401, {"error": "no_seat"})


async def test_one_seat_makes_a_segment_longer(served: Served) -> None:
    await served.sit()
    status, view = await ask(served, "sheet")
    assert (status, view["digest"]) == (200, digest(sheet_of(SHEET)))
    made = await preview(served, changes=[LONGER])
    assert (made["may"], made["two_seats"]) == (True, False)
    assert [one["place"] for one in made["differences"]] == ["segments.bye.length"]
    status, body = await commit(served, made, "one")
    assert (status, body["accepted"]) == (200, True)
    await served.until(lambda show: show.edits)
    show = served.console.watch.show
    assert show.segment("bye").length_ms == 40_000
    assert served.console.watch.sheet == show.sheet
    assert (await ask(served, "sheet"))[1]["digest"] == made["sheet"]
    assert (await commit(served, made, "two"))[1]["code"] == "stale_sheet"


async def test_a_price_takes_the_second_seat_who_reads_the_same_preview(served: Served) -> None:
    await served.sit()
    await served.sit("second", served.other)
    made = await preview(served, sheet=DEARER)
    assert made["two_seats"]
    assert (await commit(served, made, "one"))[0] == 200
    await served.until(lambda show: show.proposal)
    assert served.console.watch.show.proposal is not None
    assert served.console.watch.show.proposal.key == f"edit {made['sheet']}"
    assert await ask(served, f"edit/{made['sheet']}", other=True) == (200, made)
    assert (await commit(served, made, "two"))[1]["code"] == "needs_second"
    assert (await commit(served, made, "three", other=True))[0] == 200
    await served.until(lambda show: show.edits)
    assert served.console.watch.show.window_plan("sale").price_fen == 2
    assert served.console.watch.show.edits[0].second == "second"


async def test_what_came_on_air_since_the_preview_is_refused(served: Served) -> None:
    await served.sit()
    made = await preview(served, sheet=SHEET.replace("title: Opening", "title: Hello"))
    assert made["may"]
    await served.press("go", "go", on_air=None)
    await served.until(lambda show: show.run("opening").state is SegmentState.ON_AIR)
    status, body = await commit(served, made, "one")
    assert (status, body["code"]) == (409, "locked")
    assert "`opening`: it is on air: it stands as it is" in body["message"]["en"]


async def test_a_sheet_with_errors_is_told_and_not_kept(served: Served) -> None:
    await served.sit()
    made = await preview(served, sheet=SHEET.replace("goods: pen", "goods: pan"))
    assert (made["may"], made["sheet"]) == (False, None)
    body = {"sheet": "0" * 64, "base": made["base"], "id": "one"}
    assert (await ask(served, "edit", body))[0] == 404


async def test_what_is_malformed_is_said(served: Served) -> None:
    await served.sit()
    odd: Any
    for odd in ([], {}, {"sheet": 5}, {"sheet": "a", "changes": []}, {"changes": [{"do": "dance"}]},
                {"sheet": SHEET, "audits": [1]}):  # fmt: skip
        status, body = await ask(served, "edit/preview", odd)
        assert (status, body["error"]) == (400, "malformed")
    bare = {"do": "set", "segment": "story", "values": {"id": None}}
    made = await preview(served, changes=[bare, LONGER])
    assert (made["may"], [one["code"] for one in made["problems"]]) == (False, ["GS102"])
    gone = {"changes": [{"do": "remove", "segment": "nowhere"}]}
    status, body = await ask(served, "edit/preview", gone)
    assert (status, body["error"]) == (409, "stale_sheet")
    assert set(body["message"]) == {"zh", "en"}
    whole = {"sheet": "a", "base": "b"}
    for odd in ({}, whole, *({**whole, "id": press} for press in ("", "x" * 65, "\ud800"))):
        assert (await ask(served, "edit", odd))[0] == 400
    assert (await served.press("edit", "p"))[0] == 400, "an edit is previewed first"


async def test_a_body_has_its_bounds(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    await served.sit()
    made = await preview(served, sheet=LATER + "# long\n" * 10_000)
    assert made["may"], "a whole sheet is larger than other bodies may be"
    monkeypatch.setattr(editing, "BODY_BYTES_MAX", 50_000)
    status, body = await ask(served, "edit/preview", {"sheet": "#" * 60_000})
    assert (status, body["error"]) == (413, "too_large")


async def test_before_there_is_a_show(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    await served.sit()
    monkeypatch.setattr(type(served.console.watch), "started", property(lambda _: False))
    assert (await ask(served, "sheet"))[0] == 503
    assert (await ask(served, "edit/preview", {"sheet": LATER}))[0] == 503


def test_the_oldest_draft_is_forgotten() -> None:
    drafts = Drafts()
    for number in range(DRAFTS_MAX + 1):
        drafts.keep(str(number), "text", ())
    assert drafts.get("0") is None
    assert drafts.get("1") == ("text", ())
    assert drafts.get(5) is None
