"""How many files this process may open: a socket is one."""

from __future__ import annotations

import contextlib
import resource

_SPARE = 100
_MANY = 1_000_000


def raise_file_limit() -> int:
    """Raise the soft limit as far as the system lets us; return how many sockets that allows."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    # macOS names a hard limit that it does not grant.
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return _MANY if soft == resource.RLIM_INFINITY else soft - _SPARE
