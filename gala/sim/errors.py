"""What ends a simulation, and what it notes as failed in the code that it ran.

SimulationError
├── Deadlock      nothing is ready and no timer is set
├── TooManySteps  the limit on steps is reached, or the code spins
└── Unsimulated   something of the real world was asked for
"""

from __future__ import annotations

from typing import Any


class SimulationError(RuntimeError):
    """The simulation cannot go on. The bug is in the code that it ran, or in how it was set up."""


class Deadlock(SimulationError):
    """Nothing is ready and no timer is set: whatever is waited for cannot come any more."""


class TooManySteps(SimulationError):
    """The limit on steps is reached."""


class Unsimulated(SimulationError):
    """Something of the real world was asked for: a thread, a process, a signal, a real socket."""


class Failure:
    """What asyncio would only have logged: an exception in a callback, or one nobody fetched."""

    def __init__(self, host: str, context: dict[str, Any]) -> None:
        self.host = host
        self.message = str(context.get("message", ""))
        self.exception: BaseException | None = context.get("exception")

    def __str__(self) -> str:
        return f"{self.host or 'outside'}: {self.message}: {self.exception!r}"
