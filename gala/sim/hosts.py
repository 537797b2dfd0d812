"""Hosts: real code runs on one, and stops with it in the middle of whatever it was doing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from .clocks import MachineClock
from .life import Life
from .network import Network

T = TypeVar("T")


class Host:
    """A machine with one process on it. It has begun its first life when it is made."""

    def __init__(self, network: Network, name: str, clock: MachineClock | None = None) -> None:
        assert name, "the outside has no name"
        assert network.life(name) is None, f"there is a host {name} already"
        self.name = name
        self.network = network
        self.clock = clock or MachineClock(network.loop)
        self.lives = 0
        self.life: Life
        self._begin()

    @property
    def up(self) -> bool:
        """Whether it has not crashed since its last start; a paused host is up."""
        return not self.life.dead

    def run(self, coro: Coroutine[Any, Any, T], name: str | None = None) -> asyncio.Task[T]:
        """Start a task here."""
        assert self.up, f"{self.name} is down"
        loop = self.network.loop
        return loop.create_task(coro, name=name, context=self.life.context.copy())

    def within(self, function: Callable[..., T], *args: Any) -> T:
        """Call `function` here and now: what it schedules and opens is this host's."""
        assert self.up, f"{self.name} is down"
        return self.life.context.copy().run(function, *args)

    def crash(self, silently: bool = False) -> None:
        """Stop everything at once; no `finally`, no `except`, no goodbye.

        Its connections are reset. `silently`: the whole machine is gone, and whoever talks to it
        hears nothing, not even a refusal, until `restart`.
        """
        if not self.up:
            return
        self._say("crashes silently" if silently else "crashes")
        self.network.loop.kill(self.life)
        self.network.leave(self.life, silently)

    def restart(self) -> None:
        """Begin another life, with nothing running in it. Crashes first if it is up."""
        self.crash()
        self._begin()

    def pause(self) -> None:
        """Stop where it is, as SIGSTOP does; its sockets stay, and the others wait."""
        assert self.up, f"{self.name} is down"
        self._say("pauses")
        self.network.loop.pause(self.life)

    def resume(self) -> None:
        """Go on; what came due meanwhile comes now."""
        self._say("resumes")
        self.network.loop.resume(self.life)

    def _begin(self) -> None:
        self.lives += 1
        self._say(f"begins life {self.lives}")
        self.life = Life(self.name, self.clock)
        self.network.loop.live(self.life)
        self.network.join(self.life)

    def _say(self, what: str) -> None:
        loop = self.network.loop
        loop.trace.add(f"{loop.time():.6f} host {self.name} {what}")
