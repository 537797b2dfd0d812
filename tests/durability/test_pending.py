"""A claim that the replicas cannot have yet is `pending`, and its receipt comes by itself later."""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

from gala.edge.desk import Answer, Asked, Desk
from gala.edge.limits import Limits
from gala.edge.receipts import Receipt, Receipts
from gala.store.show import Store
from gala.wire.requests import MakeClaim
from tests.durability.selling import WINDOW, opened
from tests.durability.servers import replicated
from tests.keys import RECEIPT_KEYS
from tests.plugins.waiting import until


@dataclass
class Someone:
    pseudonym: str = "ab" * 16
    outlet: str = "app"
    weight: int = 1
    heard: list[bytes] = field(default_factory=list)

    def told(self, claim: MakeClaim, message: bytes) -> None:
        self.heard.append(message)


async def test_the_receipt_follows_when_the_replicas_are_back(tmp_path: Path) -> None:
    async with (
        replicated(tmp_path, 2) as (primary, others, cables),
        await Store.open(primary.url, "night") as store,
    ):
        store.wait_for(2)
        await opened(store)
        answers: list[Answer | None] = []
        desk = Desk(
            store.ledger,
            Receipts(RECEIPT_KEYS, store.ledger),
            Limits(probe_s=0.2),
            lambda _, answer: answers.append(answer),
        )
        for cable in cables:
            cable.cut()
        claim = MakeClaim(WINDOW, 1, bytes(16), False)
        begun_s = asyncio.get_running_loop().time()
        desk.ask(Asked(Someone(), claim, 1))
        await until(lambda: answers)
        assert asyncio.get_running_loop().time() - begun_s < 0.4
        assert answers == [None]
        await asyncio.sleep(1.0)
        assert answers == [None], "it is written, and nobody may be told"
        assert len(await store.claims_journal(WINDOW)) == 1
        for cable in cables:
            cable.mend()
        await until(lambda: len(answers) == 2)
        assert isinstance(answers[1], Receipt)
        await desk.close()
        # Who takes over has it, and says it in the same bytes.
        await others[0].promote()
        async with await Store.open(others[0].url, "night") as later:
            again = Desk(
                later.ledger,
                Receipts(RECEIPT_KEYS, later.ledger),
                Limits(),
                lambda _, answer: answers.append(answer),
            )
            again.ask(Asked(Someone(), claim, 1))
            await until(lambda: len(answers) == 3)
            assert answers[2] == answers[1]
            await again.close()
