"""The listening socket. Accepted sockets inherit its options, so none is set per viewer."""

from __future__ import annotations

import socket

from .limits import Limits


def listen(host: str, port: int, limits: Limits, reuse_port: bool = False) -> socket.socket:
    """Return a socket listening on `host`:`port` (0: any). Raises `OSError`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    server = socket.socket(family, socket.SOCK_STREAM)
    try:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if reuse_port:
            server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        # By default the kernel takes megabytes for a viewer who does not read, and no process's
        # memory shows it. Before listen(): the buffer belongs to what the handshake negotiates.
        server.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, limits.send_buffer_bytes)
        server.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for name, value in (
            ("TCP_NOTSENT_LOWAT", limits.unsent_bytes),
            ("TCP_USER_TIMEOUT", limits.user_timeout_ms),
        ):
            if option := getattr(socket, name, None):  # not every system has them
                server.setsockopt(socket.IPPROTO_TCP, option, value)
        server.setblocking(False)
        server.bind((host, port))
        server.listen(limits.backlog)
    except BaseException:
        server.close()
        raise
    return server


def reachable(host: str) -> str:
    """Return how this machine reaches what listens on `host`, as it stands in a URL."""
    host = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"[{host}]" if ":" in host else host
