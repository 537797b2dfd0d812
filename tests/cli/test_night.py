import asyncio
import contextlib
import json
import os
import signal
import socket
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import ClientSession

from gala.cli import night as module
from gala.cli.beginning import beginning
from gala.cli.failure import Failure
from gala.cli.night import Night, Wishes, attend, running
from gala.cli.sheets import Sheet
from gala.client import join
from gala.conductor.record import CLAIMS, CROWD, LOG
from gala.conductor.replay import replay
from gala.core.alerts import Raised
from gala.core.committing import finished
from gala.core.log import Header, LogError
from gala.ports import LogConflict, StoreDown, StoreError
from gala.proof.promise import Promise
from gala.store.embedded import EmbeddedStore
from gala.store.keys import ShowKeys
from gala.store.show import Store
from tests.conductor.nights import SHEET, accepted
from tests.core.playing import sheet_of
from tests.core.test_alerts import alert
from tests.keys import KEYS
from tests.plugins.waiting import runs, until


@pytest.fixture
def header() -> Callable[[int, Promise], Header]:
    sheet = Sheet(sheet_of(SHEET), SHEET)
    return beginning(sheet, "live", start=None, pace=None, auto=False, keys=KEYS).header


@pytest.fixture
def wishes(
    tmp_path: Path,
    store_url: str,
    show_id: str,
    monkeypatch: pytest.MonkeyPatch,
    header: Callable[[int, Promise], Header],
) -> Wishes:
    """A night over the tests' store, driven by hand."""
    monkeypatch.setenv("GALA_HOME", str(tmp_path / "home"))
    return Wishes(
        folder=tmp_path / "out",
        show=show_id,
        header=header,
        host="127.0.0.1",
        port=0,
        edge_port=0,
        redis=store_url,
        crowd=0,
        seed=1,
        lan=None,
        keys=KEYS,
    )


async def conducts(night: Night) -> None:
    await until(lambda: night.conductor.conducting)


async def test_everything_is_there_and_gone_afterwards(wishes: Wishes) -> None:
    async with running(wishes) as night:
        await conducts(night)
        url = f"http://127.0.0.1:{night.console.port}"
        ticket = await join(url)
        assert ticket.edge == f"ws://127.0.0.1:{night.edge.port}/live"
        async with ClientSession() as http, http.get(f"{url}/healthz") as answer:
            assert answer.status == 200
        await night.store.alerts.append(Raised(alert()))
        await accepted(night.store, "end")
        await until(lambda: night.conductor.finished.is_set())
        assert await night.finish_record() == 0
        assert finished(night.show)
    assert night.conducting.cancelled()
    assert finished(replay(wishes.folder).show)
    assert alert().id in (wishes.folder / "alerts.jsonl").read_text(encoding="utf-8")
    for port in (night.console.port, night.edge.port):
        with socket.create_server(("127.0.0.1", port)):
            pass


async def test_a_crowd_attends_and_its_account_is_kept(wishes: Wishes) -> None:
    async with running(replace(wishes, crowd=3)) as night:
        await conducts(night)
        until_set = asyncio.Event()
        crowd = asyncio.create_task(attend(night, until_set))
        await until(lambda: night.edge.viewers)
        until_set.set()
        await crowd
        await night.finish_record()
    kept = json.loads((wishes.folder / CROWD).read_text())
    assert kept == json.loads(json.dumps(night.crowd_summary))
    assert kept["viewers"] == 3


async def test_it_goes_on_with_what_stands_in_the_store(wishes: Wishes) -> None:
    async with running(wishes) as night:
        await conducts(night)
        await night.finish_record()
    (wishes.folder / LOG).unlink()
    async with running(replace(wishes, header=None)) as again:
        await conducts(again)
        assert again.header == night.header
        await again.finish_record()
    assert replay(wishes.folder).show.epoch == 2


async def test_nothing_to_go_on_with(wishes: Wishes) -> None:
    with pytest.raises(Failure, match="has no show to go on with"):
        async with running(replace(wishes, header=None)):
            pass


