"""Simulated viewers over real sockets, who also check what they were shown."""

from __future__ import annotations

from .behaviour import Night
from .crowd import Crowd, run_crowd
from .processes import run_processes
from .summary import Account, summarize

__all__ = ["Account", "Crowd", "Night", "run_crowd", "run_processes", "summarize"]
