"""What all facts of a night have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Event:
    """A fact: its `name` in the log, and its instant."""

    name: ClassVar[str]
    at_ms: int
