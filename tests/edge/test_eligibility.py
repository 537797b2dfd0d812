"""Who may take part, over real sockets: what is known is answered here, and no no is a guess."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from gala.core.plan import Condition, ListPlan, Plan
from gala.core.watching import Watched
from gala.edge.eligibility import Eligibility, watches
from gala.edge.limits import Limits
from gala.edge.windows import Windows
from gala.proof.viewer_list import make_list
from gala.wire import messages
from gala.wire.tickets import issue
from tests.keys import named, packed_receipt

from .facts import Viewers, ruled
from .fakes import SHOW
from .house import KEY, Guest, House, running, until

ID, OTHER = bytes(range(16)), bytes(16)
GOLD = Condition(ticket=(("tier", ("gold", "silver")),))
MINUTE = Condition(watched_s=60)
BUYER = Condition(bought=("lipstick",))
LIMITS = Limits(linger_s=1, probe_s=0.1)


async def say(house: House, window: str, state: str = "open", gen: int = 1) -> None:
    """Announce a window that is open for the app."""
    now_ms = house.clock.now_ms()
    rows = [["app", now_ms - 1000, now_ms + 60_000, 5]]
    seq = house.hall.main.ring.seq
    await house.cues.say("window", window, gen, state, rows)
    await until(lambda: house.hall.main.ring.seq > seq)


def ticket(house: House, viewer: str = "v-1", weight: int = 1, **claims: str) -> str:
    now_ms = house.clock.now_ms()
    return issue(KEY, SHOW, viewer, "app", now_ms, now_ms + 600_000, weight, claims)


async def ask(guest: Guest, window: str = "prizes", retry: bool = False) -> list[Any]:
    await guest.send(messages.claim(window, 1, ID, retry))
    return await guest.next("receipt", "answer")


async def may(guest: Guest, window: str = "prizes") -> list[Any]:
    await guest.send(messages.ask_may(window))
    return (await guest.next("standing"))[1:]


async def test_the_tickets_claims_decide_without_the_store() -> None:
    made = ruled(GOLD, (Condition(ticket=(("tier", ("gold",)),)), 3))
    async with running(plan=made) as house:
        await say(house, "prizes")
        async with house.guest(ticket=ticket(house, tier="tin")) as guest:
            assert await may(guest) == ["prizes", "no", 0, 0, ["ticket"]]
            assert await ask(guest) == ["answer", "prizes", 1, ID, "not_eligible", 0]
        assert not house.ledger.calls
        assert not house.viewers.calls
        async with house.guest(ticket=ticket(house, "v-2", 2, tier="gold")) as guest:
            assert await may(guest) == ["prizes", "yes", 6, 0, []]
            assert (await ask(guest))[7] == 6
        async with house.guest(ticket=ticket(house, "v-3", 2, tier="silver")) as guest:
            assert (await ask(guest))[7] == 2


async def test_a_window_without_a_rule_is_everybodys() -> None:
    async with running(plan=ruled(GOLD)) as house, house.guest() as guest:
        await say(house, "lipstick")
        assert await may(guest, "lipstick") == ["lipstick", "yes", 1, 0, []]
        assert (await ask(guest, "lipstick"))[0] == "receipt"


async def test_a_list_decides() -> None:
    staff = make_list(["v-1"], bytes(16))
    made = ruled(Condition(listed=ListPlan("staff", 1, staff.digest)))
    async with running(plan=made, lists={"staff": staff}) as house:
        await say(house, "prizes")
        async with house.guest() as guest, house.guest(viewer="v-2") as other:
            assert (await ask(guest))[0] == "receipt"
            assert await may(other) == ["prizes", "no", 0, 0, ["list"]]
            assert (await ask(other))[4] == "not_eligible"


async def test_a_retry_of_somebody_with_a_receipt_gets_the_receipt() -> None:
    async with running(plan=ruled(GOLD)) as house:
        await say(house, "prizes")
        async with house.guest(ticket=ticket(house, tier="gold")) as guest:
            receipt = await ask(guest)
        # The tier has been lost since.
        async with house.guest(ticket=ticket(house, tier="tin")) as guest:
            assert (await ask(guest))[4] == "not_eligible"
            assert await ask(guest, retry=True) == receipt
        assert house.ledger.calls[-1][1] == 0, "in no opening is anything given"


async def test_a_retry_of_somebody_without_one_is_told_no() -> None:
    async with running(plan=ruled(GOLD)) as house, house.guest() as guest:
        await say(house, "prizes")
        house.ledger.stock = 0
        assert await ask(guest, retry=True) == ["answer", "prizes", 1, ID, "not_eligible", 0]
        assert [gen for _, gen, _ in house.ledger.calls] == [0]


async def test_watching_counts_until_the_claim() -> None:
    async with running(plan=ruled(MINUTE)) as house, house.guest(ticket=ticket(house)) as guest:
        await say(house, "prizes")
        before_ms = house.clock.now_ms()
        _, word, _, left_s, reasons = await may(guest)
        assert (word, reasons) == ("no", ["watched"])
        assert 58 <= left_s <= 60
        *_, outcome, at_ms = await ask(guest)
        assert outcome == "not_eligible"
        assert before_ms + 58_000 <= at_ms <= before_ms + 61_000, "when it will be enough"
        house.clock.ahead_ms += 60_000
        assert (await ask(guest))[0] == "receipt"


async def test_watching_goes_on_at_another_edge_over_the_same_store() -> None:
    made, viewers = ruled(MINUTE), Viewers()
    async with (
        running(plan=made, viewers=viewers) as one,
        running(plan=made, viewers=viewers) as other,
    ):
        for house in (one, other):
            await say(house, "prizes")
        async with one.guest(ticket=ticket(one)) as guest:
            await may(guest)
            one.clock.ahead_ms += 40_000
            other.clock.ahead_ms += 40_000
        await until(lambda: viewers.total_s(named("v-1")) >= 40)
        async with other.guest(ticket=ticket(other)) as guest:
            assert (await ask(guest))[4] == "not_eligible"
            other.clock.ahead_ms += 20_000
            assert (await ask(guest))[0] == "receipt"


async def test_a_buyer_is_known_at_once_and_the_store_is_asked_once() -> None:
    async with running(plan=ruled(BUYER)) as house:
        await say(house, "lipstick")
        await say(house, "prizes")
        async with house.guest() as guest:
            assert (await ask(guest, "lipstick"))[0] == "receipt"
            assert (await ask(guest))[0] == "receipt"
            assert not house.viewers.calls, "an own win needs no asking"
    async with running(plan=ruled(BUYER)) as house, house.guest(viewer="v-2") as guest:
        house.viewers.holders = {("lipstick", named("v-2"))}
        for _ in range(3):
            assert (await may(guest))[1] == "yes"
        assert house.viewers.calls == 1


async def test_that_somebody_has_not_bought_is_kept_once_that_window_is_settled() -> None:
    async with running(plan=ruled(BUYER)) as house, house.guest() as guest:
        await say(house, "lipstick")
        await say(house, "prizes")
        for calls in (1, 2):
            assert await may(guest) == ["prizes", "no", 0, 0, ["bought"]]
            assert house.viewers.calls == calls
        # Over another edge it may still buy.
        house.viewers.holders = {("lipstick", named("v-1"))}
        assert (await may(guest))[1] == "yes"
        async with house.guest(viewer="v-2") as other:
            await say(house, "lipstick", "settled")
            for _ in range(3):
                assert (await ask(other))[4] == "not_eligible"
            assert house.viewers.calls == 4
            await say(house, "lipstick", "armed", gen=2)  # it opens again after all
            house.viewers.holders |= {("lipstick", named("v-2"))}
            assert (await ask(other))[0] == "receipt"


async def test_a_receipt_that_was_revoked_counts_no_more() -> None:
    async with running(plan=ruled(BUYER)) as house, house.guest() as guest:
        await say(house, "lipstick")
        await say(house, "prizes")
        assert (await ask(guest, "lipstick"))[0] == "receipt"
        assert (await may(guest))[1] == "yes"
        await house.cues.say("window_revoked", "lipstick", 1, "a wrong price")
        await guest.next("cue")
        await until(lambda: house.hall.main.ring.seq == 3)
        assert await may(guest) == ["prizes", "no", 0, 0, ["bought"]]
        assert (await ask(guest))[4] == "not_eligible"
        async with house.guest(viewer="v-2") as other:
            house.viewers.holders = {("lipstick", named("v-2"))}
            assert (await ask(other))[4] == "not_eligible"
        assert house.viewers.calls == 1


@pytest.mark.parametrize("made", [ruled(MINUTE), ruled(BUYER), ruled(Condition(), (MINUTE, 2))])
async def test_what_cannot_be_known_is_pending_and_never_a_no(made: Plan) -> None:
    async with running(plan=made, limits=LIMITS) as house, house.guest() as guest:
        await say(house, "prizes")
        house.viewers.gate.down = True
        begun_ms = house.clock.now_ms()
        for retry in (False, True):
            *_, outcome, at_ms = await ask(guest, retry=retry)
            assert outcome == "pending"
            assert at_ms > begun_ms
        assert await may(guest) == ["prizes", "unknown", 0, 0, []]
        assert not house.ledger.calls
        # A store that hangs keeps nobody longer than a quarter second.
        house.viewers.gate.down = False
        house.viewers.gate.hang()
        await until(lambda: house.hall.claims.eligibility._breaker.allows(house.hall.loop.time()))
        house.hall.claims.eligibility._breaker.good()
        begun_ms = house.clock.now_ms()
        assert (await ask(guest))[4] == "pending"
        assert house.clock.now_ms() - begun_ms < 500
        house.viewers.gate.go()
        house.hall.claims.eligibility._breaker.good()
        house.viewers.kept[named("v-1")] = Watched(60, 0, 0, 60)
        house.viewers.holders = {("lipstick", named("v-1"))}
        receipt = await ask(guest, retry=True)
        assert receipt[0] == "receipt"
        assert receipt[7] == (2 if made.segments[-1].window.who.weights else 1)  # type: ignore[union-attr]


async def test_many_at_once_are_one_question() -> None:
    async with (
        running(plan=ruled(BUYER)) as house,
        house.guest() as one,
        house.guest(viewer="v-2") as other,
    ):
        await say(house, "prizes")
        house.viewers.holders = {("lipstick", named("v-2"))}
        for guest in (one, other):
            await guest.send(messages.claim("prizes", 1, ID, False))
        assert (await one.next("answer", "receipt"))[4] == "not_eligible"
        assert (await other.next("answer", "receipt"))[0] == "receipt"
        assert house.viewers.calls <= 2


async def test_an_edge_stops_with_questions_under_way() -> None:
    async with running(plan=ruled(BUYER)) as house, house.guest() as guest:
        await say(house, "prizes")
        house.viewers.gate.hang()
        await guest.send(messages.claim("prizes", 1, ID, False))
        await until(lambda: house.viewers.calls)
        await house.edge.stop()
        assert not house.hall.claims.eligibility._calls


def test_a_rule_that_nobody_here_can_tell_is_refused() -> None:
    for made in (ruled(BUYER), ruled(MINUTE)):
        planned = [one.window for one in made.segments if one.window]
        with pytest.raises(ValueError, match="watched or bought"):
            Eligibility(planned, None, {}, None, Windows(planned, 0), LIMITS)
    assert not watches([replace(planned[0], who=None)])


async def test_what_is_known_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gala.edge.eligibility.KNOWN_MAX", 2)
    async with running(plan=ruled(BUYER)) as house:
        eligibility = house.hall.claims.eligibility
        for viewer in ("a", "b", "c", "c"):
            eligibility.won(viewer, "lipstick", packed_receipt("lipstick", 1, ID, 1, 1, 1))
        assert list(eligibility._known) == [("lipstick", "c")]
