"""What each kind of segment brings to a show. A new kind is a module here, found by its name.

A kind's module defines `parts(segment, sheet) -> Parts`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from run_sheet import RunSheet

from . import break_, draw, host, performance, rain, seckill, story, visit
from .parts import Parts

KINDS: Mapping[str, Callable[[Any, RunSheet], Parts]] = {
    "break": break_.parts,
    "draw": draw.parts,
    "host": host.parts,
    "performance": performance.parts,
    "rain": rain.parts,
    "seckill": seckill.parts,
    "story": story.parts,
    "visit": visit.parts,
}
"""By the name a kind has in the sheet."""

__all__ = ["KINDS", "Parts"]
