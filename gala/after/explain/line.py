"""One line of a viewer's story."""

from __future__ import annotations

from dataclasses import dataclass

from gala.grid.table import Both


@dataclass(frozen=True, slots=True)
class Line:
    """What was so from `at_ms` on. `own`: it is about this viewer, and not about everybody."""

    at_ms: int
    text: Both
    own: bool = False
