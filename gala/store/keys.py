"""The names of everything a show keeps in the store.

What stands in braces is the hash tag: keys that one function touches together share it, so that
they live on one node of a cluster. A show's own keys share `{show}`, and each shard of a window has
a tag of its own, `{show:window:shard}`, so that windows can spread over the nodes.
"""

from __future__ import annotations

from dataclasses import dataclass

SHOWS = "gala:shows"
"""The set of the shows that have a log in this store."""

SHARDS_MAX = 64
"""Shards of a window, at most."""

_SHARD_HEX = 8


def shard_of(viewer: str, shards: int) -> int:
    """Return the shard of every window in which a viewer is decided, by pseudonym (hex)."""
    return int(viewer[:_SHARD_HEX], 16) % shards if shards > 1 else 0


@dataclass(frozen=True, slots=True)
class WindowKeys:
    """Where one shard of a window keeps its state, its receipts by viewer, and its winners."""

    state: str
    receipts: str
    journal: str


@dataclass(frozen=True, slots=True)
class OrderKeys:
    """Where the orders of one window are kept (functions/order_hold.lua): one list for all of it,
    so that whoever asked first for a unit gets it first, in whichever shard it was won.
    """

    orders: str
    deadlines: str
    waiting: str
    free: str
    totals: str
    journal: str

    @property
    def all(self) -> tuple[str, ...]:
        """All of them, in the order in which the functions take them."""
        return (
            *(self.orders, self.deadlines, self.waiting),
            *(self.free, self.totals, self.journal),
        )


class ShowKeys:
    """The names of one show's keys. Raises `ValueError` when `show` cannot be part of a name."""

    def __init__(self, show: str) -> None:
        self._show = _part(show)
        tag = f"{{{self._show}}}"
        self.lease = f"{tag}:lease"
        self.shards = f"{tag}:shards"
        self.log = f"{tag}:log"
        self.log_head = f"{tag}:log:head"
        self.cues = f"{tag}:cues"
        self.cues_head = f"{tag}:cues:head"
        self.ticks = f"{tag}:ticks"
        self.edges = f"{tag}:edges"
        self.counters = f"{tag}:counters"
        self.watched = f"{tag}:watched"
        self.guarantee_claims = f"{tag}:guarantees"
        self.guarantee_totals = f"{tag}:guarantees:totals"
        self.guarantee_journal = f"{tag}:guarantees:journal"
        self.alerts = f"{tag}:alerts"
        self.commands = f"{tag}:commands"
        self._answer = f"{tag}:answer:"
        self._asked = f"{tag}:asked:"

    def answer(self, command_id: str) -> str:
        """Return where the answer to a command is put."""
        return self._answer + command_id

    def asked(self, command_id: str) -> str:
        """Return what exists while a command waits for whoever conducts."""
        return self._asked + command_id

    def window(self, window: str, shard: int) -> WindowKeys:
        """Return the keys of one shard of `window`. Raises `ValueError` on an impossible name."""
        tag = f"{{{self._show}:{_part(window)}:{shard}}}"
        return WindowKeys(f"{tag}:state", f"{tag}:receipts", f"{tag}:journal")

    def window_orders(self, window: str) -> OrderKeys:
        """Return the keys of a window's orders. Raises `ValueError` on an impossible name."""
        tag = f"{{{self._show}:{_part(window)}:orders}}"
        kept = ("orders", "deadlines", "waiting", "free", "totals", "journal")
        return OrderKeys(*(f"{tag}:{name}" for name in kept))

    def answered(self, key: str) -> str:
        """Return where the answer to a request of the platform is kept, by its digest."""
        return f"{{{self._show}:platform}}:answered:{key}"

    def told(self, endpoint: str) -> str:
        """Return where it is kept how far an endpoint of the platform has been told."""
        return f"{{{self._show}:platform}}:told:{endpoint}"


def _part(name: str) -> str:
    """Refuse what would end a hash tag early or make two names into one key."""
    if not name or any(mark in name for mark in "{}:"):
        raise ValueError(
            f"{name!r} cannot name a show or a window: it is empty or has one of {{}}:"
        )
    return name
