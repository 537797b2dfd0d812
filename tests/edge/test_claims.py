"""A claim from its arrival to its answer, over real sockets."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from gala.core.plan import WindowPlan
from gala.edge.limits import Limits
from gala.ports import Refused
from gala.wire import messages
from gala.wire.tickets import issue
from tests.keys import named

from .fakes import SHOW, TEXT, plan
from .house import KEY, Guest, House, running, until

ID, OTHER = bytes(range(16)), bytes(16)


async def armed(house: House, opens_in_ms: int = -1000, state: str = "armed", gen: int = 1) -> int:
    """Announce the window; return when it opens for the app."""
    opens_ms = house.clock.now_ms() + opens_in_ms
    rows = [["app", opens_ms, opens_ms + 60_000, 5], ["tv", opens_ms + 3000, 0, 5]]
    seq = house.hall.main.ring.seq
    await house.cues.say("window", "lipstick", gen, state, rows)
    await until(lambda: house.hall.main.ring.seq > seq)
    return opens_ms


async def ask(
    guest: Guest, claim_id: bytes = ID, retry: bool = False, gen: int = 1, window: str = "lipstick"
) -> list[Any]:
    await guest.send(messages.claim(window, gen, claim_id, retry))
    return await guest.next("receipt", "answer")


async def test_a_receipt_and_the_same_again() -> None:
    async with running() as house, house.guest() as guest:
        await armed(house)
        receipt = await ask(guest)
        assert receipt[:13] == [
            "receipt", "lipstick", 1, ID, 1, 1, 1_623_762_091_532,
            1, "app", bytes.fromhex(named("v-1")), "1-0", 0, 1,
        ]  # fmt: skip
        assert await ask(guest) == receipt
        assert await ask(guest, OTHER, retry=True) == receipt
        # In a later opening, too.
        await armed(house, state="closed")
        await armed(house, gen=2)
        assert await ask(guest, OTHER, gen=2) == receipt
        async with house.guest() as elsewhere:
            assert await ask(elsewhere, retry=True) == receipt


async def test_the_outlet_is_the_tickets() -> None:
    async with running() as house, house.guest(viewer="v-9", outlet="tv") as guest:
        await armed(house, -10_000)
        await ask(guest)
        [(_, _, [claim])] = house.ledger.calls
        assert (claim.viewer, claim.outlet, claim.claim_id) == (named("v-9"), "tv", ID)


async def test_what_the_edge_knows_by_itself() -> None:
    async with running() as house, house.guest() as guest:
        assert await ask(guest, window="attic") == ["answer", "attic", 1, ID, "unknown", 0]
        assert (await ask(guest))[4] == "unknown"
        opens_ms = await armed(house, 10_000)
        assert await ask(guest) == ["answer", "lipstick", 1, ID, "too_early", opens_ms]
        await armed(house, state="closed")
        assert await ask(guest) == ["answer", "lipstick", 1, ID, "closed", 0]
        assert not house.ledger.calls
        # A retry is asked all the same.
        assert (await ask(guest, retry=True))[0] == "receipt"


async def test_sold_out_by_a_tick() -> None:
    async with running() as house, house.guest() as guest:
        await armed(house)
        tick = messages.tick(1, 1, [("lipstick", 1, [("app", 0), ("tv", 5)])])
        await house.counters.publish_tick(tick)
        await guest.next("tick")
        assert await ask(guest) == ["answer", "lipstick", 1, ID, "sold_out", 0]
        assert not house.ledger.calls
        house.ledger.stock = 0
        assert await ask(guest, retry=True) == ["answer", "lipstick", 1, ID, "sold_out", 0]
        assert len(house.ledger.calls) == 1


async def test_a_moment_early_is_kept_until_the_opening() -> None:
    async with running() as house, house.guest() as guest, house.guest(viewer="v-2") as other:
        opens_ms = await armed(house, 150)
        await guest.send(messages.claim("lipstick", 1, ID, False))
        await other.send(messages.claim("lipstick", 1, OTHER, False))
        assert (await guest.next())[0:2] == ["welcome", "test"]
        assert (await guest.next("receipt"))[3] == ID
        assert (await other.next("receipt"))[3] == OTHER
        assert house.clock.now_ms() >= opens_ms
        assert len(house.ledger.calls) == 1


async def test_the_stores_clock_decides() -> None:
    async with running() as house, house.guest() as guest:
        await armed(house)
        now_ms = house.clock.now_ms()
        house.ledger.refuse = [Refused("too_early", now_ms + 20)] * 2
        assert (await ask(guest))[0] == "receipt"
        assert len(house.ledger.calls) == 3
        house.ledger.refuse = [Refused("too_early", now_ms + 9000)]
        answer = await ask(guest)
        assert answer[4:] == ["too_early", now_ms + 9000]


async def test_it_is_not_kept_for_ever() -> None:
    async with running() as house, house.guest() as guest:
        await armed(house)
        house.ledger.refuse = [Refused("too_early", house.clock.now_ms())] * 9
        assert (await ask(guest))[4] == "too_early"


async def test_the_ledgers_other_answers() -> None:
    async with running() as house, house.guest() as guest:
        await armed(house)
        for outcome in ("sold_out", "closed", "unknown"):
            house.ledger.refuse = [Refused(outcome)]
            assert await ask(guest) == ["answer", "lipstick", 1, ID, outcome, 0]


async def test_a_paused_window_is_not_a_closed_one_and_gives_receipts_all_the_same() -> None:
    async with running() as house, house.guest() as guest:
        await armed(house)
        receipt = await ask(guest)
        await armed(house, state="paused")
        async with house.guest(viewer="v-9") as other:
            # Without the store, and with it: a retry whose first answer was lost.
            assert await ask(other) == ["answer", "lipstick", 1, ID, "paused", 0]
            house.ledger.refuse = [Refused("closed")]
            assert await ask(other, retry=True) == ["answer", "lipstick", 1, ID, "paused", 0]
        assert await ask(guest, retry=True) == receipt


async def test_pending_is_answered_in_time_and_the_retry_finds_the_receipt() -> None:
    async with running() as house, house.guest() as guest:
        await armed(house)
        house.ledger.gate.hang()
        begun_ms = house.clock.now_ms()
        answer = await ask(guest)
        took_ms = house.clock.now_ms() - begun_ms
        assert answer[:5] == ["answer", "lipstick", 1, ID, "pending"]
        assert 250 <= took_ms < 400
        assert begun_ms + took_ms < answer[5] <= begun_ms + took_ms + 1000
        house.ledger.gate.go()
        await until(lambda: not house.hall.claims._desk._calls)
        assert (await ask(guest, retry=True))[3:5] == [ID, 1]


async def test_the_final_answer_comes_by_itself_after_pending() -> None:
    async with running(limits=Limits(linger_s=1, probe_s=0.1)) as house, house.guest() as guest:
        await armed(house)
        house.ledger.gate.hang()
        assert (await ask(guest))[4] == "pending"
        house.ledger.gate.go()
        late = await guest.next("receipt", "answer")
        assert late[:4] == ["receipt", "lipstick", 1, ID]
        house.ledger.gate.down = True
        assert (await ask(guest, OTHER, retry=True))[4] == "pending"
        house.ledger.gate.down = False
        assert await guest.next("receipt", "answer") == late, "the same bytes as ever"
        assert len(house.ledger.calls) == 3


async def test_a_store_that_is_down_gets_no_claims_and_loses_nobody() -> None:
    async with running(limits=Limits(linger_s=1, probe_s=0.1)) as house, house.guest() as guest:
        await armed(house)
        house.ledger.gate.down = True
        assert (await ask(guest))[4] == "pending"
        for _ in range(20):
            assert (await ask(guest, retry=True))[4] == "pending"
        assert len(house.ledger.calls) <= 3
        house.ledger.gate.down = False
        await guest.send(messages.claim("lipstick", 1, ID, True))
        assert (await guest.next("receipt"))[3] == ID


async def test_what_is_kept_is_bounded() -> None:
    limits = Limits(linger_s=1, claims_waiting=2)
    async with running(limits=limits) as house, house.guest() as guest:
        await armed(house, 240)
        for number in range(3):
            claim = messages.claim("lipstick", 1, number.to_bytes(16, "big"), False)
            await guest.send(claim)
        assert (await guest.next("answer"))[3:5] == [(2).to_bytes(16, "big"), "pending"]


async def test_the_edge_stops_with_claims_under_way() -> None:
    async with running() as house:
        async with house.guest() as guest, house.guest(viewer="v-2") as early:
            await armed(house)
            house.ledger.gate.hang()
            await guest.send(messages.claim("lipstick", 1, ID, False))
            await until(lambda: house.ledger.calls)
            await armed(house, 200, gen=2)
            await early.send(messages.claim("lipstick", 2, ID, False))
            await house.edge.stop()
        assert not house.hall.claims._desk._calls


async def test_a_rain_counts_what_was_caught_and_a_draw_what_the_ticket_weighs() -> None:
    stock = (("app", 10**12), ("tv", 10**12))
    made = plan()
    (sale,) = made.segments
    rain = WindowPlan("rain", TEXT, 0, 0, 60_000, stock, stocked=False, quantity_max=4)
    draw = WindowPlan(
        "draw", TEXT, 0, 0, 60_000, stock, stocked=False, quantity_max=100, weighed=True
    )
    segments = (replace(sale, window=rain), replace(sale, id="s2", window=draw))
    async with running(plan=replace(made, segments=segments)) as house:
        now_ms = house.clock.now_ms()
        ticket = issue(KEY, SHOW, "v-1", "app", now_ms, now_ms + 60_000, weight=7)
        for window in ("rain", "draw"):
            rows = [["app", now_ms - 1_000, now_ms + 60_000, 5]]
            await house.cues.say("window", window, 1, "open", rows)
        async with house.guest(ticket=ticket) as guest:
            await until(lambda: house.hall.main.ring.seq == 2)
            got = []
            for window, asked in (("rain", 3), ("draw", 50)):
                await guest.send(messages.claim(window, 1, ID, False, asked))
                got.append((await guest.next("receipt"))[7])
            assert got == [3, 7]
            await guest.send(messages.claim("rain", 1, OTHER, True, 99))
            assert (await guest.next("receipt"))[7] == 3, "and once it has them, those"
