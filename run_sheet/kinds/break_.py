"""Breaks: a filler or an advert while the stage is turned round."""

from __future__ import annotations

from typing import Literal

from .base import Segment


class Break(Segment):
    """Nothing for viewers to do; the stage is being prepared."""

    kind: Literal["break"]
