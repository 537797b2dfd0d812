"""A whole night in one process: store, conductor, edge, console, recorder and crowd together."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import socket
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import dataclass, field
from pathlib import Path

from gala.admin.parts import Part
from gala.after.account import from_folder
from gala.after.reconcile import reconcile
from gala.cli import promises
from gala.cli.admin import answering
from gala.cli.beacons import source
from gala.cli.beginning import begun
from gala.cli.failure import Failure
from gala.cli.home import holder, home, ticket_key
from gala.cli.night_doors import opened, taken
from gala.cli.operator_keys import OperatorKeys, check_keys
from gala.conductor.alerts_record import write_alerts
from gala.conductor.conductor import Conductor
from gala.conductor.drawing import Notary
from gala.conductor.guarantees import write_guarantees
from gala.conductor.metrics import ConductorMetrics
from gala.conductor.opening import find_show
from gala.conductor.orders_record import paid_plans, write_orders
from gala.conductor.record import (
    CROWD,
    LOG,
    Recorder,
    seal,
    unseal,
    write_bundles,
    write_claims,
    write_receipts,
)
from gala.conductor.replay import RecordError
from gala.console.proofs import Proofs
from gala.console.seats import Seats
from gala.console.server import Console, bound
from gala.console.watch import Watch
from gala.core.books import Figure
from gala.core.by_lot import to_order
from gala.core.feelings import FLAGS_ALERT
from gala.core.log import Header, LogError, LogReader
from gala.core.plan import Plan
from gala.core.state import Show
from gala.crowd import run_crowd, summarize
from gala.crowd.behaviour import Night as CrowdNight
from gala.edge import Edge
from gala.edge.listen import reachable
from gala.ports import StoreError
from gala.proof.promise import Promise
from gala.store.archive import StoreArchive
from gala.store.embedded import EmbeddedStore
from gala.store.evidence import Evidence
from gala.store.show import Store
from gala.wire.proxies import Proxies
from gala.wire.tls_files import TlsFiles

_log = logging.getLogger("gala.show")

STORE_CHECK_S = 0.2
STORE_AGAIN_S = 1.0
AFTER_OVER_S = 1.0
"""How long viewers have after the end to see it, before the doors close."""

CROWD_HOME_S = 15.0

PARTS = 3
"""What the admin port answers for: conductor, edge and console."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a night is asked to be. `header` is None when `folder` has one to go on with."""

    folder: Path
    show: str
    header: Callable[[int, Promise], Header] | None
    host: str
    port: int
    edge_port: int
    redis: str | None
    crowd: int
    seed: int
    lan: str | None
    keys: OperatorKeys
    relays: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    """The files of the sheet's lists, each `ID=FILE`."""
    replicas: int | None = None
    """How many replicas must have a write; None: see `gala.cli.promises`."""
    webhooks: tuple[str, ...] = ()
    shards: int = 1
    """Into how many shards the windows that sell units are cut, when the night begins."""
    flags_alert: int = FLAGS_ALERT
    tls: TlsFiles | None = None
    """What to serve over TLS with."""
    proxies: Proxies = field(default_factory=Proxies)
    origins: tuple[str, ...] = ()
    """Pages' origins that are admitted besides our own: those of proxies in front."""
    edge_url: str | None = None
    """The edge's public address; None: its port of the host that a page came from."""
    admin: socket.socket | None = None
    """Where /live, /ready and /metrics are served."""

    @property
    def scheme(self) -> str:
        """What the pages are served over."""
        return "https" if self.tls else "http"


