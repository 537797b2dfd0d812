"""What a press would lead to, told before it is given."""

import pytest

from gala.console.what_if import BadPress, Press, answer, press_of
from tests.console.conftest import Served
from tests.core.playing import LOTS, ORIGIN_MS, Playing


@pytest.mark.parametrize(
    ("query", "press"),
    [
        ({}, Press()),
        ({"extend_ms": "-30000"}, Press(extend_ms=-30_000)),
        ({"hold_ms": "60000"}, Press(hold_ms=60_000)),
        ({"skip": ""}, Press(skip="")),
        ({"skip": "song"}, Press(skip="song")),
    ],
)
def test_what_is_asked_about(query: dict[str, str], press: Press) -> None:
    assert press_of(query) == press


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ({"extend_ms": "soon"}, "whole number"),
        ({"extend_ms": "９"}, "whole number"),
        ({"extend_ms": "9" * 40}, "whole number"),
        ({"extend_ms": "14400001"}, "from -14400000"),
        ({"hold_ms": "-1"}, "from 0 to"),
        ({"hold_ms": "1", "skip": "song"}, "one of"),
        ({"jump": "song"}, "one of"),
    ],
)
def test_what_cannot_be_read(query: dict[str, str], why: str) -> None:
    with pytest.raises(BadPress, match=why):
        press_of(query)


def test_before_and_after() -> None:
    play = Playing(LOTS).until(ORIGIN_MS + 20_000)
    status, told = answer(play.show, Press(extend_ms=60_000), "director", ORIGIN_MS + 20_000)
    assert status == 200
    before, after = told["before"], told["after"]
    assert after["finish_ms"] == before["finish_ms"] + 60_000
    assert [one["id"] for one in after["windows"]] == ["rain", "first"]
    assert after["windows"][0]["outlets"][1] == {
        "outlet": "tv",
        "opens_at_ms": ORIGIN_MS + 103_000,
        "closes_at_ms": ORIGIN_MS + 123_000,
    }
    assert after["draws"][0]["round"] > before["draws"][0]["round"]
    assert after["whole"]


@pytest.mark.parametrize(
    ("press", "moved_ms"),
    [(Press(), None), (Press(skip=""), -60_000), (Press(hold_ms=5_000), 5_000)],
)
def test_each_press(press: Press, moved_ms: int | None) -> None:
    play = Playing().until(ORIGIN_MS + 20_000)
    status, told = answer(play.show, press, "director", ORIGIN_MS + 20_000)
    assert status == 200
    if moved_ms is None:
        assert told["after"] is None
        return
    starts = {
        when: {one["id"]: one["starts_ms"] for one in told[when]["segments"]}
        for when in ("before", "after")
    }
    assert starts["after"]["visit"] - starts["before"]["visit"] == moved_ms


def test_what_would_be_refused() -> None:
    status, told = answer(Playing().show, Press(extend_ms=1_000), "director", ORIGIN_MS - 9_000)
    assert (status, told["code"]) == (409, "not_on_air")
    assert set(told["message"]) == {"zh", "en"}


async def test_who_has_a_seat_may_ask(served: Served) -> None:
    url = f"{served.url}/api/console/what-if"
    async with served.browser.get(url) as response:
        assert response.status == 401
    await served.sit()
    assert (await served.press("go", on_air=None))[0] == 200
    await served.until(lambda show: show.on_air)
    seq = served.console.watch.entries
    async with served.browser.get(url, params={"hold_ms": "5000"}) as response:
        told = await response.json()
        assert response.status == 200, told
        assert told["after"]["finish_ms"] > told["now_ms"]
    async with served.browser.get(url, params={"hold_ms": "x"}) as response:
        assert response.status == 400
    assert served.console.watch.show.phase == "on_air"
    assert served.console.watch.entries >= seq
