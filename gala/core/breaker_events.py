"""That the breaker held a night that nobody drives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from gala.core.event import Event


@dataclass(frozen=True, slots=True)
class BreakerTripped(Event):
    """The programme's clock stands still before `segment`: it might have given away too much.

    `given_fen` was given by then, `open_fen` may still be given by what is under way, `coming_fen`
    by the segment; together they would pass what the sheet lets go.
    """

    name: ClassVar[str] = "breaker_tripped"
    segment: str
    given_fen: int
    open_fen: int
    coming_fen: int