class Night:
    """What runs, for whoever prints or waits."""

    def __init__(
        self, wishes: Wishes, store: Store, first: LogReader, notary: Notary, public: StoreArchive
    ) -> None:
        self.wishes = wishes
        self.store = store
        self.first = first
        self.plan: Plan = first.plan
        self.header = first.header
        self.origin = first.show.night.origin
        self.seats = Seats(home() / "seats.json")
        self.proofs = Proofs(Evidence(wishes.keys.log), public, wishes.keys.pins.data())
        self.watch = Watch(store, self.proofs.evidence, store.guarantees)
        self.watch.feelings.alert_from = wishes.flags_alert
        self.conductor = Conductor(store, notary, holder(), store.orders)
        self.recorder = Recorder(store.log, wishes.folder, Evidence(wishes.keys.log))
        self.conducting: asyncio.Task[None]
        self.recording: asyncio.Task[None]
        self.console: Console
        self.edge: Edge
        self.whole = False
        """Whether the record has all that it should; it is sealed when everything has stopped."""
        self.figures: list[Figure] = []
        """The night reconciled, once the record is whole: every figure by two ways."""
        self.crowd_summary: dict[str, object] | None = None

    @property
    def show(self) -> Show:
        """The state, as recorded so far."""
        return self.recorder.follower.show

    async def finish_record(self) -> int:
        """Write what the record still lacks; return how many units were given.

        Raises `LogError`, `OSError` and `StoreError` when the record is not whole.
        """
        self.recording.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self.recording
        await self.recorder.finish()
        windows = [window.id for window in self.show.windows]
        journals = {window: await self.store.claims_journal(window) for window in windows}
        folder = self.wishes.folder
        units = write_claims(folder, journals)
        write_receipts(
            folder, journals, self.origin, self.wishes.keys.receipts, self.header.promise
        )
        write_bundles(folder, self.recorder.evidence, journals)
        _, claimed = await self.store.guarantees.journal("0")
        write_guarantees(folder, self.header.sheet, (one.entry for one in claimed))
        _, spoken = await self.store.alerts.journal("0")
        write_alerts(folder, spoken)
        await self._finish_orders(folder)
        if self.crowd_summary is not None:
            text = json.dumps(self.crowd_summary, ensure_ascii=False, indent=1, sort_keys=True)
            (self.wishes.folder / CROWD).write_text(text + "\n")
        self.figures = await asyncio.to_thread(_reconciled, folder)
        self.whole = True
        return units

    async def _finish_orders(self, folder: Path) -> None:
        """Write what became of the orders, everything that was won among them."""
        entries = {}
        plan = self.show.plan
        for window in paid_plans(plan):
            await self.store.orders.catch_up(window)
            # A night that was stopped may have ended between a draw and its orders.
            if (drawn := to_order(self.show, window.id)) is not None:
                await self.store.orders.settle(self.show.epoch, window, drawn)
            entries[window.id] = await self.store.orders.whole_journal(window)
        write_orders(folder, plan, entries)


def _reconciled(folder: Path) -> list[Figure]:
    """Return the figures of the record that was just written. Raises `LogError`, `OSError`."""
    try:
        return reconcile(from_folder(folder))
    except RecordError as error:
        raise OSError(str(error)) from None


@contextlib.asynccontextmanager
async def running(wishes: Wishes) -> AsyncIterator[Night]:
    """Start everything, in order; stop everything, in the other order.

    Raises `Failure` when something cannot be started, saying what.
    """
    _make_folder(wishes)
    key = ticket_key()
    async with contextlib.AsyncExitStack() as stack:
        listener = stack.enter_context(_free(wishes))
        parts = await stack.enter_async_context(answering(wishes.admin, PARTS))
        try:
            url = wishes.redis or await _embedded(stack, wishes.folder)
            store = await stack.enter_async_context(await Store.open(url, wishes.show))
            first = await _first(store, wishes)
        except (StoreError, ValueError, LogError) as error:
            raise Failure(f"the store: {error}") from None
        check_keys(wishes.keys, first.header.keys)
        archive = StoreArchive(url, wishes.show)
        stack.push_async_callback(archive.aclose)
        _background(stack, archive.start())
        beacon = await source(stack, first.header, wishes.keys, store.clock, wishes.relays)
        # Another process than the conductor's: nobody who reads proofs keeps a draw waiting.
        public = StoreArchive(url, wishes.show)
        stack.push_async_callback(public.aclose)
        night = Night(wishes, store, first, Notary(archive, beacon, wishes.keys.vrf), public)
        stack.callback(night.recorder.close)
        night.recording = _background(stack, night.recorder.run())
        _background(stack, night.watch.run())
        night.conducting = _background(stack, night.conductor.run())
        conductor = night.conductor
        parts.add(Part("conductor", conductor.problem, ConductorMetrics(conductor)))
        await opened(stack, night, key, listener, parts)
        yield night
    if night.whole:
        _seal(night)


