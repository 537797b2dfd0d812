import pytest
from aiohttp import ClientSession

from tests.console.conftest import Served


async def test_a_seat_link_works_once(served: Served) -> None:
    token = served.console.seats.invite("director")
    link = f"{served.url}/seat/{token}"
    async with served.browser.get(link, allow_redirects=False) as answer:
        assert answer.status == 303
        cookie = answer.headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
    async with ClientSession() as other, other.get(link, allow_redirects=False) as answer:
        assert answer.status == 410


async def test_whoever_sits_already_is_led_to_the_console_by_an_old_link(served: Served) -> None:
    await served.sit()
    async with served.browser.get(f"{served.url}/seat/used", allow_redirects=False) as answer:
        assert answer.status == 303


async def test_health_is_that_the_log_is_followed(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with served.browser.get(f"{served.url}/healthz") as answer:
        assert (answer.status, await answer.text()) == (200, "ok")
    # Whatever the log brings meanwhile: as far as anybody sees, it is not followed.
    lost = property(lambda _: False, lambda _, __: None)
    monkeypatch.setattr(type(served.console.watch), "healthy", lost, raising=False)
    async with served.browser.get(f"{served.url}/healthz") as answer:
        assert answer.status == 503


async def test_every_answer_carries_a_strict_policy(served: Served) -> None:
    for path in ("/", "/console", "/nowhere", "/api/console/seat", "/healthz"):
        async with served.browser.get(f"{served.url}{path}") as answer:
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert "Traceback" not in await answer.text()


async def test_a_fault_inside_is_one_word_outside(served: Served) -> None:
    await served.sit()
    served.console.watch._follower = None  # type: ignore[assignment]
    async with served.browser.get(f"{served.url}/api/console/seat") as answer:
        assert (answer.status, await answer.json()) == (500, {"error": "internal"})
