"""Stories: guests tell how trust was kept."""

from __future__ import annotations

from typing import Literal

from .base import GuestSegment


class Story(GuestSegment):
    """Guests tell a story."""

    kind: Literal["story"]
