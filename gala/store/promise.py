"""The promise that a store keeps now: what it is set to, and a write to see who has it."""

from __future__ import annotations

from gala.core.plan import Text
from gala.ports import StoreError
from gala.proof.promise import Promise
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

    Raises `StoreDown`.
    """
    try:
        reply = await connections.call("CONFIG", "GET", "append*")
    except StoreError as error:
        if type(error) is not StoreError:
            raise
        return "unknown"  # hosted stores forbid CONFIG
    settings = dict(zip(reply[::2], reply[1::2], strict=True))
    if settings.get(b"appendonly") != b"yes":
        return "no"
    policy: str = settings.get(b"appendfsync", b"").decode()
    return policy if policy in ("always", "everysec", "no") else "unknown"


async def connected(connections: Connections) -> int:
    """Return how many replicas are on line; 0 where the store does not tell. Raises `StoreDown`."""
    try:
        told: bytes = await connections.call("INFO", "replication")
    except StoreError as error:
        if type(error) is not StoreError:
            raise
        return 0
    return told.count(b",state=online,")


async def in_force(connections: Connections, key: str, replicas: int) -> Promise:
    """Return what holds now, seen by a small write beside `key`, counting up to `replicas`.

    Raises `StoreDown`: then nothing holds, no write is taken.
    """
    have = await connections.reached(key, replicas)
    return Promise(await disk(connections), min(have, replicas))


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
