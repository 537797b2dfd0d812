"""The promise that a store keeps now: what it is set to, and a write to see who has it."""

from __future__ import annotations

import asyncio
from typing import Any

from gala.core.plan import Text
from gala.ports import StoreDown, StoreError
from gala.proof.promise import DISKS, Promise
from gala.store.connection import Connections

_DISK = {
    "always": ("回答前已落盘", "on disk before the answer"),
    "everysec": (
        "约一秒落盘一次，断电可能丢失最后一秒",
        "on disk every second: a power cut may lose the last second",
    ),
    "no": (
        "不保证落盘，断电可能丢失未保存的内容",
        "not seen to the disk: a power cut may lose what was not saved",
    ),
    "unknown": ("存储没有说明何时落盘", "the store does not say when it is on disk"),
}


async def disk(connections: Connections) -> str:
    """Return what an answer says of the store's disk: one of `gala.proof.promise.DISKS`.

    Of a cluster the weakest that its nodes say; those that are down take no write, and are passed
    over while others answer. Raises `StoreDown`.
    """
    told = await _of_each(connections, "CONFIG", "GET", "append*")
    return max((_disk(reply) for reply in told), key=DISKS.index)


def _disk(reply: Any) -> str:
    if reply is None:
        return "unknown"  # hosted stores forbid CONFIG
    settings = dict(zip(reply[::2], reply[1::2], strict=True))
    if settings.get(b"appendonly") != b"yes":
        return "no"
    policy: str = settings.get(b"appendfsync", b"").decode()
    return policy if policy in ("always", "everysec", "no") else "unknown"


async def connected(connections: Connections) -> int:
    """Return how many replicas are on line, of a cluster those of the node that has the fewest.

    0 where the store does not tell. Raises `StoreDown`.
    """
    told = await _of_each(connections, "INFO", "replication")
    return min(0 if reply is None else reply.count(b",state=online,") for reply in told)


async def in_force(connections: Connections, key: str, replicas: int) -> Promise:
    """Return what holds now, seen by a small write beside `key`, counting up to `replicas`.

    In a cluster each node gets one, and the weakest counts. Raises `StoreDown`: then nothing holds,
    no write is taken; of a cluster, none of some node's slots.
    """
    tag = key.partition("{")[2].partition("}")[0]
    beside = await connections.probes(key, tag)
    have = await asyncio.gather(*(connections.reached(one, replicas) for one in beside))
    return Promise(await disk(connections), min([*have, replicas]))


async def _of_each(connections: Connections, *command: str) -> list[Any]:
    """Return what each node replies, None for one that refuses. Raises `StoreDown`."""
    nodes = await connections.primaries()
    done = await asyncio.gather(
        *(connections.on(node, *command) for node in nodes), return_exceptions=True
    )
    replies: list[Any] = []
    for reply in done:
        if isinstance(reply, StoreError) and not isinstance(reply, StoreDown):
            replies.append(None)
        elif not isinstance(reply, BaseException):
            replies.append(reply)
        elif len(nodes) == 1 or not isinstance(reply, StoreDown):
            raise reply
    if not replies:
        raise StoreDown("no node of the cluster answers")
    return replies


def words(promise: Promise) -> Text:
    """Say for people, in Chinese and English, what an answer means."""
    zh, en = _DISK[promise.disk]
    if not promise.replicas:
        return zh, en
    what = "replica" if promise.replicas == 1 else "replicas"
    return (
        f"{zh}；回答前 {promise.replicas} 个副本已收到",
        f"{en}; on {promise.replicas} {what} before the answer",
    )
