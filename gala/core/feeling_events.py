"""The facts of what viewers feel, and of what edges leave out for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from gala.core.event import Event


@dataclass(frozen=True, slots=True)
class FeelingsCounted(Event):
    """The hearts and flags that have grown, in all until now (`gala.core.feelings`)."""

    name: ClassVar[str] = "feelings_counted"
    hearts: tuple[tuple[str, str, int], ...]
    flags: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class SheddingSet(Event):
    """Every edge sheds from `level` on at least (`gala.core.shedding`); 0: as its load asks."""

    name: ClassVar[str] = "shedding_set"
    level: int
    by: str
