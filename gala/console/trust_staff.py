"""The staff's desk for claims on guarantees: the list, the totals, and decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiohttp import web

from gala.console import commands
from gala.console.body import BadBody, posted
from gala.console.office import Office
from gala.console.texts import zh_en
from gala.console.trust_words import claim_fields, refused
from gala.core.trust.claims import ClaimState, Declined, Standing
from gala.ports import StoreError

if TYPE_CHECKING:
    from gala.console.server import Console

COUNT_MAX = 200
"""Claims in one answer."""


def routes(console: Console, office: Office) -> list[web.RouteDef]:
    """Return the routes for who has a seat."""

    async def listed(console: Console, request: web.Request, seat: str) -> web.StreamResponse:
        return await _listed(console, office, request)

    async def decide(console: Console, request: web.Request, seat: str) -> web.StreamResponse:
        return await _decide(console, office, request, seat)

    return [
        web.get("/api/console/trust", commands.handler(console, listed)),
        web.post("/api/console/trust/decide", commands.handler(console, decide)),
    ]


async def _listed(console: Console, office: Office, request: web.Request) -> web.StreamResponse:
    if not console.watch.started:
        return refused("no_show")
    query = request.query
    try:
        state = ClaimState(query["state"]) if query.get("state") else None
        start, count = int(query.get("start", "0")), int(query.get("count", "50"))
    except ValueError:
        return refused("malformed")
    if start < 0 or not 1 <= count <= COUNT_MAX:
        return refused("malformed")
    try:
        await office.catch_up()
    except StoreError:
        return refused("store")
    guarantee = query.get("guarantee") or None
    found = [
        one
        for one in office.claims.standings.values()
        if state in (None, one.state) and guarantee in (None, one.guarantee)
    ]
    found.sort(key=_order)
    return web.json_response(
        {
            "now_ms": office.now_ms(),
            "totals": _totals(office),
            "count": len(found),
            "claims": [_claim(office, one) for one in found[start : start + count]],
        }
    )


def _order(standing: Standing) -> tuple[bool, int, str]:
    """Who waits longest comes first; then what was decided, the latest first."""
    waits = standing.state is ClaimState.FILED
    return (not waits, standing.filed_ms if waits else -standing.decided_ms, standing.claim)


def _claim(office: Office, standing: Standing) -> dict[str, object]:
    filing, book = office.claims.filings[standing.claim], office.book
    sold = book.windows[filing.window]
    return {
        **claim_fields(standing, filing),
        "pseudonym": filing.viewer,
        "paid_fen": filing.paid_fen,
        "goods": zh_en(sold.title),
        "merchant": zh_en(sold.merchant_title),
        "said": office.said.get(standing.claim, ""),
        "files": list(filing.files),
    }


def _totals(office: Office) -> list[dict[str, Any]]:
    counts = office.claims.counts
    return [
        {
            "guarantee": one.id,
            "kind": one.kind,
            "title": zh_en(one.title),
            "quota_unit": one.quota.unit,
            "quota": one.quota.most,
            "met_fen": office.claims.met_fen[one.id],
            **{str(state): counts[one.id, state] for state in ClaimState},
        }
        for one in office.book.offers.values()
    ]


async def _decide(
    console: Console, office: Office, request: web.Request, seat: str
) -> web.StreamResponse:
    if not console.watch.started:
        return refused("no_show")
    try:
        body = await posted(request)
    except BadBody as bad:
        return refused(bad.word)
    match body:
        case {"claim": str(claim), "met": bool(met), "amount_fen": fen, "reason": str(reason)} if (
            type(fen) is int
        ):
            pass
        case _:
            return refused("malformed")
    try:
        await office.catch_up()
        answer = await office.decide(claim, met, fen, seat, reason.strip())
        if answer is None:
            return refused("no_claim")
        if isinstance(answer, Declined):
            return refused(answer.code)
        await office.catch_up()
    except StoreError:
        return refused("store")
    except ValueError:
        return refused("malformed")
    return web.json_response({"claim": _claim(office, answer)})
