"""How many files this process may open: a socket is one."""

from __future__ import annotations

import resource

_SPARE = 100


def raise_file_limit() -> int:
    """Raise the soft limit to the hard one and return how many sockets that leaves room for."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard - _SPARE
