from typing import Any

import pytest

from gala.wire.tickets import TicketVerifier
from tests.console.conftest import EDGE_PORT, Served


async def _join(served: Served, body: bytes, **headers: str) -> tuple[int, dict[str, Any]]:
    headers = {"Content-Type": "application/json", **headers}
    url = f"{served.url}/api/join"
    async with served.browser.post(url, data=body, headers=headers) as answer:
        return answer.status, await answer.json()


async def test_a_ticket_for_the_first_outlet_unless_another_is_asked_for(served: Served) -> None:
    key = served.console.settings.demo_key
    assert key is not None
    verifier = TicketVerifier("small", ["app", "tv"], [key])
    for body, outlet in ((b"", "app"), (b"{}", "app"), (b'{"outlet": "tv"}', "tv")):
        status, joined = await _join(served, body)
        assert status == 200
        ticket = verifier.verify(joined["ticket"], served.console.watch.now_ms())
        assert (ticket.viewer, ticket.outlet) == (joined["viewer"], outlet)
        assert joined["edge"] == f"ws://127.0.0.1:{EDGE_PORT}/live"
        assert joined["expires_at_ms"] == ticket.expires_ms


async def test_everybody_who_joins_is_somebody_new(served: Served) -> None:
    viewers = {(await _join(served, b""))[1]["viewer"] for _ in range(20)}
    assert len(viewers) == 20


@pytest.mark.parametrize(
    ("body", "error"),
    [(b'{"outlet": "moon"}', "outlet"), (b'{"outlet": 5}', "outlet"), (b"[]", "malformed"),
     (b"{", "malformed")],
)  # fmt: skip
async def test_odd_requests_are_told_what_is_odd(served: Served, body: bytes, error: str) -> None:
    status, answer = await _join(served, body)
    assert (status, answer["error"]) == (400, error)


async def test_pages_of_others_get_no_tickets(served: Served) -> None:
    assert (await _join(served, b"", Origin="http://evil.example"))[0] == 403


async def test_a_tier_of_the_trust_card_for_whoever_wants_one(carded: Served) -> None:
    key = carded.console.settings.demo_key
    assert key is not None
    verifier = TicketVerifier("evening", ["app"], [key])
    status, joined = await _join(carded, b'{"tier": "gold"}')
    assert status == 200
    ticket = verifier.verify(joined["ticket"], carded.console.watch.now_ms())
    assert ticket.claims == (("tier", "gold"),)
    for odd in (b'{"tier": "iron"}', b'{"tier": 5}', b'{"tier": []}'):
        assert await _join(carded, odd) == (400, {"error": "tier", "tiers": ["gold"]})
