"""`gala conductor`, `gala console`: one role each, over a shared store (the third: `edge.py`)."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gala.cli import admin, counters, doors, home, sheets, spoken
from gala.cli.failure import Failure
from gala.cli.operator_keys import check_keys, operator_keys
from gala.cli.promises import AUTO, Replicas, Shards, held, wished
from gala.cli.show import DEFAULT_PORT, DEFAULT_SHOW, FlagsAlert
from gala.core.feelings import FLAGS_ALERT

if TYPE_CHECKING:
    from gala.admin.parts import Parts
    from gala.core.log import LogReader
    from gala.store.show import Store

LOOK_MS = 1_000

Redis = Annotated[
    str,
    typer.Option(
        envvar="GALA_REDIS",
        help="The store, like redis://localhost:6379/0: one server, or any node of a cluster, or "
        "redis+sentinel://host:26379/NAME (docs/operations.md).",
    ),
]
Name = Annotated[str, typer.Option("--show", help="The show's name in the store.")]
Host = Annotated[str, typer.Option(help="The address to listen on.")]


def conductor(
    redis: Redis,
    sheet: Annotated[
        Path | None, typer.Argument(help="The run sheet; without it, the show in the store.")
    ] = None,
    start: Annotated[str, typer.Option(help="now, or an instant with its offset.")] = "now",
    pace: Annotated[float, typer.Option(help="60 runs an hour in a minute.")] = 1.0,
    auto: Annotated[bool, typer.Option("--auto/--manual", help="Who drives at first.")] = True,
    until_over: Annotated[bool, typer.Option("--until-over", help="Exit when it is over.")] = False,
    beacon: Annotated[
        str, typer.Option(help="What decides draws: rehearsal, quicknet or hall.")
    ] = "rehearsal",
    relay: Annotated[
        list[str] | None, typer.Option(help="A relay of drand's. Repeat it for more.")
    ] = None,
    replicas: Replicas = AUTO,
    shards: Shards = 1,
    admin_port: admin.Port = None,
    admin_host: admin.Host = admin.LOCAL,
    name: Name = DEFAULT_SHOW,
) -> None:
    """Conduct a show, or stand by to take over: the first to come conducts.

    Start a second one with the same words: it takes over within three seconds when the first dies.

    Example: gala conductor run_sheet/shows/616-tour.yaml --redis redis://localhost:6379/0
    """
    from gala.cli.beginning import beginning

    keys, wait = operator_keys(), wished(replicas)
    begins = None
    if sheet is not None:
        begins = beginning(
            sheets.load(sheet), name, start=start, pace=pace, auto=auto, keys=keys, beacon=beacon
        )
    listener = admin.listening(admin_host, admin_port)

    async def role(store: Store) -> None:
        async with contextlib.AsyncExitStack() as stack:
            parts = await stack.enter_async_context(admin.answering(listener))
            await conducts(store, parts, stack)

    async def conducts(store: Store, parts: Parts, stack: contextlib.AsyncExitStack) -> None:
        from gala.admin.parts import Part
        from gala.cli import beacons
        from gala.cli.approvals import approvals_to_begin
        from gala.cli.audits import audits_to_begin
        from gala.cli.beginning import begun
        from gala.conductor.conductor import Conductor
        from gala.conductor.drawing import Notary
        from gala.conductor.metrics import ConductorMetrics
        from gala.conductor.opening import find_show
        from gala.store.archive import StoreArchive

        if begins is not None and sheet is not None:
            found, header_of = await find_show(store.log), begins.header
            if found is None:
                # Whoever stands by needs no signatures: the show has them in its log.
                loaded = begins.sheet.sheet
                approvals = approvals_to_begin(
                    *(loaded, sheet), rehearsal=False, auto=auto, beacon=beacon
                )
                signed = audits_to_begin(loaded, sheet, rehearsal=False)
                header_of = replace(begins, audits=signed, approvals=approvals).header
            await begun(store, header_of, found, wait, shards)
        header = (await show_in(store)).header
        await held(store, header.promise, wait)
        check_keys(keys, header.keys)
        archive = StoreArchive(redis, name)
        stack.push_async_callback(archive.aclose)
        source = await beacons.source(stack, header, keys, store.clock, relay or ())
        notary = Notary(archive, source, keys.vrf)
        conductor = Conductor(store, notary, home.holder(), store.orders)
        parts.add(Part("conductor", conductor.problem, ConductorMetrics(conductor)))
        running = asyncio.create_task(conductor.run())
        try:
            typer.echo(f"conductor {home.holder()}: show {name}, ready")
            if until_over:
                over = asyncio.create_task(conductor.finished.wait())
                await asyncio.wait({running, over}, return_when=asyncio.FIRST_COMPLETED)
                over.cancel()
                if running.done():
                    running.result()
                await asyncio.sleep(1.0)
            else:
                await running
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)

    serve(redis, name, role)


def console(
    redis: Redis,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0: any.")] = DEFAULT_PORT,
    host: Host = "127.0.0.1",
    edge_port: Annotated[
        int, typer.Option(help="Where viewers' pages find the edge.")
    ] = DEFAULT_PORT + 1,
    edge_url: doors.EdgeUrl = None,
    demo_join: Annotated[
        bool, typer.Option("--demo-join", help="Give tickets to whoever asks.")
    ] = False,
    webhook: counters.Webhooks = None,
    flags_alert: FlagsAlert = FLAGS_ALERT,
    tls_cert: doors.TlsCert = None,
    tls_key: doors.TlsKey = None,
    trusted_proxy: doors.Trusted = None,
    admin_port: admin.Port = None,
    admin_host: admin.Host = admin.LOCAL,
    name: Name = DEFAULT_SHOW,
) -> None:
    """Serve the console, the pages and, with --demo-join, tickets.

    Example: gala console --redis redis://localhost:6379/0 --demo-join
    """
    urls = counters.checked(webhook)
    public, proxies = doors.edge_address(edge_url), doors.trusted(trusted_proxy)
    tls = doors.tls_files(tls_cert, tls_key)
    listener = admin.listening(admin_host, admin_port)

    async def role(store: Store) -> None:
        async with admin.answering(listener) as parts:
            await serves(store, parts)

    async def serves(store: Store, parts: Parts) -> None:
        from gala.admin.parts import Part
        from gala.cli.night_doors import office_keys
        from gala.console.metrics import ConsoleMetrics
        from gala.console.office import Office
        from gala.console.proofs import Proofs
        from gala.console.seats import PROMPTER, SEATS, Seats
        from gala.console.server import Console, Settings, bound
        from gala.console.watch import Watch
        from gala.store.archive import StoreArchive
        from gala.store.evidence import Evidence

        keys = operator_keys()
        archive = StoreArchive(redis, name)
        proofs = Proofs(Evidence(keys.log), archive, keys.pins.data())
        watch = Watch(store, proofs.evidence, store.guarantees)
        watch.feelings.alert_from = flags_alert
        seats = Seats(home.home() / "seats.json")
        key = home.ticket_key()
        office = Office(store.guarantees, watch, office_keys(keys, key), store.orders)
        settings = Settings(
            *(bound(host, port), edge_port, proofs),
            demo_key=key if demo_join else None,
            office=office,
            orders=counters.counter(store, watch, keys, key, urls),
            alerts=spoken.alert_desk(store, watch),
            edge_url=public,
            tls=doors.context_of(tls),
            proxies=proxies,
        )
        one = Console(watch, seats, settings)
        await one.start()
        metrics = ConsoleMetrics(one)
        parts.add(Part("console", watch.problem, metrics, metrics.look))
        doors.reload_at_hangup(tls)
        scheme = "https" if tls else "http"
        typer.echo(f"console: {scheme}://{host}:{one.port}/")
        for seat in (*SEATS, PROMPTER):
            typer.echo(f"  {seat:9} {scheme}://localhost:{one.port}/seat/{seats.invite(seat)}")
        try:
            await watch.run()
        finally:
            await one.stop()
            await archive.aclose()

    serve(redis, name, role)


async def show_in(store: Store) -> LogReader:
    """Return the show in the store, waiting for a conductor to bring it."""
    from gala.conductor.opening import find_show

    while (found := await find_show(store.log)) is None:
        await store.log.wait(0, LOOK_MS)
    return found


def serve(url: str, name: str, role: Callable[[Store], Awaitable[None]]) -> None:
    """Run a role until it ends or a signal comes; say in one line what went wrong."""
    import uvloop

    from gala.core.log import LogError
    from gala.ports import StoreError
    from gala.store.show import Store

    async def run() -> None:
        async with await Store.open(url, name) as store:
            task = asyncio.ensure_future(role(store))
            loop = asyncio.get_running_loop()
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.add_signal_handler(number, task.cancel)
            with contextlib.suppress(asyncio.CancelledError):
                await task

    try:
        uvloop.run(run())
    except (StoreError, LogError, ValueError) as error:
        raise Failure(f"the store {shown(url)}: {error}") from None
    except OSError as error:
        raise Failure(f"cannot listen: {error.strerror}; choose another --port") from None


def shown(url: str) -> str:
    """Return a store's address without the password in it."""
    before, at, host = url.rpartition("@")
    scheme, there, _ = before.partition("://")
    return f"{scheme}://…@{host}" if at and there else url
