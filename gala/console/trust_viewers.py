"""What viewers ask of the office: their guarantees and claims, filing, using a coupon.

A viewer shows its ticket and its receipt; there is no cookie, so no other site can ask for it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from aiohttp import web

from gala.console.body import BadBody, with_ticket
from gala.console.office import Holder, Office, Refusal
from gala.console.rate import Rate
from gala.console.texts import zh_en
from gala.console.trust_words import claim_fields, guarantees_fields, refused
from gala.core.trust.claims import FILES_MAX, SAID_CHARS_MAX, Answer, Declined
from gala.ports import StoreError
from gala.proof.errors import ProofError
from gala.wire.tickets import TicketRefused

if TYPE_CHECKING:
    from gala.console.server import Console

WINDOWS_MAX = 200
"""Windows that one question may name."""

ASKS, FILINGS = (30, 60), (10, 10)
"""Of one viewer: at once, and a minute; a claim that is sent again counts too."""

_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_Asked = Callable[[Office, Holder, dict[str, Any]], Awaitable[web.Response]]


def routes(console: Console, office: Office) -> list[web.RouteDef]:
    """Return the routes for viewers."""
    asks, filings = Rate(*ASKS), Rate(*FILINGS)
    return [
        web.post("/api/trust/mine", _asked(console, office, _mine, asks)),
        web.post("/api/trust/file", _asked(console, office, _file, filings)),
        web.post("/api/trust/redeem", _asked(console, office, _redeem, filings)),
    ]


def _asked(console: Console, office: Office, answer: _Asked, rate: Rate) -> _Handler:
    async def handle(request: web.Request) -> web.StreamResponse:
        if not console.own_origin(request):
            return refused("origin")
        if not console.watch.started:
            return refused("no_show")
        try:
            body = await with_ticket(request)
        except BadBody as bad:
            return refused(bad.word)
        try:
            holder = office.holder(body["ticket"])
            if not rate.allows(holder.viewer, office.now_ms()):
                return refused("rate")
            return await answer(office, holder, body)
        except TicketRefused as error:
            return refused(error.word)
        except Refusal as error:
            return refused(error.code)
        except ProofError:
            return refused("receipt")
        except ValueError:
            return refused("malformed")
        except StoreError:
            return refused("store")

    return handle


async def _mine(office: Office, holder: Holder, body: dict[str, Any]) -> web.Response:
    windows = body.get("windows")
    if not isinstance(windows, list) or len(windows) > WINDOWS_MAX:
        raise ValueError("windows")
    await office.catch_up()
    book = office.book
    named = {one for one in windows if isinstance(one, str)}
    told = {
        one: guarantees_fields(book, one, holder.tier)
        for one in sorted(named & book.windows.keys())
        if office.sells(one)
    }
    claims = [
        claim_fields(one, office.claims.filings[one.claim]) for one in office.of(holder.viewer)
    ]
    return web.json_response(
        {
            "show": office.show,
            "now_ms": office.now_ms(),
            "tier": _title(book.tiers.get(holder.tier)),
            "windows": told,
            "claims": claims,
        }
    )


async def _file(office: Office, holder: Holder, body: dict[str, Any]) -> web.Response:
    match body:
        case {"receipt": receipt, "guarantee": str(guarantee), "claim": str(claim),
              "said": str(said), "files": list(files)}:  # fmt: skip
            pass
        case _:
            raise ValueError("fields")
    if not 0 < len(said.strip()) <= len(said) <= SAID_CHARS_MAX or len(files) > FILES_MAX:
        raise ValueError("said or files")
    if not all(isinstance(one, str) for one in files):
        raise ValueError("files")
    return await _answered(
        office, await office.file(holder, receipt, guarantee, claim, said, files)
    )


async def _redeem(office: Office, holder: Holder, body: dict[str, Any]) -> web.Response:
    match body:
        case {"receipt": receipt, "guarantee": str(guarantee), "claim": str(claim)}:
            pass
        case _:
            raise ValueError("fields")
    return await _answered(office, await office.redeem(holder, receipt, guarantee, claim))


async def _answered(office: Office, answer: Answer) -> web.Response:
    if isinstance(answer, Declined):
        return refused(answer.code)
    await office.catch_up()
    filing = office.claims.filings[answer.claim]
    return web.json_response({"claim": claim_fields(answer, filing)})


def _title(title: tuple[str, str] | None) -> dict[str, str] | None:
    return zh_en(title) if title else None
