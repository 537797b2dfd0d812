"""What accepted sockets inherit."""

from __future__ import annotations

import socket

import pytest

from gala.edge.limits import Limits
from gala.edge.listen import listen, reachable


def test_accepted_sockets_inherit_the_options() -> None:
    limits = Limits()
    with listen("127.0.0.1", 0, limits) as listener:
        with socket.create_connection(listener.getsockname()):
            listener.setblocking(True)
            accepted, _ = listener.accept()
        with accepted:
            # Linux doubles it, for its own bookkeeping.
            size = accepted.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF)
            assert limits.send_buffer_bytes <= size <= 2 * limits.send_buffer_bytes
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
            for name, value in (
                ("TCP_NOTSENT_LOWAT", limits.unsent_bytes),
                ("TCP_USER_TIMEOUT", limits.user_timeout_ms),
            ):
                if option := getattr(socket, name, None):
                    assert accepted.getsockopt(socket.IPPROTO_TCP, option) == value


def test_a_port_that_is_taken() -> None:
    with listen("127.0.0.1", 0, Limits()) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(OSError, match="in use"):
            listen("127.0.0.1", port, Limits())


def test_many_processes_may_share_a_port() -> None:
    with (
        listen("127.0.0.1", 0, Limits(), reuse_port=True) as one,
        listen("127.0.0.1", one.getsockname()[1], Limits(), reuse_port=True),
    ):
        pass


@pytest.mark.parametrize(
    ("host", "reached"),
    [
        *(("0.0.0.0", "127.0.0.1"), ("", "127.0.0.1"), ("::", "[::1]")),
        *(("::1", "[::1]"), ("192.0.2.7", "192.0.2.7"), ("edge.example", "edge.example")),
    ],
)
def test_how_it_is_reached_from_here(host: str, reached: str) -> None:
    assert reachable(host) == reached
