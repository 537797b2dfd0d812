"""One night over real processes, with its faults, until everything has come to rest."""

from __future__ import annotations

import asyncio
import contextlib
import json
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

from gala.client import ShowOver
from gala.conductor.opening import open_show
from gala.core.committing import finished
from gala.core.log import Header
from gala.ports import StoreDown
from gala.store.follow import Follower
from gala.store.show import Store
from gala.wire.tickets import TicketKey, issue
from run_sheet import digest
from tests.core.playing import sheet_of
from tests.keys import KEYS, PROMISE, beacon
from tests.kills.faults import Fault, faults
from tests.kills.guests import Guest
from tests.kills.roles import Role, Server
from tests.plugins.ports import free_port
from tests.plugins.waiting import until

GUESTS = 20
STOCK = {"app": 4, "tv": 3}
WINDOWS = ("sale", "rain", "draw")

SHEET = f"""
gala: 1
id: kills
title: {{zh: 断, en: Kills}}
start: 2021-06-15T20:21:00+08:00
outlets:
  - {{id: app, title: App, delay: 0s}}
  - {{id: tv, title: TV, delay: 200ms}}
goods:
  - {{id: pen, title: Pen, price_fen: 900}}
segments:
  - {{id: opening, kind: host, title: Opening, length: 600ms}}
  - {{id: sale, kind: seckill, title: Sale, length: 3300ms, goods: pen, price_fen: 1,
     opens: 300ms, open_for: 2600ms, stock: {{app: {STOCK["app"]}, tv: {STOCK["tv"]}}}}}
  - {{id: rain, kind: rain, title: Rain, length: 2700ms, opens: 200ms, open_for: 2000ms,
     pool_fen: 1000, packets: 20, min_fen: 10, max_fen: 200, per_viewer: 4}}
  - {{id: draw, kind: draw, title: Draw, length: 2700ms, opens: 200ms, open_for: 2000ms,
     alternates: 2,
     prizes: [{{id: car, title: Car, count: 1, value_fen: 90000}},
              {{id: cup, title: Cup, count: 2, value_fen: 900}}]}}
  - {{id: bye, kind: host, title: Bye, length: 400ms}}
"""

LEAD_MS = 5_000
"""Until the start: the processes begin, and the guests arrive."""

LENGTH_S = 9.7
SETTLES_S = 45.0
"""How long after its end a night may take to come to rest; a viewer may stay away for 15 s."""

LIVES_MS = 3_600_000
DRAIN_S = 0.2

T = TypeVar("T")


@dataclass
class Night:
    """What a night leaves for whoever looks at it afterwards."""

    folder: Path
    seed: int
    show: str
    faults: list[Fault]
    store: Store
    server: Server
    roles: dict[str, Role]
    guests: list[Guest]
    urls: list[str]
    done: list[str] = field(default_factory=list)
    statuses: dict[str, int] = field(default_factory=dict)
    ended_late_ms: int = 0


