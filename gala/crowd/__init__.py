"""Simulated viewers over real sockets, who also check what they were shown."""

from __future__ import annotations

from .behaviour import Night
from .crowd import Crowd, run_crowd

__all__ = ["Crowd", "Night", "run_crowd"]
