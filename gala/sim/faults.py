"""What can befall the network and the hosts: each fault is one method, and one line in the trace.

Hosts are named; `""` is outside, where the test or the runner stands. Without names a fault befalls
every path between different hosts, those to come included.
"""

from __future__ import annotations

from .network import Network
from .paths import Path
from .pipes import Mark


class Faults:
    """The faults of one network, drawn from its seed."""

    def __init__(self, network: Network) -> None:
        self._network = network

    def delay(self, base_ms: float, jitter_ms: float, a: str = "", b: str = "") -> None:
        """Make everything late by `base_ms` and up to `jitter_ms` more."""
        self._say("delay", base_ms, jitter_ms, a, b)
        if not (a or b):
            self._network.delay_base_s = base_ms / 1_000
            self._network.delay_jitter_s = jitter_ms / 1_000
        for path in self._paths(a, b):
            path.base_s, path.jitter_s = base_ms / 1_000, jitter_ms / 1_000

    def loss(self, p: float, a: str = "", b: str = "") -> None:
        """Lose messages with probability `p`; segments of streams are then late."""
        self._rate("loss", p, a, b)

    def duplication(self, p: float, a: str = "", b: str = "") -> None:
        """Deliver messages twice with probability `p`."""
        self._rate("duplication", p, a, b)

    def reordering(self, p: float, a: str = "", b: str = "") -> None:
        """Let later messages overtake with probability `p`."""
        self._rate("reordering", p, a, b)

    def splitting(self, p: float, a: str = "", b: str = "") -> None:
        """Cut what is written to streams in two, at any byte, with probability `p`."""
        self._rate("splitting", p, a, b)

    def partition(self, a: str, b: str, both: bool = True) -> None:
        """Let nothing through from `a` to `b`, nor (`both`) back; no end sees an error."""
        self._say("partition", a, b, "both" if both else "one way")
        self._network.path(a, b).sever()
        if both:
            self._network.path(b, a).sever()

    def isolate(self, host: str) -> None:
        """Partition `host` from every other host there is now."""
        for other in self._network.names():
            if other != host:
                self.partition(host, other)

    def heal(self, a: str = "", b: str = "") -> None:
        """End partitions: between two hosts, or all of them."""
        self._say("heal", a, b)
        for path in self._paths(a, b):
            path.mend()

    def stall(self, a: str, b: str, ms: float) -> None:
        """Let nothing through from `a` to `b` for `ms`; then everything comes at once."""
        self._say("stall", a, b, ms)
        self._network.path(a, b).stall(self._network.loop.time() + ms / 1_000)

    def reset(self, a: str, b: str) -> int:
        """Break every connection between two hosts, at any byte of what is on its way.

        Both ends see a reset. Returns how many connections there were.
        """
        sockets = self._network.sockets(a, b)
        self._say("reset", a, b, len(sockets))
        for sock in sockets:
            for pipe in (sock.inward, sock.outward):
                pipe.shorten(self._network.random.randint(0, pipe.on_the_way))
                pipe.mark(Mark.RESET)
        return len(sockets)

    def calm(self) -> None:
        """End everything that lasts: partitions, stalls, loss, duplication, reordering."""
        for rate in ("loss", "duplication", "reordering", "splitting"):
            self._rate(rate, 0.0, "", "")
        self.heal()

    def _rate(self, name: str, p: float, a: str, b: str) -> None:
        assert 0 <= p <= 1, p
        self._say(name, p, a, b)
        if not (a or b):
            self._network.rates[name] = p
        for path in self._paths(a, b):
            setattr(path, name, p)

    def _paths(self, a: str, b: str) -> list[Path]:
        """Return both ways between two hosts, or every path between different hosts."""
        if a or b:
            return [self._network.path(a, b), self._network.path(b, a)]
        return [path for path in self._network.paths() if path.src != path.dst]

    def _say(self, *words: object) -> None:
        loop = self._network.loop
        loop.trace.add(" ".join([f"{loop.time():.6f} fault", *map(str, words)]))
