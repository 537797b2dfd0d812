"""Hosts on stage: openings, words between segments, farewells."""

from __future__ import annotations

from typing import Literal

from .base import GuestSegment


class Host(GuestSegment):
    """The hosts hold the stage."""

    kind: Literal["host"]
