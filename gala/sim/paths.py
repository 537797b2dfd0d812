"""The way from one host to another, in one direction: how late it is and what is wrong with it."""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random

from .scheduling import Scheduler

LOOPBACK_S = 20e-6
RETRANSMIT_S = 0.2
"""What a lost segment of a stream is late by, doubling with every further loss."""

_HEALED_S_MAX = 1.0
_RETRANSMITS_MAX = 6


class Path:
    """One direction. Streams are late on a bad path, messages are lost; faults.py sets it."""

    def __init__(self, loop: Scheduler, src: str, dst: str, random: Random) -> None:
        self.src = src
        self.dst = dst
        self._name = f"{src or 'outside'}->{dst or 'outside'}"
        self.base_s = LOOPBACK_S
        self.jitter_s = 0.0
        self.loss = 0.0
        self.duplication = 0.0
        self.reordering = 0.0
        self.splitting = 0.0
        self._loop = loop
        self._random = random
        self.closed_until_s = 0.0
        """When things come through again; inf while the path is cut."""
        self._cut_at_s = 0.0
        self._last_message_s = 0.0
        self._waiting: list[Callable[[], None]] = []

    @property
    def cut(self) -> bool:
        """Whether nothing comes through until `mend`."""
        return self.closed_until_s == math.inf

    @property
    def is_open(self) -> bool:
        """Whether anything comes through at this moment."""
        return self.closed_until_s <= self._loop.time()

    def stall(self, until_s: float) -> None:
        """Let nothing through until then; nothing is lost."""
        self.closed_until_s = max(self.closed_until_s, until_s)

    def sever(self) -> None:
        """Let nothing through until `mend`: streams wait, messages are lost."""
        if not self.cut:
            self.closed_until_s = math.inf
            self._cut_at_s = self._loop.time()

    def mend(self) -> None:
        """Let things through again; who retransmits takes a moment to notice."""
        if self.cut:
            now_s = self._loop.time()
            lasted_s = now_s - self._cut_at_s
            self.closed_until_s = now_s + self._random.random() * min(lasted_s, _HEALED_S_MAX)
            self._tell()

    def when_open(self, callback: Callable[[], None]) -> None:
        """Call `callback`, outside every host, when something may come through; look again then."""
        if self.cut:
            self._waiting.append(callback)
        else:
            outside = self._loop.outside.context
            self._loop.call_at(self.closed_until_s, callback, context=outside)

    def _tell(self) -> None:
        waiting, self._waiting = self._waiting, []
        for callback in waiting:
            self.when_open(callback)

    def delay_s(self) -> float:
        """Draw how late the next thing is."""
        if self.jitter_s:
            return self.base_s + self.jitter_s * self._random.random()
        return self.base_s

    def segment_delay_s(self) -> float:
        """Draw how late a segment of a stream is; what is lost is sent again."""
        delay_s = self.base_s
        if self.jitter_s:
            delay_s += self.jitter_s * self._random.random()
        if self.loss:
            again_s = RETRANSMIT_S
            for _ in range(_RETRANSMITS_MAX):
                if self._random.random() >= self.loss:
                    break
                delay_s += again_s
                again_s *= 2
        return delay_s

    def split(self, size: int) -> int:
        """Draw where a segment of `size` bytes is cut in two; 0: it is not."""
        if self.splitting and size > 1 and self._random.random() < self.splitting:
            return self._random.randrange(1, size)
        return 0

    def message_instants(self) -> list[float]:
        """Draw when a message sent now arrives: never, once, or twice."""
        random, now_s = self._random.random, self._loop.time()
        if self.cut or (self.loss and random() < self.loss):
            return []
        instants = []
        for _ in range(2 if self.duplication and random() < self.duplication else 1):
            at_s = max(now_s, self.closed_until_s) + self.delay_s()
            if self.reordering and random() < self.reordering:
                at_s += 2 * (self.base_s + self.jitter_s) * random()
            else:
                at_s = self._last_message_s = max(at_s, self._last_message_s)
            instants.append(at_s)
        return instants

    def reliably(self, callback: Callable[[], None]) -> None:
        """Call `callback`, outside every host, one delay from now; sent again over a bad path."""

        def arrived() -> None:
            if self.is_open:
                callback()
            else:
                self.when_open(arrived)

        at_s = self._loop.time() + self.segment_delay_s()
        self._loop.call_at(at_s, arrived, context=self._loop.outside.context)

    def __str__(self) -> str:
        return self._name
