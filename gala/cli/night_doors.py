"""The doors of a night in one process: viewers' and the pages', each told where the other is."""

from __future__ import annotations

import contextlib
import socket
from typing import TYPE_CHECKING

from gala.admin.parts import Part, Parts
from gala.cli import counters, lists, spoken
from gala.cli.doors import admitted, context_of
from gala.cli.failure import Failure
from gala.cli.home import holder
from gala.cli.operator_keys import OperatorKeys
from gala.console.metrics import ConsoleMetrics
from gala.console.office import Office, OfficeKeys
from gala.console.server import Console, Settings
from gala.core.log import LogReader
from gala.edge import Edge, EdgeKeys, EdgePorts
from gala.edge.receipts import ReceiptKeys
from gala.ports import StoreError
from gala.proof.pseudonym import show_key
from gala.wire.tickets import TicketKey, TicketVerifier

if TYPE_CHECKING:
    from gala.cli.night import Night, Wishes


async def opened(
    stack: contextlib.AsyncExitStack,
    night: Night,
    key: TicketKey,
    listener: socket.socket,
    parts: Parts,
) -> None:
    """Open both until `stack` is left; `listener` is the pages'. `parts` answers for them too.

    Raises `Failure` when one of them cannot be opened.
    """
    wishes = night.wishes
    night.edge = _edge(night, key, listener)
    try:
        await night.edge.start()
    except OSError as error:
        raise Failure(taken(error, wishes.host, wishes.edge_port)) from None
    except StoreError as error:
        raise Failure(f"the store: {error}") from None
    stack.push_async_callback(night.edge.stop)
    parts.add(Part("edge", night.edge.problem, night.edge.metrics))
    night.console = _console(night, key, listener)
    try:
        await night.console.start()
    except OSError as error:
        raise Failure(taken(error, wishes.host, wishes.port)) from None
    stack.push_async_callback(night.console.stop)
    metrics = ConsoleMetrics(night.console)
    parts.add(Part("console", night.watch.problem, metrics, metrics.look))


def _edge(night: Night, key: TicketKey, listener: socket.socket) -> Edge:
    wishes, plan, store = night.wishes, night.plan, night.store
    viewer_lists = lists.given(wishes.lists)
    lists.check(plan, viewer_lists)
    ours = admitted(listener.getsockname()[1], wishes.lan, secure=wishes.tls is not None)
    return Edge(
        f"{holder()}-edge",
        plan,
        EdgePorts(*(store.clock, store.cues, store.ledger, store.counters), viewers=store.viewers),
        TicketVerifier(plan.show, [outlet.id for outlet in plan.outlets], [key]),
        edge_keys(wishes.keys, night.first),
        lists=viewer_lists,
        origins=[*ours, *wishes.origins],
        host=wishes.host,
        port=wishes.edge_port,
        tls=context_of(wishes.tls),
        proxies=wishes.proxies,
        probe=wishes.admin is not None,
    )


def _console(night: Night, key: TicketKey, listener: socket.socket) -> Console:
    wishes, store, watch = night.wishes, night.store, night.watch
    office = Office(store.guarantees, watch, office_keys(wishes.keys, key), store.orders)
    settings = Settings(
        *(listener, night.edge.port, night.proofs, key, _phone(wishes, listener)),
        office=office,
        orders=counters.counter(*(store, watch, wishes.keys, key, wishes.webhooks), demo=True),
        alerts=spoken.alert_desk(store, watch),
        edge_url=wishes.edge_url,
        tls=context_of(wishes.tls),
        proxies=wishes.proxies,
    )
    return Console(watch, night.seats, settings)


def _phone(wishes: Wishes, listener: socket.socket) -> str | None:
    """Return the address for phones nearby, None when there is none."""
    return f"{wishes.scheme}://{wishes.lan}:{listener.getsockname()[1]}/" if wishes.lan else None


def edge_keys(keys: OperatorKeys, first: LogReader) -> EdgeKeys:
    """Return what an edge needs of the operator's keys, for the night that begins with `first`."""
    origin = first.show.night.origin
    receipts = ReceiptKeys(keys.receipts, origin, first.header.promise)
    return EdgeKeys(show_key(keys.pseudonyms, origin), receipts)


def office_keys(keys: OperatorKeys, tickets: TicketKey) -> OfficeKeys:
    """Return what the office for claims on guarantees needs of the operator's keys."""
    return OfficeKeys([tickets], keys.pseudonyms, keys.pins.receipts)


def taken(error: OSError, host: str, port: int) -> str:
    """Return what is said of a port that cannot be used."""
    return f"port {port} of {host} cannot be used ({error.strerror}); choose another with --port"
