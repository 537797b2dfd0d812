import asyncio
from typing import Any

import pytest

from gala.console.commands import LATEST_MS
from tests.console.conftest import Served


async def test_nobody_drives_without_a_seat(served: Served) -> None:
    assert await served.press("go") == (401, {"error": "no_seat"})
    assert served.conductor.show.taking is None


async def test_go_is_done_and_the_same_press_is_not_done_twice(served: Served) -> None:
    await served.sit()
    status, body = await served.press("go", "one", on_air=None)
    assert (status, body["accepted"]) == (200, True)
    assert await served.press("go", "one", on_air=None) == (status, body)
    status, body = await served.press("go", "two", on_air=None)
    assert (status, body["code"]) == (409, "stale")
    assert set(body["message"]) == {"zh", "en"}


async def test_a_refusal_is_a_conflict(served: Served) -> None:
    await served.sit()
    status, body = await served.press("resume")
    assert (status, body["code"]) == (409, "already")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b"[" * 3_000,
        b'{"command": "go"}',
        b'{"command": "dance", "id": "x"}',
        b'{"command": "go", "id": ""}',
        b'{"command": "go", "id": 5}',
        b'{"command": "go", "id": "\\ud800"}',
    ],
)
async def test_a_malformed_command_says_why(served: Served, body: bytes) -> None:
    await served.sit()
    headers = {"Content-Type": "application/json"}
    url = f"{served.url}/api/console/command"
    async with served.browser.post(url, data=body, headers=headers) as answer:
        assert answer.status == 400
        assert (await answer.json())["why"]


async def test_another_site_cannot_press_for_us(served: Served) -> None:
    await served.sit()
    url = f"{served.url}/api/console/command"
    form = b'{"command": "go", "id": "x"}'
    async with served.browser.post(url, data=form) as answer:
        assert answer.status == 400
    headers = {"Origin": "http://evil.example", "Content-Type": "application/json"}
    async with served.browser.post(url, data=form, headers=headers) as answer:
        assert answer.status == 403
    assert served.conductor.show.taking is None


async def test_when_nobody_conducts_the_answer_says_so(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    await served.sit()
    monkeypatch.setattr(served.console.watch.commands, "send", _nobody)
    status, body = await served.press("go")
    assert (status, body["code"]) == (503, "no_conductor")


async def test_when_the_store_hangs_the_answer_still_comes_within_a_second(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    await served.sit()
    monkeypatch.setattr(served.console.watch.commands, "send", _never)
    async with asyncio.timeout(LATEST_MS / 1000 + 1):
        status, body = await served.press("go")
    assert (status, body["code"]) == (503, "store")


async def _nobody(*_: object) -> None:
    await asyncio.sleep(0)


async def _never(*_: object) -> None:
    await asyncio.Event().wait()


async def test_who_one_is(served: Served) -> None:
    await served.sit("second")
    async with served.browser.get(f"{served.url}/api/console/seat") as answer:
        assert await answer.json() == {"seat": "second", "show": "small"}


async def test_whatever_changes_who_wins_takes_two_seats(drawn: Served) -> None:
    assert (await drawn.press("draw", "one"))[0] == 200
    status, body = await drawn.press("draw", "two")
    assert (status, body["code"]) == (409, "needs_second")
    assert not drawn.conductor.show.draws
    status, _ = await drawn.press("draw", "one", drawn.other)
    assert (status, len(drawn.conductor.show.draws)) == (200, 1)
    await drawn.until(lambda show: show.draws and show.draws[0].state == "opened")
    passing: dict[str, Any] = {"number": 1, "place": 1, "text": "was not there"}
    assert (await drawn.press("pass_over", "three", **passing))[0] == 200
    status, body = await drawn.press("pass_over", "four", **{**passing, "text": ""})
    assert (status, body["code"]) == (409, "no_reason")
    status, body = await drawn.press("pass_over", "five", **{**passing, "place": 9})
    assert (status, body["code"]) == (409, "no_winner")
    assert (await drawn.press("pass_over", "three", drawn.other, **passing))[0] == 200
    assert drawn.conductor.show.draws[0].passed_over == (1,)
    assert (await drawn.press("announce", "six", number=1))[0] == 200
    status, body = await drawn.press("call_off", "seven", number=1)
    assert (status, body["code"]) == (409, "no_draw")


@pytest.mark.parametrize("fields", [{"number": "1"}, {"place": True}, {"place": 1.5}, {"text": 5}])
async def test_odd_fields_of_a_draw_are_refused(served: Served, fields: dict[str, Any]) -> None:
    await served.sit()
    status, body = await served.press("pass_over", "one", **fields)
    assert (status, body["code"]) == (409, "bad_value")
