"""Viewers' sockets: cues go out to everybody at once, claims come in, nothing piles up."""

from .edge import Edge, EdgePorts
from .limits import Limits

__all__ = ["Edge", "EdgePorts", "Limits"]