def _make_folder(wishes: Wishes) -> None:
    try:
        wishes.folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Failure(f"{wishes.folder}: cannot be made ({error.strerror})") from None
    try:
        unseal(wishes.folder)
    except OSError as error:
        raise Failure(f"{wishes.folder}: cannot be written to ({error.strerror})") from None
    if wishes.header and (wishes.folder / LOG).exists():
        raise Failure(
            f"{wishes.folder} holds a show already. To go on with it: gala show --resume "
            f"{wishes.folder}. To start another, name another folder."
        )


def _seal(night: Night) -> None:
    """Sign what the record has become: the store was the last to write in it."""
    folder = night.wishes.folder
    try:
        seal(folder, night.origin, night.wishes.keys.log)
    except OSError as error:
        raise Failure(f"the record in {folder} cannot be sealed: {error}", code=1) from None


def _free(wishes: Wishes) -> socket.socket:
    """Return the console's socket. Both ports are tried before anything is begun or written."""
    _bound(wishes.host, wishes.edge_port).close()
    return _bound(wishes.host, wishes.port)


def _bound(host: str, port: int) -> socket.socket:
    try:
        return bound(host, port)
    except OSError as error:
        raise Failure(taken(error, host, port)) from None


async def _embedded(stack: contextlib.AsyncExitStack, folder: Path) -> str:
    store = EmbeddedStore(folder)
    await stack.enter_async_context(store)
    _background(stack, _keep_up(store))
    return store.url


async def _keep_up(store: EmbeddedStore) -> None:
    """Start the store again when it has died: everything acknowledged is on its disk."""
    while True:
        await asyncio.sleep(STORE_CHECK_S)
        problem: StoreError | None = store.problem()
        while problem is not None:
            _log.warning("%s; starting it again", problem)
            try:
                await store.restart()
                problem = None
            except StoreError as error:
                problem = error
                await asyncio.sleep(STORE_AGAIN_S)


async def _first(store: Store, wishes: Wishes) -> LogReader:
    """Return the show to run: a new one from its header, or the one that stands in the log."""
    found = await find_show(store.log)
    if wishes.header is not None:
        found = await begun(store, wishes.header, found, wishes.replicas, wishes.shards)
    elif found is None:
        raise Failure(f"{wishes.folder} has no show to go on with")
    await promises.held(store, found.header.promise, wishes.replicas)
    return found


async def attend(night: Night, until: asyncio.Event) -> None:
    """Send the crowd, and return when it has gone home: the show is over, or `until` is set."""
    wishes, length_ms = night.wishes, night.plan.length_ms
    start_ms = night.header.origin_ms
    now_ms = night.store.clock.now_ms()
    seen = await run_crowd(
        f"{wishes.scheme}://{reachable(wishes.host)}:{night.console.port}",
        wishes.crowd,
        wishes.seed,
        CrowdNight(length_ms, max(0, start_ms - now_ms), night.plan.pace_milli),
        outlets={outlet.id: 1 for outlet in night.plan.outlets},
        start_ms=start_ms,
        until=until,
        tls=wishes.tls.own_client() if wishes.tls else None,
    )
    night.crowd_summary = summarize(seen)


def _background(
    stack: contextlib.AsyncExitStack, work: Coroutine[None, None, None]
) -> asyncio.Task[None]:
    """Start what runs until `stack` is left; what it raises before is for whoever looks at it."""
    task = asyncio.create_task(work)
    stack.push_async_callback(_stopped, task)
    return task


async def _stopped(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
