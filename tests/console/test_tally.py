"""What a console counts of what is asked of it."""

from __future__ import annotations

from tests.console.conftest import Served
from tests.plugins.waiting import until


async def test_requests_by_class_of_status(served: Served) -> None:
    answers = served.console.tally.answers
    before = dict(answers)
    for path, status in (("/healthz", 200), ("/nowhere", 404), ("/seat/none", 410)):
        async with served.browser.get(f"{served.url}{path}") as answer:
            assert answer.status == status
    await served.sit()
    assert answers["2xx"] == before.get("2xx", 0) + 1
    assert answers["4xx"] == before.get("4xx", 0) + 2
    assert answers["3xx"] == before.get("3xx", 0) + 1


async def test_presses_by_what_came_of_them(served: Served) -> None:
    await served.press("go")
    assert served.console.tally.presses == {}, "nobody's press is none"
    await served.sit()
    await served.press("go", "one")
    await served.press("clear", "two")
    await served.press("made up", "three")
    async with served.browser.post(
        f"{served.url}/api/console/command", json={"command": "go", "id": "x", "far": "x" * 20_000}
    ) as answer:
        assert answer.status == 413
    presses = dict(served.console.tally.presses)
    refused = set(presses) - {"accepted", "malformed"}
    assert len(refused) == 1, "the refusal's own code"
    assert presses == {"accepted": 1, "malformed": 2, refused.pop(): 1}


async def test_pages_that_look(served: Served) -> None:
    await served.sit()
    tally = served.console.tally
    url = f"{served.url}/api/console/live"
    async with served.browser.ws_connect(url) as one, served.browser.ws_connect(url):
        await one.receive_json(timeout=5)
        await until(lambda: tally.consoles == 2)
        assert tally.answers["1xx"] == 2
    await until(lambda: tally.consoles == 0)
