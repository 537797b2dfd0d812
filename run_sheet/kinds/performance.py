"""Performances: songs, dances, sketches, demonstrations."""

from __future__ import annotations

from typing import Literal

from .base import GuestSegment


class Performance(GuestSegment):
    """Guests perform."""

    kind: Literal["performance"]
