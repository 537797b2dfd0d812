"""The sealed record of a night with draws, a rain and a window, made once over a real store."""

import asyncio
import uuid
from pathlib import Path

import pytest

from gala.conductor.record import Recorder, seal, write_bundles, write_claims, write_receipts
from gala.store.evidence import Evidence
from gala.store.show import Store
from tests.conductor.nights import DRAWN, accepted, conducting, entered, opened, over
from tests.keys import KEYS, PROMISE
from tests.plugins.waiting import until

REASON = "works here"

NIGHTS_MAX = 3
"""A machine that stands still for half a second spoils a night whose windows are no longer."""


@pytest.fixture(scope="session")
def drawn_record(store_url: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder; whoever changes it copies it first."""
    for left in reversed(range(NIGHTS_MAX)):
        folder = tmp_path_factory.mktemp("drawn")
        try:
            asyncio.run(_night(store_url, folder))
        except (AssertionError, TimeoutError):
            if not left:
                raise
        else:
            return folder
    raise AssertionError("no night was played")


async def _night(url: str, folder: Path) -> None:
    async with await Store.open(url, f"show-{uuid.uuid4().hex}") as store:
        evidence = Evidence(KEYS.log)
        recorder = Recorder(store.log, folder, evidence)
        await opened(store, sheet=DRAWN)
        async with conducting(store, "a") as conductor:
            crowd = asyncio.gather(
                entered(store, "first", 1, 2, 1, 5, 1, 1, 3),
                entered(store, "rain", 3, 1, 4),
                entered(store, "sale", 1, 1, 1),
            )
            await until(lambda: conductor.conducting and len(conductor.show.draws) == 2)
            for seat in ("director", "producer"):
                await accepted(store, "pass_over", by=seat, number=1, place=0, text=REASON)
            await over(conductor)
            await crowd
        await recorder.finish()
        journals = {
            window: await store.claims_journal(window) for window in ("first", "rain", "sale")
        }
    write_claims(folder, journals)
    write_receipts(folder, journals, evidence.origin, KEYS.receipts, PROMISE)
    write_bundles(folder, evidence, journals)
    seal(folder, evidence.origin, KEYS.log)
