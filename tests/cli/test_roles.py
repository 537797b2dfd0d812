"""The roles as processes over one store, and what is left when one of them is killed."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from gala.cli.roles import shown
from gala.client import Answer, JoinRefused, Receipt, Ticket, Viewer, connect, join
from gala.core import events as e
from gala.core.seckill import Refused
from gala.ports import Claim
from gala.store.show import Store
from tests.cli.conftest import Gala as Command
from tests.cli.processes import Gala, sheet_file, started
from tests.conductor.nights import accepted, check_streamed, opened, read
from tests.plugins.waiting import runs, until

TAKEOVER_MS = 3_000
EDGES_MS = 250
"""How exactly a window keeps its instants, whoever conducts."""

STOCK = 8
SALE = f"""
  - {{id: sale, kind: seckill, title: Sale, length: 10s, goods: pen, price_fen: 1,
     opens: 300ms, open_for: 4200ms, stock: {{app: {STOCK}}}}}
"""

TALK = """
  - {id: talk, kind: host, title: Talk, length: 20s}
"""


@contextlib.asynccontextmanager
async def conductors(
    folder: Path, store: Store, segments: str, *options: str
) -> AsyncIterator[tuple[Gala, Gala]]:
    """Two conductors of one show, driven by hand."""
    sheet = sheet_file(folder, segments)
    shared = ("--redis", store.url, "--show", store.show, "--manual", *options)
    words = ("conductor", sheet, *shared)
    async with started(folder, *words) as one, started(folder, *words) as other:
        await asyncio.gather(*(each.said(f"show {store.show}, ready") for each in (one, other)))
        yield one, other


async def leader(store: Store, *them: Gala) -> tuple[Gala, Gala]:
    """Return who conducts, and who stands by."""

    async def holder() -> str:
        return (await read(store))[0].show.holder

    name = await until(holder)
    one, other = them
    return (one, other) if name.endswith(f"-{one.pid}") else (other, one)


async def began(store: Store, epoch: int) -> e.EpochBegan:
    """Return the entry with which an epoch began, waiting for it."""

    async def there() -> e.EpochBegan | None:
        _, events, _ = await read(store)
        epochs = [event for event in events if isinstance(event, e.EpochBegan)]
        return next((event for event in epochs if event.epoch == epoch), None)

    event: e.EpochBegan = await until(there, 2 * TAKEOVER_MS / 1_000)
    return event


async def joined(url: str) -> Ticket:
    """Join as soon as the console has the show."""

    async def ticket() -> Ticket | None:
        with contextlib.suppress(JoinRefused):
            return await join(url, "app")
        return None

    got: Ticket = await until(ticket)
    return got


async def test_a_conductor_killed_in_an_open_window(tmp_path: Path, store: Store) -> None:
    ours = ("--redis", store.url, "--show", store.show, "--port", 0)
    async with contextlib.AsyncExitStack() as stack:
        # They wait until a conductor brings the show.
        edge = await stack.enter_async_context(started(tmp_path, "edge", *ours, "--drain", 0))
        console = await stack.enter_async_context(
            started(tmp_path, "console", *ours, "--edge-port", 7, "--demo-join")
        )
        two = await stack.enter_async_context(conductors(tmp_path, store, SALE))
        edge_url = (await edge.said(r"edge: (ws://127\.0\.0\.1:\d+/live)"))[1]
        url = (await console.said(r"console: (http\S+)/"))[1]

        async def viewer(number: int) -> Viewer:
            ticket = await joined(url)
            assert ticket.edge == "ws://127.0.0.1:7/live", "where the console was told it is"
            return await stack.enter_async_context(connect(edge_url, ticket.ticket))

        viewers = [await viewer(number) for number in range(STOCK + 4)]
        first, last = viewers[:4], viewers[4:]

        leading, standby = await leader(store, *two)
        await accepted(store, "go")

        async def open_now() -> bool:
            return (await read(store))[0].show.window("sale").state == "open"

        await until(open_now)
        early = asyncio.gather(*(each.claim("sale") for each in first))
        leading.signal(signal.SIGKILL)
        killed_ms = store.clock.now_ms()
        won: list[Receipt | Answer] = list(await early)
        # Nobody conducts now, and claims are decided all the same.
        won += await asyncio.gather(*(each.claim("sale") for each in last))

        takeover = await began(store, 2)
        assert takeover.at_ms - killed_ms <= TAKEOVER_MS
        assert takeover.holder.endswith(f"-{standby.pid}")
        assert takeover.dark_ms <= TAKEOVER_MS + 500

        show = (await read(store))[0].show
        closes_at_ms = show.window("sale").closes_at_ms
        assert takeover.at_ms < closes_at_ms, "taken over while it was open"

        async def closed() -> int:
            """Return the instant from which the store answers that it is closed."""
            (answer,) = await store.ledger.claim("sale", 1, [Claim("late", "tv", bytes(16))])
            assert isinstance(answer, Refused)
            return store.clock.now_ms() if answer.outcome == "closed" else 0

        await store.clock.sleep_until(closes_at_ms - 2 * EDGES_MS)
        assert not await closed()
        assert abs(await until(closed) - closes_at_ms) <= EDGES_MS

        await until(lambda: settled(store))
        receipts = [answer for answer in won if isinstance(answer, Receipt)]
        journal = await store.claims_journal("sale")
        assert len(receipts) == STOCK
        assert {answer.outcome for answer in won if isinstance(answer, Answer)} == {"sold_out"}
        kept = {winner.won.claim_id: winner.won for winner in journal}
        for receipt in receipts:
            unit = kept[receipt.claim_id]
            assert (unit.unit, unit.price_fen, unit.at_ms) == (
                receipt.unit,
                receipt.price_fen,
                receipt.at_ms,
            )
        reader, events, _ = await read(store)
        assert dict(reader.show.window("sale").sold) == {"app": len(journal), "tv": 0}
        (end,) = [event for event in events if isinstance(event, e.WindowClosed)]
        assert end == e.WindowClosed(closes_at_ms, "sale", early=False)
        await check_streamed(store)
        roles = (standby, console, edge)
        for role in roles:
            role.signal(signal.SIGTERM)
        assert await asyncio.gather(*(role.ended(within_s=8) for role in roles)) == [0, 0, 0]


async def test_a_conductor_that_slept_finds_that_it_was_replaced(
    tmp_path: Path, store: Store
) -> None:
    async with conductors(tmp_path, store, TALK, "--until-over") as two:
        sleeper, standby = await leader(store, *two)
        await accepted(store, "go")
        os.kill(sleeper.pid, signal.SIGSTOP)
        try:
            takeover = await began(store, 2)
            assert takeover.holder.endswith(f"-{standby.pid}")
        finally:
            os.kill(sleeper.pid, signal.SIGCONT)
        await sleeper.said("a newer conductor has taken over; standing by")
        await accepted(store, "end", on_air="talk")
        await check_streamed(store)
        _, events, cues = await read(store)
        after = events[events.index(takeover) :]
        assert [event for event in after if isinstance(event, e.EpochBegan)] == [takeover]
        assert {cue.epoch for cue in cues[-1:]} == {2}
        assert runs(sleeper.pid)

        assert await standby.ended(within_s=8) == 0, "the show is over"
        assert (await began(store, 3)).holder.endswith(f"-{sleeper.pid}"), "it is fit to conduct"
        assert await sleeper.ended(within_s=8) == 0


async def settled(store: Store) -> bool:
    return (await read(store))[0].show.window("sale").state == "settled"


def test_another_sheet_under_the_same_name_is_refused(
    gala: Command, tmp_path: Path, store_url: str, show_id: str
) -> None:
    async def put() -> None:
        async with await Store.open(store_url, show_id) as store:
            await opened(store)

    asyncio.run(put())
    ended = gala("conductor", sheet_file(tmp_path, TALK), "--redis", store_url, "--show", show_id)
    assert ended.code == 2
    assert "the store already has another show" in ended.err
    assert "Name another with --show" in ended.err


@pytest.mark.parametrize("role", ["conductor", "edge", "console"])
def test_a_store_that_is_none_is_said_in_one_line(gala: Command, role: str) -> None:
    for url, why in [
        ("nonsense", "not the URL of a store"),
        ("redis://crew:secret@127.0.0.1:1/0", "Connection refused"),
        ("unix:///none/at/all", "No such file"),
    ]:
        ended = gala(role, "--redis", url)
        assert (ended.code, ended.out) == (2, "")
        (line,) = ended.err.splitlines()
        assert why in line
        assert "secret" not in line


def test_a_port_that_is_taken_is_said(gala: Command, store_url: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        ended = gala("console", "--redis", store_url, "--port", other.getsockname()[1])
    assert ended.code == 2
    assert "cannot listen: Address already in use; choose another --port" in ended.err


def test_a_show_that_cannot_be_one_is_said(gala: Command, store_url: str) -> None:
    ended = gala("edge", "--redis", store_url, "--show", "a:b")
    assert ended.code == 2
    assert "cannot name a show" in ended.err


@pytest.mark.parametrize(
    ("url", "harmless"),
    [
        ("redis://localhost:6379/0", "redis://localhost:6379/0"),
        ("redis://:s@h@localhost:6379", "redis://…@localhost:6379"),
        ("unix:///run/valkey.sock", "unix:///run/valkey.sock"),
        ("nonsense", "nonsense"),
        ("a@b", "a@b"),
    ],
)
def test_a_password_is_not_repeated(url: str, harmless: str) -> None:
    assert shown(url) == harmless
