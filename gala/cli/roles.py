"""`gala conductor`, `gala edge`, `gala console`: one role each, over a shared store."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gala.cli import counters, home, lists, sheets
from gala.cli.failure import Failure
from gala.cli.operator_keys import check_keys, operator_keys
from gala.cli.promises import AUTO, Replicas, Shards, held, wished
from gala.cli.show import DEFAULT_PORT, DEFAULT_SHOW, FlagsAlert
from gala.core.feelings import FLAGS_ALERT

if TYPE_CHECKING:
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

    async def role(store: Store) -> None:
        from gala.cli import beacons
        from gala.cli.beginning import begun
        from gala.conductor.conductor import Conductor
        from gala.conductor.drawing import Notary
        from gala.conductor.opening import find_show
        from gala.store.archive import StoreArchive

        if begins is not None:
            await begun(store, begins.header, await find_show(store.log), wait, shards)
        header = (await _show(store)).header
        await held(store, header.promise, wait)
        check_keys(keys, header.keys)
        archive = StoreArchive(redis, name)
        stack = contextlib.AsyncExitStack()
        stack.push_async_callback(archive.aclose)
        source = await beacons.source(stack, header, keys, store.clock, relay or ())
        notary = Notary(archive, source, keys.vrf)
        one = Conductor(store, notary, home.holder(), store.orders)
        running = asyncio.create_task(one.run())
        try:
            typer.echo(f"conductor {home.holder()}: show {name}, ready")
            if until_over:
                over = asyncio.create_task(one.finished.wait())
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
            await stack.aclose()

    _serve(redis, name, role)


def edge(
    redis: Redis,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0: any.")] = DEFAULT_PORT + 1,
    host: Host = "127.0.0.1",
    origin: Annotated[
        list[str] | None,
        typer.Option(help="A page's origin that is admitted, like https://gala.example. Repeat it "
                     "for more. Without it: a console on this machine at its usual port."),
    ] = None,
    replicas: Replicas = AUTO,
    given: lists.Lists = None,
    drain: Annotated[float, typer.Option(min=0, help="Seconds to send viewers away in.")] = 2.0,
    name: Name = DEFAULT_SHOW,
) -> None:  # fmt: skip
    """Serve viewers' sockets.

    Example: gala edge --redis redis://localhost:6379/0 --port 6161
    """
    wait = wished(replicas)
    viewer_lists = lists.given(given)

    async def role(store: Store) -> None:
        from gala.cli.night import admitted, edge_keys
        from gala.edge import Edge, EdgePorts
        from gala.edge.files import raise_file_limit
        from gala.wire.tickets import TicketVerifier

        first = await _show(store)
        plan, keys = first.plan, operator_keys()
        check_keys(keys, first.header.keys)
        lists.check(plan, viewer_lists)
        await held(store, first.header.promise, wait)
        one = Edge(
            f"{home.holder()}-edge",
            plan,
            EdgePorts(
                *(store.clock, store.cues, store.ledger, store.counters), viewers=store.viewers
            ),
            TicketVerifier(plan.show, [o.id for o in plan.outlets], [home.ticket_key()]),
            edge_keys(keys, first),
            lists=viewer_lists,
            origins=origin or admitted(DEFAULT_PORT, home.lan_address()),
            host=host,
            port=port,
        )
        raise_file_limit()
        await one.start()
        # What stands by now stays: the collector need not look at it again between the sweeps.
        gc.collect()
        gc.freeze()
        typer.echo(f"edge: ws://{host}:{one.port}/live")
        try:
            await asyncio.Event().wait()
        finally:
            await one.stop(drain)

    _serve(redis, name, role)


def console(
    redis: Redis,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0: any.")] = DEFAULT_PORT,
    host: Host = "127.0.0.1",
    edge_port: Annotated[
        int, typer.Option(help="Where viewers' pages find the edge.")
    ] = DEFAULT_PORT + 1,
    demo_join: Annotated[
        bool, typer.Option("--demo-join", help="Give tickets to whoever asks.")
    ] = False,
    webhook: counters.Webhooks = None,
    flags_alert: FlagsAlert = FLAGS_ALERT,
    name: Name = DEFAULT_SHOW,
) -> None:
    """Serve the console, the pages and, with --demo-join, tickets.

    Example: gala console --redis redis://localhost:6379/0 --demo-join
    """
    urls = counters.checked(webhook)

    async def role(store: Store) -> None:
        from gala.cli.night import office_keys
        from gala.console.office import Office
        from gala.console.proofs import Proofs
        from gala.console.seats import SEATS, Seats
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
        )
        one = Console(watch, seats, settings)
        await one.start()
        typer.echo(f"console: http://{host}:{one.port}/")
        for seat in SEATS:
            typer.echo(f"  {seat:9} http://localhost:{one.port}/seat/{seats.invite(seat)}")
        try:
            await watch.run()
        finally:
            await one.stop()
            await archive.aclose()

    _serve(redis, name, role)


async def _show(store: Store) -> LogReader:
    """Return the show in the store, waiting for a conductor to bring it."""
    from gala.conductor.opening import find_show

    while (found := await find_show(store.log)) is None:
        await store.log.wait(0, LOOK_MS)
    return found


def _serve(url: str, name: str, role: Callable[[Store], Awaitable[None]]) -> None:
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
