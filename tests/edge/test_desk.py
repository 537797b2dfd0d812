"""Batches to the ledger, deadlines, and the breaker."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

import pytest

from gala.core.seckill import PENDING
from gala.edge.desk import Answer, Asked, Breaker, Desk
from gala.edge.limits import Limits
from gala.edge.receipts import Receipt, Receipts
from gala.ports import Claim, Decision
from gala.wire.messages import unpack
from gala.wire.requests import MakeClaim
from tests.keys import RECEIPT_KEYS

from .fakes import Ledger
from .house import until


def name(number: int) -> str:
    return f"{number:032x}"


@dataclass
class Someone:
    pseudonym: str
    outlet: str = "app"
    weight: int = 1
    heard: list[bytes] = field(default_factory=list)

    def told(self, claim: MakeClaim, message: bytes) -> None:
        self.heard.append(message)


@dataclass
class Office:
    ledger: Ledger
    desk: Desk
    answers: list[tuple[Asked, Answer | None]]

    def ask(self, number: int, window: str = "lipstick", gen: int = 1) -> None:
        claim = MakeClaim(window, gen, number.to_bytes(16, "big"), False)
        self.desk.ask(Asked(Someone(name(number)), claim, gen))

    async def answered(self, count: int) -> list[Answer | None]:
        await until(lambda: len(self.answers) >= count)
        assert len(self.answers) == count
        return [decision for _, decision in self.answers]


@asynccontextmanager
async def office(**limits: float) -> AsyncIterator[Office]:
    ledger = Ledger()
    answers: list[tuple[Asked, Answer | None]] = []
    desk = Desk(
        ledger,
        Receipts(RECEIPT_KEYS, ledger),
        Limits(**limits),  # type: ignore[arg-type]
        lambda asked, decision: answers.append((asked, decision)),
    )
    yield Office(ledger, desk, answers)
    ledger.gate.go()
    await desk.close()


def unit(receipt: Receipt) -> object:
    return unpack(receipt.message)[4]


async def test_claims_of_a_moment_go_in_one_call() -> None:
    async with office() as here:
        for number in range(100):
            here.ask(number)
        decisions = await here.answered(100)
        assert len(here.ledger.calls) == 1
        assert [unit(d) for d in decisions if isinstance(d, Receipt)] == list(range(1, 101))
        assert [asked.claimant.pseudonym for asked, _ in here.answers] == [
            name(number) for number in range(100)
        ]


async def test_windows_and_openings_go_apart() -> None:
    async with office() as here:
        here.ask(1)
        here.ask(2, gen=2)
        here.ask(3, window="gold")
        await here.answered(3)
        assert {(window, gen) for window, gen, _ in here.ledger.calls} == {
            ("lipstick", 1), ("lipstick", 2), ("gold", 1),
        }  # fmt: skip
        await until(lambda: not here.desk._lines)


async def test_calls_are_bounded_in_size_and_number() -> None:
    async with office(batch=10, in_flight=2, answer_s=5.0) as here:
        here.ledger.gate.hang()
        for number in range(55):
            here.ask(number)
        await until(lambda: len(here.ledger.calls) == 2)
        await asyncio.sleep(0.02)  # time enough for a third call
        assert [len(claims) for _, _, claims in here.ledger.calls] == [10, 10]
        here.ledger.gate.go()
        await here.answered(55)
        assert [len(claims) for _, _, claims in here.ledger.calls] == [10] * 5 + [5]


async def test_claims_without_an_answer_are_bounded() -> None:
    async with office(claims_waiting=20, answer_s=5.0) as here:
        here.ledger.gate.hang()
        for number in range(50):
            here.ask(number)
        assert [decision for _, decision in here.answers] == [None] * 30
        here.ledger.gate.go()
        await here.answered(50)


async def test_a_slow_ledger() -> None:
    async with office(answer_s=0.05, probe_s=0.2) as here:
        here.ledger.gate.hang()
        for number in range(30):
            here.ask(number)
        assert await here.answered(30) == [None] * 30
        # The breaker is open: no waiting, no calls.
        here.ask(31)
        assert len(here.answers) == 31
        # The late answer comes: everybody gets it, and who was sent away is asked for as well.
        here.ledger.gate.go()
        decisions = await here.answered(62)
        assert all(isinstance(decision, Receipt) for decision in decisions[31:])
        assert len({asked.claimant.pseudonym for asked, _ in here.answers[31:]}) == 31
        assert [len(claims) for _, _, claims in here.ledger.calls] == [30, 1]
        here.ask(32)
        assert isinstance((await here.answered(63))[-1], Receipt)


async def test_batches_that_cannot_be_sent_expire_too() -> None:
    async with office(batch=1, in_flight=1, answer_s=0.05) as here:
        here.ledger.gate.hang()
        for number in range(10):
            here.ask(number)
        assert await here.answered(10) == [None] * 10
        assert len(here.ledger.calls) == 1


async def test_a_ledger_that_is_down_is_probed() -> None:
    async with office(probe_s=0.05, again_calls=0) as here:
        here.ledger.gate.down = True
        here.ask(1)
        assert await here.answered(1) == [None]
        for number in range(2, 50):
            here.ask(number)
        assert len(here.ledger.calls) == 1
        here.ledger.gate.down = False
        await asyncio.sleep(0.06)  # the probe's time
        here.ask(50)
        here.ask(51)
        await here.answered(51)
        decisions = {asked.claimant.pseudonym: decision for asked, decision in here.answers}
        assert isinstance(decisions[name(50)], Receipt)
        assert decisions[name(51)] is None, "one probe at a time"


async def test_a_call_that_hangs_makes_room_in_the_end() -> None:
    async with office(
        in_flight=1, answer_s=0.02, give_up_s=0.05, probe_s=0.0, again_calls=0
    ) as here:
        here.ledger.gate.hang()
        here.ask(1)
        assert await here.answered(1) == [None]
        await until(lambda: not here.desk._calls)
        here.ledger.gate.go()
        here.ask(2)
        assert isinstance((await here.answered(2))[1], Receipt)


async def test_who_was_told_pending_is_asked_for_when_the_ledger_is_back() -> None:
    async with office(probe_s=0.05) as here:
        here.ledger.gate.down = True
        for number in range(20):
            here.ask(number)
        assert await here.answered(20) == [None] * 20
        here.ask(20)  # while the breaker is open: it is never in a call
        assert len(here.answers) == 21
        here.ledger.gate.down = False
        decisions = await here.answered(42)
        assert all(isinstance(decision, Receipt) for decision in decisions[21:])
        assert len({asked.claimant.pseudonym for asked, _ in here.answers[21:]}) == 21
        assert [len(claims) for _, _, claims in here.ledger.calls] == [20, 1, 20]


async def test_who_finds_its_shard_dry_is_asked_for_until_stock_has_come() -> None:
    async with office(probe_s=0.03) as here:
        claim, dry = here.ledger.claim, 2

        async def moving(window: str, gen: int, claims: Sequence[Claim]) -> list[Decision]:
            nonlocal dry
            dry -= 1
            return await claim(window, gen, claims) if dry < 0 else [PENDING] * len(claims)

        here.ledger.claim = moving  # type: ignore[method-assign]
        for number in range(3):
            here.ask(number)
        decisions = await here.answered(6)
        assert decisions[:3] == [None] * 3, "pending is said once"
        assert all(isinstance(decision, Receipt) for decision in decisions[3:])
        assert len(here.desk._again) == 0


async def test_a_retry_takes_the_place_of_asking_for_its_viewer() -> None:
    async with office(probe_s=0.05) as here:
        here.ledger.gate.down = True
        someone = Someone(name(1))
        claim = MakeClaim("lipstick", 1, bytes(16), False)
        here.desk.ask(Asked(someone, claim, 1))
        assert await here.answered(1) == [None]
        here.ledger.gate.down = False
        await asyncio.sleep(0.04)
        here.desk.ask(Asked(someone, replace(claim, retry=True), 1))
        await here.answered(2)
        assert len(here.desk._again) == 1
        await here.answered(3)
        await asyncio.sleep(0.1)  # time enough for another
        assert [len(claims) for _, _, claims in here.ledger.calls] == [1, 1]


async def test_asking_again_is_bounded_in_number_and_time() -> None:
    async with office(probe_s=0.01, again_calls=3, claims_again=5, again_s=0.5) as here:
        here.ledger.gate.down = True
        for number in range(9):
            here.ask(number)
        await here.answered(9)
        assert len(here.desk._again) == 5
        await until(lambda: not len(here.desk._again) and not here.desk._lines)
        assert len(here.answers) == 9, "pending is said once"
        calls = len(here.ledger.calls)
        assert calls <= 1 + 2 * 5
        await asyncio.sleep(0.05)
        assert len(here.ledger.calls) == calls
    async with office(probe_s=0.01, again_calls=10**6, again_s=0.1) as here:
        here.ledger.gate.down = True
        here.ask(1)
        await here.answered(1)
        await until(lambda: not len(here.desk._again), within_s=1.0)


async def test_a_closed_desk_asks_for_nobody() -> None:
    async with office(probe_s=0.01) as here:
        here.ledger.gate.down = True
        here.ask(1)
        await here.answered(1)
        await here.desk.close()
        here.ledger.gate.down = False
        await asyncio.sleep(0.05)
        assert len(here.answers) == 1
        assert not len(here.desk._again)


async def test_a_ledger_that_is_broken(caplog: pytest.LogCaptureFixture) -> None:
    async with office() as here:

        async def claim(*_: object) -> list[Answer]:
            raise ZeroDivisionError

        here.ledger.claim = claim  # type: ignore[method-assign, assignment]
        here.ask(1)
        assert await here.answered(1) == [None]
        assert "ZeroDivisionError" in caplog.text


async def test_too_few_decisions_are_none() -> None:
    async with office() as here:

        async def claim(*_: object) -> list[Answer]:
            return []

        here.ledger.claim = claim  # type: ignore[method-assign, assignment]
        here.ask(1)
        here.ask(2)
        assert await here.answered(2) == [None, None]


def test_the_breaker() -> None:
    breaker = Breaker(1.0)
    assert breaker.allows(0)
    breaker.bad(10.0)
    assert not breaker.allows(10.9)
    assert breaker.allows(11.0)
    assert not breaker.allows(11.5)
    breaker.good()
    assert breaker.allows(11.6)
