"""Viewers' sockets: cues go out to everybody at once, claims come in, nothing piles up."""

from .edge import Edge, EdgeKeys, EdgePorts
from .limits import Limits

__all__ = ["Edge", "EdgeKeys", "EdgePorts", "Limits"]
