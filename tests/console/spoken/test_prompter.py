"""The prompter over HTTP: who may see it, what it is told, and that its link commands nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientWebSocketResponse, WSServerHandshakeError

from gala.console.seats import PROMPTER
from gala.console.spoken.prompter import ALERTS_MAX, prompter_state
from gala.core.alerts import AlertBook, At, Decided, Message, Raised, Verdict
from gala.store.show import Store
from tests.console.conftest import Served, begun, serving
from tests.console.spoken.test_routes import BEARER, post, raised
from tests.core.playing import SHEET
from tests.core.test_alerts import alert
from tests.plugins.waiting import until

NOTED = SHEET.replace(
    "title: Opening, length: 30s",
    "title: Opening, length: 30s, notes: {zh: 机位二, en: Camera two}, "
    "prompter: {zh: 大家好, en: Good evening}",
).replace("title: Bye, length: 10s", "title: Bye, length: 10s, notes: Wave")


@pytest.fixture
async def noted(store: Store) -> AsyncIterator[Served]:
    async with serving(store) as made:
        await begun(made, store, NOTED)
        yield made


async def told(socket: ClientWebSocketResponse, kind: str = "prompter") -> dict[str, Any]:
    while True:
        message: dict[str, Any] = await socket.receive_json(timeout=10)
        if message["type"] == kind:
            return message


async def test_the_host_s_link_leads_to_the_prompter_and_commands_nothing(noted: Served) -> None:
    link = f"{noted.url}/seat/{noted.console.seats.invite(PROMPTER)}"
    async with noted.other.get(link, allow_redirects=False) as answer:
        assert (answer.status, answer.headers["Location"]) == (303, "/prompter")
        assert "HttpOnly" in answer.headers["Set-Cookie"]
    async with noted.other.get(f"{noted.url}/api/prompter/seat") as answer:
        assert answer.status == 200
    assert (await noted.press("go", browser=noted.other))[0] == 401
    session = next(iter(noted.other.cookie_jar)).value
    # Nor when its secret is shown as a seat's.
    async with noted.browser.get(
        f"{noted.url}/api/console/seat", cookies={"gala_seat": session}
    ) as answer:
        assert answer.status == 401
    async with noted.other.get(link, allow_redirects=False) as answer:
        assert (answer.status, answer.headers["Location"]) == (303, "/prompter")
    async with noted.browser.get(link, allow_redirects=False) as answer:
        assert answer.status == 410


async def test_who_has_no_link_sees_nothing_and_the_crew_sees_it(noted: Served) -> None:
    url = f"{noted.url}/api/prompter/live"
    with pytest.raises(WSServerHandshakeError) as refused:
        await noted.browser.ws_connect(url)
    assert refused.value.status == 401
    await noted.sit()
    status, body = await post(noted, "/api/console/prompter/link", {})
    assert status == 200
    assert body["path"].startswith("/seat/")
    async with noted.browser.ws_connect(url) as socket:
        assert (await told(socket))["type"] == "prompter"
    with pytest.raises(WSServerHandshakeError) as refused:
        await noted.browser.ws_connect(url, headers={"Origin": "http://evil.example"})
    assert refused.value.status == 403


async def test_it_is_told_what_is_on_air_and_next_messages_and_alerts(noted: Served) -> None:
    await noted.sit()
    async with noted.browser.ws_connect(f"{noted.url}/api/prompter/live") as socket:
        first = await told(socket)
        assert (first["on_air"], first["next"]["id"]) == (None, "opening")
        assert first["next"]["words"] == {"zh": "大家好", "en": "Good evening"}
        await noted.press("go", "one")
        while (state := await told(socket))["on_air"] is None:
            pass
        assert state["on_air"]["words"]["en"] == "Good evening"
        assert state["on_air"]["ends_at_ms"] - state["on_air"]["since_ms"] == 30_000
        assert (state["next"]["id"], state["next"]["words"]) == ("sale", None)
        await post(noted, "/api/console/prompter/say", {"id": "1", "text": "Slowly"})
        while not (state := await told(socket))["messages"]:
            pass
        assert state["messages"][0]["text"] == "Slowly"
        found = await raised(noted)
        while not (state := await told(socket))["alerts"]:
            pass
        assert state["alerts"][0]["say"]["zh"] == "说清楚凭什么，或者换个说法"
        body = {"alert": found["id"], "verdict": "corrected"}
        await post(noted, "/api/console/alerts/decide", body)
        while (state := await told(socket))["alerts"]:
            pass
        assert abs((await told(socket, "time"))["now_ms"] - noted.console.watch.now_ms()) < 10_000


async def test_notes_stand_where_there_are_no_words_for_the_host(noted: Served) -> None:
    await noted.sit()
    status, body = await noted.press("jump", "one", segment="bye")
    assert status == 200, body
    await noted.until(lambda show: show.on_air and show.on_air.segment == "bye")
    state = prompter_state(noted.console.watch.show, AlertBook())
    assert state["on_air"]["words"] == {"zh": "Wave", "en": "Wave"}
    assert state["next"] is None


async def test_only_the_newest_open_alerts_are_for_the_host(noted: Served) -> None:
    book = AlertBook()
    for number in range(1, ALERTS_MAX + 4):
        book.take(At(number, Raised(alert(number))))
    book.take(At(99, Decided(alert(ALERTS_MAX + 3).id, Verdict.NO_CLAIM, "second")))
    found = prompter_state(noted.console.watch.show, book)["alerts"]
    assert [one["said_ms"] for one in found] == [1_000 * n for n in (7, 6, 5, 4, 3)]


ROOMED = SHEET.replace(
    "host: Host, capacity: 100",
    "host: Host, capacity: 100, segments: [{id: half, kind: host, title: Half a face, length: 8m, "
    "prompter: Left side only}, {id: asked, kind: story, title: Questions, length: 2m}]",
)


async def test_a_room_s_host_has_words_and_alerts_of_the_room(store: Store) -> None:
    async with serving(store) as made:
        await begun(made, store, ROOMED)
        await made.sit()
        await made.press("go", "one")
        await made.until(lambda show: show.on_air and show.rooms)
        watch = made.console.watch
        await until(lambda: watch.now_ms() >= watch.show.rooms[0].since_ms)
        await raised(made)
        body = {"id": "r", "text": "销量第一。", "source": "beauty"}
        _, told_by_room = await post(made, "/api/captions", body, BEARER)
        assert told_by_room["alerts"][0]["segment"] == "half"
        desk = made.console.settings.alerts
        assert desk is not None
        await desk.write(Message("m", "slower", "director"))
        stage, room = (
            prompter_state(made.console.watch.show, desk.book, one) for one in ("", "beauty")
        )
        assert room["on_air"]["words"] == {"zh": "Left side only", "en": "Left side only"}
        assert (room["next"]["id"], room["messages"]) == ("asked", [])
        assert [one["term"] for one in room["alerts"]] == ["销量第一"]
        assert [one["term"] for one in stage["alerts"]] == ["全网最低价"]
        assert [one["text"] for one in stage["messages"]] == ["slower"]
        live = f"{made.url}/api/prompter/live?room=beauty"
        async with made.browser.ws_connect(live) as socket:
            assert (await told(socket))["on_air"]["id"] == "half"
        async with made.browser.get(f"{made.url}/api/prompter/seat?room=attic") as answer:
            assert (answer.status, (await answer.json())["error"]) == (404, "no_room")
