"""Captions by HTTP as a captioning program sends them, and the crew's answers to alerts."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gala.console.spoken import routes as module
from gala.ports import StoreDown
from gala.store.show import Store
from tests.console.conftest import CAPTIONS_KEY, Served, serving
from tests.plugins.waiting import until

BEARER = {"Authorization": f"Bearer {CAPTIONS_KEY}"}


async def post(
    served: Served, path: str, body: Any, headers: dict[str, str] | None = None
) -> tuple[int, Any]:
    async with served.browser.post(f"{served.url}{path}", json=body, headers=headers) as answer:
        return answer.status, await answer.json()


async def caption(served: Served, name: str, text: str, **more: Any) -> tuple[int, Any]:
    body = {"id": name, "text": text, **more}
    return await post(served, "/api/captions", body, BEARER)


async def raised(served: Served, text: str = "全网最低价。") -> dict[str, Any]:
    status, body = await caption(served, text, text)
    assert status == 200, body
    alert: dict[str, Any] = body["alerts"][0]
    return alert


async def test_captions_make_an_alert_and_a_retry_makes_no_second(served: Served) -> None:
    assert await caption(served, "1", "这个价是全网") == (
        200, {"heard": 1, "again": 0, "partial": 0, "alerts": []},
    )  # fmt: skip
    assert (await caption(served, "2", "最低", final=False))[1]["partial"] == 1
    status, body = await caption(served, "2", "最低价。")
    assert (status, body["heard"]) == (200, 1)
    [alert] = body["alerts"]
    assert (alert["term"], alert["rule"], alert["decided"]) == ("全网最低价", "GS501", None)
    assert alert["hint"]["en"].startswith("evidence?")
    assert await caption(served, "2", "最低价。") == (
        200, {"heard": 0, "again": 1, "partial": 0, "alerts": []},
    )  # fmt: skip
    assert dict(served.console.tally.captions) == {"heard": 2, "again": 1, "partial": 1}


async def test_a_batch_and_the_end_of_a_sentence(served: Served) -> None:
    captions = [{"id": str(n), "text": text} for n, text in enumerate(["销量", "第一"])]
    body = {"captions": captions, "source": "room-1", "finish": True}
    status, told = await post(served, "/api/captions", body, BEARER)
    assert (status, told["heard"]) == (200, 2)
    assert [one["source"] for one in told["alerts"]] == ["room-1"]


async def test_nobody_is_heard_without_the_key(served: Served) -> None:
    for headers in ({}, {"Authorization": "Bearer other"}):
        status, body = await post(served, "/api/captions", {"id": "1", "text": "x"}, headers)
        assert (status, body["error"]) == (401, "no_token")
    # A seat is for people: a page in its browser cannot send captions in its name.
    await served.sit()
    assert (await post(served, "/api/captions", {"id": "1", "text": "x"}))[0] == 401


async def test_the_show_s_clock_is_told_to_who_has_the_key(served: Served) -> None:
    url = f"{served.url}/api/captions"
    async with served.browser.get(url) as answer:
        assert answer.status == 401
    async with served.browser.get(url, headers=BEARER) as answer:
        told = await answer.json()
    watch = served.console.watch
    assert told["origin_ms"] == watch.show.origin_ms
    assert abs(told["now_ms"] - watch.now_ms()) < 10_000


async def test_bad_captions_are_said_with_their_place(served: Served) -> None:
    body = {"captions": [{"id": "1", "text": "x"}, {"id": "2", "text": 5}]}
    status, told = await post(served, "/api/captions", body, BEARER)
    assert (status, told["error"], told["at"]) == (400, "malformed", "captions[1].text")
    assert set(told["message"]) == {"zh", "en"}
    url = f"{served.url}/api/captions"
    headers = {**BEARER, "Content-Type": "application/json"}
    for data, status in ((b"{", 400), (b"[" * 3_000, 400), (b" " * 20_000, 413)):
        async with served.browser.post(url, data=data, headers=headers) as answer:
            assert answer.status == status
    async with served.browser.post(url, data=b"{}", headers=BEARER) as answer:
        assert answer.status == 400
    # Nothing of a batch that is refused was heard.
    assert (await caption(served, "1", "x"))[1]["heard"] == 1


async def test_there_is_a_limit(served: Served) -> None:
    for number in range(module.BURST + 200):
        status, body = await caption(served, str(number), "x")
        if status == 429:
            assert set(body["message"]) == {"zh", "en"}
            return
    pytest.fail("nothing was too often")


async def test_before_the_show_there_is_nothing_to_hear(store: Store) -> None:
    async with serving(store) as made:
        assert (await caption(made, "1", "x"))[0] == 503


async def test_a_store_that_is_away_is_said_and_the_retry_brings_the_alert(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = served.console.settings.alerts
    assert desk is not None
    append = desk._alerts.append

    async def down(entry: object) -> None:
        raise StoreDown("away")

    monkeypatch.setattr(desk._alerts, "append", down)
    status, body = await caption(served, "1", "全网最低价。")
    assert (status, body["error"]) == (503, "store")
    monkeypatch.setattr(desk._alerts, "append", append)
    assert (await caption(served, "1", "全网最低价。"))[0] == 200
    await until(lambda: desk.open == 1)


async def test_a_person_decides_once(served: Served) -> None:
    alert = await raised(served)
    body = {"alert": alert["id"], "verdict": "corrected", "note": "said  it\nagain"}
    assert await post(served, "/api/console/alerts/decide", body) == (401, {"error": "no_seat"})
    await served.sit()
    await served.sit("second", served.other)
    status, told = await post(served, "/api/console/alerts/decide", body)
    assert status == 200
    decided = told["alert"]["decided"]
    assert (decided["verdict"], decided["by"]) == ("corrected", "director")
    assert decided["note"] == "said it again"
    assert (await post(served, "/api/console/alerts/decide", body))[0] == 200
    url = f"{served.url}/api/console/alerts/decide"
    async with served.other.post(url, json={**body, "verdict": "no_claim"}) as answer:
        assert (answer.status, (await answer.json())["error"]) == (409, "decided")
    async with served.browser.get(f"{served.url}/api/console/alerts.jsonl") as answer:
        lines = [json.loads(line) for line in (await answer.text()).splitlines()]
    assert [(one["type"], one.get("by")) for one in lines] == [
        ("raised", None), ("decided", "director"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"alert": "f" * 32}, 404),
        ({"alert": 5}, 400),
        ({"alert": "x y"}, 400),
        ({"verdict": "perhaps"}, 400),
        ({"note": "x" * 201}, 400),
        ({"note": None}, 400),
    ],
)
async def test_what_is_no_decision(served: Served, change: dict[str, Any], status: int) -> None:
    await served.sit()
    alert = await raised(served)
    body = {"alert": alert["id"], "verdict": "no_claim", **change}
    assert (await post(served, "/api/console/alerts/decide", body))[0] == status


async def test_messages_to_the_host(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    say, clear = "/api/console/prompter/say", "/api/console/prompter/clear"
    assert (await post(served, say, {"id": "1", "text": "x"}))[0] == 401
    await served.sit()
    assert await post(served, say, {"id": "1", "text": " 慢\n一点 "}) == (200, {"done": True})
    desk = served.console.settings.alerts
    assert desk is not None
    assert [one["text"] for one in json.loads(desk.text)["messages"]] == ["慢 一点"]
    for name, text in (("", "x"), ("1", " "), ("1", "x" * 121), ("a b", "x"), (5, "x")):
        assert (await post(served, say, {"id": name, "text": text}))[0] == 400
    for other in (None, 5, "a b"):
        assert (await post(served, clear, {"id": other}))[0] == 400
    assert await post(served, clear, {"id": "1"}) == (200, {"done": True})
    assert not json.loads(desk.text)["messages"]
    for number in range(module.MESSAGES_BURST + 5):
        status, _ = await post(served, say, {"id": f"m{number}", "text": "x"})
    assert status == 429
