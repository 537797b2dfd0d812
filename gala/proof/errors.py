"""What is raised when something to be proven is not so."""

from __future__ import annotations


class ProofError(Exception):
    """The bytes are not what they should be; the message says which and why."""
