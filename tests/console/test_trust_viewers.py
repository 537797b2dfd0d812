import asyncio
from typing import Any

import pytest

from gala.core.orders.book import OrderKey
from gala.core.orders.rules import Payment
from gala.core.orders.tables import Role
from gala.ports import StoreDown
from gala.store.show import Store
from tests.console.conftest import Buyer, Served, begun, bought, serving
from tests.core.trust.cards import CARD


async def mine(buyer: Buyer) -> dict[str, Any]:
    status, body = await buyer.ask("mine", windows=["pens", "inks", "nothing", 5])
    assert status == 200
    return body


def told(answer: tuple[int, dict[str, Any]]) -> tuple[int, str]:
    """Status and word; the texts are there, in both languages."""
    status, body = answer
    if status == 200:
        return 200, body["claim"]["state"]
    assert body["message"]["zh"]
    assert body["message"]["en"]
    return status, body["error"]


async def test_a_viewer_sees_what_its_goods_come_with(carded: Served, store: Store) -> None:
    [ann] = await bought(carded, store, "ann")
    said = await mine(ann)
    assert (said["show"], said["tier"], said["claims"]) == ("evening", None, [])
    assert list(said["windows"]) == ["pens"], "inks come with nothing"
    pens = said["windows"]["pens"]
    assert (pens["title"]["en"], pens["merchant"]["en"]) == ("Fountain pen", "The pen shop")
    assert [(one["id"], one["yours"]) for one in pens["guarantees"]] == [
        *(("refund", True), ("freight", True), ("tenfold", True), ("again", False))
    ]


async def test_what_has_not_been_announced_is_not_told(carded: Served, store: Store) -> None:
    [ann] = await bought(carded, store, "ann")
    office = carded.console.settings.office
    assert office is not None
    assert office.sells("pens")
    assert not office.sells("inks")
    assert not office.sells("nothing")
    assert "inks" not in (await mine(ann))["windows"]


async def test_a_claim_is_filed_and_seen_by_its_viewer_alone(carded: Served, store: Store) -> None:
    ann, bo = await bought(carded, store, "ann", "bo")
    assert told(await ann.file()) == (200, "filed")
    [claim] = (await mine(ann))["claims"]
    assert (claim["guarantee"], claim["window"], claim["unit"]) == ("refund", "pens", 1)
    assert (claim["ceiling_fen"], claim["by"]) == (400, "")
    assert "said" not in claim
    assert (await mine(bo))["claims"] == []


async def test_the_same_again_and_a_second_one_get_the_first(carded: Served, store: Store) -> None:
    [ann] = await bought(carded, store, "ann")
    first = await ann.file()
    assert await ann.file() == first
    assert await ann.file(2, {}, said="again") == first
    assert told(await ann.file(1, guarantee="tenfold")) == (409, "other")
    assert len((await mine(ann))["claims"]) == 1


async def test_another_viewers_receipt_claims_nothing(carded: Served, store: Store) -> None:
    ann, bo = await bought(carded, store, "ann", "bo")
    assert told(await ann.file(1, receipt=bo.receipt)) == (403, "not_yours")
    changed = {**bo.receipt, "leaf": ann.receipt["leaf"]}
    assert told(await ann.file(1, receipt=changed)) == (400, "receipt")
    other = {**ann.receipt, "origin": "gala/live/" + "0" * 64}
    assert told(await ann.file(1, receipt=other)) == (400, "receipt")
    forged = {**ann.receipt, "signature": "00" * 64}
    odds: list[object] = [None, [], {}, {**ann.receipt, "more": 1}, forged]
    for odd in odds:
        assert told(await ann.file(1, receipt=odd)) == (400, "receipt")
    assert (await mine(ann))["claims"] == []


async def test_tickets_are_looked_at_first(carded: Served, store: Store) -> None:
    [ann] = await bought(carded, store, "ann")
    assert told(await ann.file(1, ticket="no ticket")) == (401, "ticket")
    assert told(await ann.file(1, ticket=5)) == (400, "malformed")


ODD: list[dict[str, Any]] = [
    {"claim": "short"},
    {"claim": 5},
    {"claim": "g" * 32},
    {"said": ""},
    {"said": "   "},
    {"said": "x" * 1_001},
    {"said": "half of \ud83d"},
    {"said": None},
    {"files": ["0" * 64] * 6},
    {"files": ["0" * 63]},
    {"files": [5]},
    {"files": "0" * 64},
    {"guarantee": 5},
]


async def test_odd_claims_are_refused(carded: Served, store: Store) -> None:
    # Two viewers, for one alone would soon ask too often.
    buyers = await bought(carded, store, "ann", "bo")
    for n, fields in enumerate(ODD):
        assert told(await buyers[n % 2].file(1, fields)) == (400, "malformed"), fields
    assert (await mine(buyers[0]))["claims"] == []


