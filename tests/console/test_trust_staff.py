from typing import Any

from gala.store.show import Store
from tests.console.conftest import Served, bought


async def listed(served: Served, query: str = "") -> tuple[int, dict[str, Any]]:
    async with served.browser.get(f"{served.url}/api/console/trust{query}") as answer:
        return answer.status, await answer.json()


async def decide(served: Served, claim: object = 1, **fields: Any) -> tuple[int, dict[str, Any]]:
    named = f"{claim:032x}" if isinstance(claim, int) else claim
    told = {"claim": named, "met": True, "amount_fen": 400, "reason": "seen the pictures"}
    url = f"{served.url}/api/console/trust/decide"
    async with served.browser.post(url, json={**told, **fields}) as answer:
        return answer.status, await answer.json()


async def test_staff_sees_claims_and_decides_with_name_and_reason(
    carded: Served, store: Store
) -> None:
    ann, bo = await bought(carded, store, "ann", "bo")
    await ann.file(1, files=["7" * 64])
    await bo.file(2, guarantee="tenfold", said="it is a fake")
    status, body = await listed(carded)
    assert status == 200
    assert body["count"] == 2
    first, second = body["claims"]
    assert (first["said"], first["files"], first["paid_fen"]) == ("it leaks", ["7" * 64], 400)
    assert (second["said"], second["ceiling_fen"]) == ("it is a fake", 4000)
    assert first["goods"]["en"] == "Fountain pen"

    status, body = await decide(carded, 1)
    assert status == 200
    claim = body["claim"]
    assert (claim["state"], claim["by"], claim["reason"]) == (
        *("met", "director"),
        "seen the pictures",
    )
    assert await decide(carded, 1) == (200, body), "the same again"
    _, mine = await ann.ask("mine", windows=["pens"])
    assert mine["claims"][0]["reason"] == "seen the pictures"
    assert mine["claims"][0]["by"] == "director"

    _, body = await listed(carded)
    totals = {one["guarantee"]: one for one in body["totals"]}
    assert (totals["refund"]["met"], totals["refund"]["met_fen"]) == (1, 400)
    assert (totals["refund"]["quota_unit"], totals["refund"]["quota"]) == ("fen", 700)
    assert totals["tenfold"]["filed"] == 1
    assert [one["state"] for one in body["claims"]] == ["filed", "met"]


async def test_the_list_is_filtered_and_paged(carded: Served, store: Store) -> None:
    [ann] = await bought(carded, store, "ann")
    for n, guarantee in enumerate(("refund", "freight", "tenfold")):
        await ann.file(n, guarantee=guarantee)
    await decide(carded, 1, met=False, amount_fen=0)
    for query, expected in {
        "?state=filed": ["refund", "tenfold"],
        "?state=refused": ["freight"],
        "?state=met": [],
        "?guarantee=tenfold": ["tenfold"],
        "?guarantee=tenfold&state=met": [],
        "?start=1&count=1": ["tenfold"],
    }.items():
        _, body = await listed(carded, query)
        assert [one["guarantee"] for one in body["claims"]] == expected, query
    assert body["count"] == 3
    for odd in ("?state=lost", "?start=-1", "?count=0", "?count=201", "?count=x"):
        assert (await listed(carded, odd))[0] == 400


async def test_what_cannot_be_decided_says_why(carded: Served, store: Store) -> None:
    ann, bo = await bought(carded, store, "ann", "bo")
    await ann.file(1)
    await bo.file(2)

    async def word(claim: object = 1, **fields: Any) -> tuple[int, str]:
        status, body = await decide(carded, claim, **fields)
        assert body["message"]["zh"]
        return status, body["error"]

    assert await word(9) == (404, "no_claim")
    assert await word(amount_fen=401) == (409, "over")
    assert (await decide(carded, 1))[0] == 200
    assert await word(amount_fen=399) == (409, "decided")
    assert await word(2) == (409, "quota")
    assert (await decide(carded, 2, amount_fen=300))[0] == 200


ODD: list[dict[str, Any]] = [
    {"reason": ""},
    {"reason": "  "},
    {"reason": "x" * 501},
    {"reason": "half of \ud83d"},
    {"reason": 5},
    {"amount_fen": 0},
    {"amount_fen": -1},
    {"amount_fen": True},
    {"amount_fen": 1.5},
    {"amount_fen": 2**60},
    {"met": False},
    {"met": 1},
    {"claim": 5.5},
]


async def test_odd_decisions_are_refused(carded: Served, store: Store) -> None:
    [ann] = await bought(carded, store, "ann")
    await ann.file(1)
    for fields in ODD:
        status, body = await decide(carded, **{"claim": 1, **fields})
        assert (status, body["error"]) == (400, "malformed"), fields
    _, body = await listed(carded)
    assert body["claims"][0]["state"] == "filed"


async def test_only_who_has_a_seat_and_our_own_pages(carded: Served) -> None:
    url = f"{carded.url}/api/console/trust"
    async with carded.other.get(url) as answer:
        assert answer.status == 401
    async with carded.other.post(f"{url}/decide", json={}) as answer:
        assert answer.status == 401
    evil = {"Origin": "https://evil.example"}
    async with carded.browser.post(f"{url}/decide", json={}, headers=evil) as answer:
        assert answer.status == 403
    async with carded.browser.post(f"{url}/decide", data=b"{}") as answer:
        assert answer.status == 400