@contextlib.asynccontextmanager
async def played(folder: Path, seed: int) -> AsyncIterator[Night]:
    """Play a night to its end; in the block everything still stands, after it nothing does."""
    key = prepared(folder / "home")
    show = f"kills-{seed}"
    async with contextlib.AsyncExitStack() as stack:
        server = Server(folder / "valkey")
        await stack.enter_async_context(server.embedded)
        store = await stack.enter_async_context(await Store.open(server.embedded.url, show))
        await open_show(store.log, header(store))
        ports = [free_port(), free_port()]
        words = ("--redis", store.url, "--show", show)
        roles = {f"conductor {n}": Role(folder, f"conductor {n}", "conductor", *words)
                 for n in range(2)}  # fmt: skip
        for n, port in enumerate(ports):
            name = f"edge {n}"
            roles[name] = Role(folder, name, "edge", *words, "--port", port, "--drain", DRAIN_S)
        urls = [f"ws://127.0.0.1:{port}/live" for port in ports]
        guests = [
            Guest(n, seed, outlet := ("app", "tv")[n // 2 % 2], ticket(store, key, n, outlet), urls)
            for n in range(GUESTS)
        ]  # fmt: skip
        night = Night(folder, seed, show, faults(seed), store, server, roles, guests, urls)
        background(stack, server.keep())
        keeping = {n: background(stack, role.keep(lambda: server.faults > 0))
                   for n, role in roles.items()}  # fmt: skip
        staying = [background(stack, guest.stay()) for guest in guests]
        await beside([*keeping.values(), *staying], to_rest(night))
        yield night
        for role in roles.values():
            await role.ready()
            role.leave()
        for name, task in keeping.items():
            night.statuses[name] = await asyncio.wait_for(task, 30)
        endings = await asyncio.wait_for(asyncio.gather(*staying), 30)
        assert {type(ended) for ended in endings} == {ShowOver}, endings


async def to_rest(night: Night) -> None:
    """Let the night and its faults happen, and wait until nothing more is to come."""
    follower = Follower(night.store.log)
    await insist(follower.catch_up)
    origin_ms = follower.reader.header.origin_ms
    struck = asyncio.create_task(strike(night, follower))
    try:
        async with asyncio.timeout(LEAD_MS / 1_000 + LENGTH_S + SETTLES_S):
            while not finished(follower.show):
                await insist(lambda: follower.wait(200))
            await struck
            night.ended_late_ms = night.store.clock.now_ms() - origin_ms - int(LENGTH_S * 1_000)
            for role in night.roles.values():
                await role.ready()
            await until(lambda: night.server.pid, SETTLES_S)
            await insist(follower.catch_up)
            last = dict(follower.show.seqs)["main"]
            await until(lambda: all(guest.at_rest(last) for guest in night.guests), SETTLES_S)
    except TimeoutError:
        held = [guest.name for guest in night.guests if not guest.answered]
        raise AssertionError(
            f"it does not come to rest: {follower.show.phase}, without an answer: {held}"
        ) from None
    finally:
        struck.cancel()


async def beside(others: list[asyncio.Task[Any]], work: Coroutine[Any, Any, None]) -> None:
    """Do `work`; fail at once when one of `others` ends meanwhile."""
    doing = asyncio.create_task(work)
    try:
        done, _ = await asyncio.wait({doing, *others}, return_when=asyncio.FIRST_COMPLETED)
        for task in done - {doing}:
            raise AssertionError(f"ended too early: {task.result()!r}")
        await doing
    finally:
        doing.cancel()
        await asyncio.gather(doing, return_exceptions=True)


def background(stack: contextlib.AsyncExitStack, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
    """Start what ends with `stack` at the latest."""
    task = asyncio.create_task(work)

    async def stopped() -> None:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    stack.push_async_callback(stopped)
    return task


async def strike(night: Night, follower: Follower) -> None:
    """Kill and freeze, each at its instant; return when nobody is frozen any more."""
    loop = asyncio.get_running_loop()
    origin_ms = follower.reader.header.origin_ms
    thawed_s = 0.0
    for fault in night.faults:
        await night.store.clock.sleep_until(origin_ms + fault.at_ms)
        target = victim(night, fault.who, follower.show.holder)
        # What has just died is struck again once it has been started again.
        await until(lambda: target.pid, SETTLES_S)  # noqa: B023
        night.done.append(str(fault))
        if fault.frozen_ms:
            target.freeze(fault.frozen_ms / 1_000)
            thawed_s = max(thawed_s, loop.time() + fault.frozen_ms / 1_000)
        else:
            target.kill()
    await asyncio.sleep(thawed_s - loop.time())


def victim(night: Night, who: str, holder: str) -> Role | Server:
    """Return who is meant: the leader is the one that the log names last."""
    if who == "store":
        return night.server
    if who in night.roles:
        return night.roles[who]
    one, other = night.roles["conductor 0"], night.roles["conductor 1"]
    leads = holder.endswith(f"-{one.pid}")
    return one if leads == (who == "leader") else other


def prepared(home: Path) -> TicketKey:
    """Put the tests' keys where the processes look for them; return the key for tickets."""
    (home / "keys").mkdir(parents=True)
    secrets = {one.name: getattr(KEYS, one.name).hex() for one in fields(KEYS)}
    (home / "keys" / "operator.json").write_text(json.dumps(secrets))
    (home / "pins.json").write_bytes(KEYS.pins.data())
    key = TicketKey.new()
    body = {"kid": key.kid, "k": urlsafe_b64encode(key.secret).decode()}
    (home / "keys" / "ticket.json").write_text(json.dumps(body))
    return key


def header(store: Store) -> Header:
    """Return the first line of a night that begins when everybody is there."""
    origin_ms = store.clock.now_ms() + LEAD_MS
    return Header(
        show=store.show,
        sheet=SHEET,
        sheet_digest=digest(sheet_of(SHEET)),
        pace_milli=1_000,
        origin_ms=origin_ms,
        mode="auto",
        beacon=beacon(origin_ms),
        keys=KEYS.log_keys,
        promise=PROMISE,
    )


def ticket(store: Store, key: TicketKey, number: int, outlet: str) -> str:
    """Return a guest's ticket."""
    now_ms = store.clock.now_ms()
    return issue(key, "kills", f"guest {number}", outlet, now_ms, now_ms + LIVES_MS)


async def insist(call: Callable[[], Awaitable[T]]) -> T:
    """Call until the store has answered."""
    while True:
        try:
            return await call()
        except StoreDown:
            await asyncio.sleep(0.1)