async def test_what_the_goods_do_not_come_with(carded: Served, store: Store) -> None:
    [ann] = await bought(carded, store, "ann")
    assert told(await ann.file(1, guarantee="nothing")) == (404, "no_guarantee")
    assert told(await ann.file(1, guarantee="again")) == (403, "tier")
    assert told(await ann.ask("redeem", guarantee="again", claim="1" * 32)) == (403, "tier")
    assert told(await ann.ask("redeem", guarantee="refund", claim="1" * 32)) == (409, "no_coupon")
    assert told(await ann.ask("redeem", guarantee="refund")) == (400, "malformed")
    assert told(await ann.ask("mine")) == (400, "malformed")
    assert told(await ann.ask("mine", windows=["x"] * 201)) == (400, "malformed")


async def test_what_was_revoked_was_not_bought(carded: Served, store: Store) -> None:
    [ann] = await bought(carded, store, "ann")
    await carded.sit("second", carded.other)
    await carded.agree("revoke", "r", window="pens", gen=1, text="a wrong price")
    await carded.until(lambda show: show.window("pens").is_revoked(1))
    assert told(await ann.file()) == (409, "revoked")


async def test_what_is_held_and_not_paid_for_is_not_guaranteed(store: Store) -> None:
    sheet = CARD.replace("price_fen: 400,", "price_fen: 400, pay_within: 15m,")
    async with serving(store) as made:
        await begun(made, store, sheet)
        await made.sit()
        [ann] = await bought(made, store, "ann")
        assert told(await ann.file()) == (409, "not_paid")
        window = made.console.watch.show.window_plan("pens")
        await store.orders.catch_up(window)
        assert told(await ann.file()) == (409, "not_paid")
        viewer = ann.receipt["leaf"].split(" ")[0]
        payment = Payment(viewer, 400, "till-1")
        await store.orders.pay(window, OrderKey("app", 1, 1), Role.PLATFORM, "shop", payment)
        assert told(await ann.file()) == (200, "filed")


async def test_a_gold_card_uses_its_coupon_once(carded: Served, store: Store) -> None:
    ann, bo = await bought(carded, store, "ann", "bo", tier="gold")
    assert told(await ann.file(1, guarantee="again")) == (409, "coupon")
    answers = await asyncio.gather(
        *(ann.ask("redeem", guarantee="again", claim=f"{n:032x}") for n in range(5))
    )
    assert all(one == answers[0] for one in answers)
    assert told(answers[0]) == (200, "met")
    assert answers[0][1]["claim"]["amount_fen"] == 500
    assert told(await bo.ask("redeem", guarantee="again", claim="b" * 32)) == (409, "quota")
    said = await mine(ann)
    assert said["tier"] == {"zh": "金卡", "en": "Gold"}
    assert len(said["claims"]) == 1


async def test_who_asks_too_often_waits_and_others_do_not(carded: Served, store: Store) -> None:
    ann, bo = await bought(carded, store, "ann", "bo")
    answers = [told(await ann.file()) for _ in range(12)]
    assert answers[:10] == [(200, "filed")] * 10
    assert answers[11] == (429, "rate")
    assert told(await bo.file(3)) == (200, "filed")


async def test_other_sites_and_other_forms_get_nothing(carded: Served) -> None:
    url = f"{carded.url}/api/trust/file"
    evil = {"Origin": "https://evil.example", "Content-Type": "application/json"}
    async with carded.other.post(url, data=b"{}", headers=evil) as answer:
        assert (answer.status, (await answer.json())["error"]) == (403, "origin")
    for data in (b"{}", b"not JSON", b"[]"):
        async with carded.other.post(url, data=data) as answer:
            assert answer.status == 400
    large = b'{"ticket": "' + b"x" * 20_000 + b'"}'
    ours = {"Content-Type": "application/json"}
    async with carded.other.post(url, data=large, headers=ours) as answer:
        assert (answer.status, (await answer.json())["error"]) == (413, "too_large")


async def test_a_store_that_is_away_is_told_and_nothing_is_lost(
    carded: Served, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    [ann] = await bought(carded, store, "ann")

    async def away(*args: object) -> None:
        raise StoreDown("away")

    with monkeypatch.context() as patched:
        patched.setattr(store.guarantees, "file", away)
        assert told(await ann.file()) == (503, "store")
    assert told(await ann.file()) == (200, "filed")


async def test_before_the_show_there_is_nothing_to_claim(store: Store) -> None:
    async with serving(store) as made:
        url = f"{made.url}/api/trust/mine"
        async with made.other.post(url, json={"ticket": "x", "windows": []}) as answer:
            assert (answer.status, (await answer.json())["error"]) == (503, "no_show")