async def test_another_show_in_the_store(wishes: Wishes, tmp_path: Path) -> None:
    text = SHEET.replace("Opening", "Beginning")
    other = beginning(
        Sheet(sheet_of(text), text), "live", start=None, pace=None, auto=None, keys=KEYS
    )
    async with running(wishes):
        pass
    with pytest.raises(Failure, match=r"another show.*Name another with --show"):
        async with running(replace(wishes, folder=tmp_path / "b", header=other.header)):
            pass


async def test_a_log_that_was_not_ours(wishes: Wishes, store: Store) -> None:
    await store.log.append(0, 0, b"something else")
    with pytest.raises(Failure, match="the store: log entry 0"):
        async with running(wishes):
            pass


async def test_a_show_whose_name_is_none(wishes: Wishes) -> None:
    with pytest.raises(Failure, match="cannot name a show"):
        async with running(replace(wishes, show="a:b")):
            pass


async def test_a_log_that_is_lost_ends_the_conducting(wishes: Wishes, store: Store) -> None:
    keys = ShowKeys(store.show)
    async with running(wishes) as night:
        await conducts(night)
        await store.log._calls.call("DEL", keys.log, keys.log_head)
        pressing = asyncio.create_task(accepted(store, "go", lives_ms=200))
        await asyncio.wait({night.conducting}, timeout=10)
        with pytest.raises(StoreError, match="changed behind"):
            night.conducting.result()
        with pytest.raises(AssertionError, match="nobody answered"):
            await pressing
        await night.finish_record()
    assert replay(wishes.folder).show.epoch == 1, "what was recorded is kept"


async def test_a_record_that_cannot_be_kept_says_so_at_the_end(wishes: Wishes) -> None:
    async with running(wishes):
        pass
    (wishes.folder / LOG).unlink(missing_ok=True)
    (wishes.folder / LOG).mkdir()
    async with running(replace(wishes, header=None)) as night:
        await conducts(night)
        with pytest.raises(OSError, match="directory"):
            await night.finish_record()


async def test_a_log_that_goes_wrong_is_told_with_the_record(wishes: Wishes, store: Store) -> None:
    async with running(wishes) as night:
        await conducts(night)

        async def forged() -> int:
            index = night.conductor._follower.reader.index + 1
            with contextlib.suppress(LogConflict):  # the conductor was quicker
                await store.log.append(night.conductor.show.epoch, index, b"{}")
                return index
            return 0

        index = await until(forged)
        with pytest.raises(LogError):
            await asyncio.wait_for(asyncio.shield(night.recording), 10)
        with pytest.raises(LogError, match=f"entry {index}"):
            await night.finish_record()


async def test_claims_that_cannot_be_read_are_not_taken_for_none(wishes: Wishes) -> None:
    async with running(wishes) as night:
        await conducts(night)
        await night.store.aclose()
        with pytest.raises(StoreDown):
            await night.finish_record()
    assert not (wishes.folder / CLAIMS).exists()


async def test_its_own_store_is_started_again(
    wishes: Wishes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "STORE_CHECK_S", 0.01)
    monkeypatch.setattr(module, "STORE_AGAIN_S", 0.01)
    tries: list[str] = []

    class Stubborn(EmbeddedStore):
        """A store that does not come back at the first try."""

        async def restart(self) -> None:
            tries.append(self.url)
            if len(tries) == 1:
                raise StoreError("not yet")
            await super().restart()

    servers: list[Stubborn] = []

    def made(folder: Path) -> Stubborn:
        servers.append(Stubborn(folder))
        return servers[0]

    monkeypatch.setattr(module, "EmbeddedStore", made)
    async with running(replace(wishes, redis=None)) as night:
        await conducts(night)
        first = servers[0].pid
        os.kill(first, signal.SIGKILL)
        await until(lambda: servers[0].pid not in (0, first))
        assert len(tries) == 2

        async def back() -> list[bytes]:
            with contextlib.suppress(StoreDown):
                return await night.store.log.read(0)
            return []

        assert len(await until(back)) > 1, "with all that it had"
        await accepted(night.store, "end")
        await until(lambda: night.conductor.finished.is_set())
        second = servers[0].pid
        assert runs(second)
    assert not runs(second)


async def test_flags_alert_from_where_it_was_asked_for(wishes: Wishes) -> None:
    async with running(replace(wishes, flags_alert=3)) as night:
        assert night.watch.feelings.alert_from == 3
