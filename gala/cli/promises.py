"""`--replicas`: how many servers besides the store must have a write before anybody is told.

It is declared when a night begins and kept from then on; receipts state it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from gala.cli.failure import Failure
from gala.proof.promise import REPLICAS_MAX, Promise
from gala.store.keys import SHARDS_MAX

if TYPE_CHECKING:
    from gala.store.show import Store

AUTO = "auto"

Replicas = Annotated[
    str,
    typer.Option(
        "--replicas",
        help="How many replicas must have a write before it is answered. auto: all that are "
        "connected when the night begins if they are one or two, else most of them; later, what "
        "the night has promised.",
    ),
]

Shards = Annotated[
    int,
    typer.Option(
        "--shards",
        min=1,
        max=SHARDS_MAX,
        help="Into how many shards a window that sells units is cut when the night begins: one for "
        "each node of a cluster, or each core that claims should have.",
    ),
]


def wished(text: str) -> int | None:
    """Read `--replicas`; None is auto. Raises `Failure`."""
    if text == AUTO:
        return None
    if text.isascii() and text.isdigit() and int(text) <= REPLICAS_MAX:
        return int(text)
    raise Failure(f"--replicas {text}: neither auto nor a number from 0 to {REPLICAS_MAX}")


async def declared(store: Store, replicas: int | None) -> Promise:
    """Return the promise of a night that begins now, seen to hold.

    Raises `Failure` when fewer than `replicas` have what is written, `StoreDown`.
    """
    from gala.store.replicas import needed

    wanted = needed(await store.replicas()) if replicas is None else replicas
    promise = await store.promise(wanted)
    if promise.replicas < wanted:
        raise Failure(
            f"--replicas {wanted}: {promise.replicas} have what is written. Connect more replicas "
            "to the store, or ask for fewer"
        )
    return promise


async def held(store: Store, promised: Promise, replicas: int | None) -> None:
    """Let `store` keep from now on what the night has promised, or more.

    Raises `Failure` when less is asked for, or when the store is set to less.
    """
    from gala.store.promise import words

    if replicas is not None and replicas < promised.replicas:
        raise Failure(
            f"--replicas {replicas}: this night has promised {promised.replicas}, and its receipts "
            "say so. Leave it out, or give more"
        )
    store.wait_for(max(promised.replicas, replicas or 0))
    now = Promise(await store.disk(), promised.replicas)
    if now.disk != "unknown" and not now.keeps(promised):
        raise Failure(
            f"this night has promised: {words(promised)[1]}. The store is set to less: "
            f"{words(now)[1]}. Set its appendonly and appendfsync as they were"
        )
