"""`gala edge`: viewers' sockets, over a shared store, in one process or several."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gala.cli import admin, doors, home, lists
from gala.cli.operator_keys import check_keys, operator_keys
from gala.cli.promises import AUTO, Replicas, held, wished
from gala.cli.roles import Host, Name, Redis, serve, show_in
from gala.cli.show import DEFAULT_PORT, DEFAULT_SHOW

if TYPE_CHECKING:
    from gala.edge import Limits
    from gala.store.show import Store


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
    drain_wait: Annotated[
        float,
        typer.Option(min=0, help="Seconds to wait before that while a window is open or about to "
                     "be; not with --drain 0."),
    ] = 30.0,
    workers: Annotated[
        int, typer.Option(min=1, max=256, help="Processes that share the port, one a core (Linux).")
    ] = 1,
    admin_port: admin.Port = None,
    admin_host: admin.Host = admin.LOCAL,
    tls_cert: doors.TlsCert = None,
    tls_key: doors.TlsKey = None,
    trusted_proxy: doors.Trusted = None,
    per_address: Annotated[
        int | None,
        typer.Option(min=0, help="Openings a second from one address; 0: no bound.",
                     show_default="300"),
    ] = None,
    name: Name = DEFAULT_SHOW,
) -> None:  # fmt: skip
    """Serve viewers' sockets.

    Example: gala edge --redis redis://localhost:6379/0 --port 6161 --admin-port 6162
    """
    wait = wished(replicas)
    viewer_lists = lists.given(given)
    tls, proxies = doors.tls_files(tls_cert, tls_key), doors.trusted(trusted_proxy)
    at, shared = _worker()
    answers_at: socket.socket | Path | None = at
    if at is None:
        answers_at = listener = admin.listening(admin_host, admin_port)
        if workers > 1:
            from gala.cli.workers import run_workers

            place = (host, port)
            most = drain + (drain_wait if drain else 0.0)
            run_workers(workers, sys.argv[1:], place, most, listener, reloads=tls is not None)
            return

    async def role(store: Store) -> None:
        from gala.admin.parts import Part
        from gala.cli.night_doors import edge_keys
        from gala.edge import Edge, EdgePorts
        from gala.edge.files import raise_file_limit
        from gala.edge.key_watch import watch_keys
        from gala.wire.tickets import TicketVerifier, keys_in

        async with contextlib.AsyncExitStack() as stack:
            parts = await stack.enter_async_context(admin.answering(answers_at))
            first = await show_in(store)
            plan, keys = first.plan, operator_keys()
            check_keys(keys, first.header.keys)
            lists.check(plan, viewer_lists)
            await held(store, first.header.promise, wait)
            home.ticket_key()  # made when there is none
            tickets = keys_in(home.ticket_file())
            ours = doors.admitted(DEFAULT_PORT, home.lan_address(), secure=tls is not None)
            verifier = TicketVerifier(plan.show, [o.id for o in plan.outlets], tickets)
            one = Edge(
                f"{home.holder()}-edge",
                plan,
                EdgePorts(
                    *(store.clock, store.cues, store.ledger, store.counters), viewers=store.viewers
                ),
                verifier,
                edge_keys(keys, first),
                lists=viewer_lists,
                origins=origin or ours,
                host=host,
                port=shared or port,
                limits=_limits(per_address),
                reuse_port=shared is not None,
                tls=doors.context_of(tls),
                proxies=proxies,
                probe=answers_at is not None,
            )
            raise_file_limit()
            await one.start()
            parts.add(Part("edge", one.problem, one.metrics))
            watching = asyncio.create_task(
                watch_keys(verifier, lambda: keys_in(home.ticket_file()), one.recheck)
            )
            stack.callback(watching.cancel)
            doors.reload_at_hangup(tls)
            # What stands by now stays: the collector need not look at it again between the sweeps.
            gc.collect()
            gc.freeze()
            typer.echo(f"edge: {'wss' if tls else 'ws'}://{host}:{one.port}/live")
            try:
                await asyncio.Event().wait()
            finally:
                await one.stop(drain, drain_wait if drain else 0.0)

    serve(redis, name, role)


def _worker() -> tuple[Path | None, int | None]:
    """Return where a worker answers its parent, and the port that it shares; None for others."""
    from gala.cli.workers import PORT_VARIABLE, SOCKET_VARIABLE

    path, port = os.environ.get(SOCKET_VARIABLE), os.environ.get(PORT_VARIABLE)
    return (None, None) if path is None or port is None else (Path(path), int(port))


def _limits(per_address: int | None) -> Limits:
    from gala.edge import Limits

    if per_address is None:
        return Limits()
    burst = max(1, 3 * per_address)
    return Limits(address_handshakes_per_s=per_address, address_handshakes_burst=burst)
