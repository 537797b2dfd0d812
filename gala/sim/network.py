"""The network: hosts by name, streams and messages between them, and no real socket anywhere.

`SimLoop.create_connection` and `create_server` come here, so asyncio's streams and every library
over them run as they are. For the faults see faults.py, for a stream's life pipes.py.
"""

from __future__ import annotations

import asyncio
import errno
import itertools
import os
from collections.abc import Callable
from contextvars import copy_context
from random import Random
from typing import Any, TypeVar

from .life import LIFE, Life
from .listening import Listener, SimServer
from .loop import SimLoop
from .paths import Path
from .pipes import Mark, Pipe
from .sockets import Address, Descriptors, SimSocket
from .transport import SimTransport

T = TypeVar("T")

ROOM = 128 * 1024
"""How many unread bytes the kernels of both ends keep, unless a listener says otherwise."""

LOCAL = ("127.0.0.1", "localhost", "0.0.0.0", "::1", None, "")
_FIRST_FREE_PORT = 40_000


class Network:
    """All hosts can reach each other. `random` draws delays; it is the faults' too."""

    def __init__(self, loop: SimLoop, random: Random) -> None:
        self.loop = loop
        self.random = random
        self.delay_base_s = 0.000_2
        self.delay_jitter_s = 0.000_3
        self.rates: dict[str, float] = {}
        """What faults.py has set for every path, those to come included: attribute to value."""
        self.balanced: dict[str, tuple[str, ...]] = {}
        """Names of several hosts: each connection goes to one of them, as a balancer sends it."""
        self._lives: dict[str, Life] = {"": loop.outside}
        self._paths: dict[tuple[str, str], Path] = {}
        self._listeners: dict[Address, Listener] = {}
        self._silenced: dict[str, list[SimSocket]] = {}
        self._ports = itertools.count(_FIRST_FREE_PORT)
        self._numbers = itertools.count(1)
        loop.outside.descriptors = Descriptors()
        loop.network = self

    # Hosts

    def join(self, life: Life) -> None:
        """Let `life` be the host of its name from now on."""
        self._lives[life.name] = life
        life.descriptors = Descriptors()
        for sock in self._silenced.pop(life.name, ()):
            sock.silent = False  # the machine is back, and knows nothing of that connection

    def leave(self, life: Life, silently: bool) -> None:
        """Take away the sockets of a life that is dead."""
        for listener in [one for one in self._listeners.values() if one.life is life]:
            listener.close()
        silenced = self._silenced.setdefault(life.name, []) if silently else []
        assert life.descriptors is not None
        for sock in life.descriptors.open():
            if self.random.random() < 0.5:
                sock.outward.shorten(self.random.randint(0, sock.outward.on_the_way))
            sock.vanish(silently)
            silenced.append(sock)

    def answers(self, name: str) -> bool:
        """Whether there is a machine of that name that refuses what it does not know."""
        return name in self._lives and name not in self._silenced

    def life(self, name: str) -> Life | None:
        """Return who is that host now, dead or not; None before its first start."""
        return self._lives.get(name)

    def names(self) -> list[str]:
        """Return the hosts that there have been, and the outside, in the order of their coming."""
        return list(self._lives)

    def sockets(self, a: str, b: str) -> list[SimSocket]:
        """Return the open sockets on `a` of connections with `b`."""
        life = self._lives[a]
        assert life.descriptors is not None
        return [sock for sock in life.descriptors.open() if sock.getpeername()[0] == b]

    def paths(self) -> list[Path]:
        """Return every path that was ever used, in the order of their first use."""
        return list(self._paths.values())

    def path(self, src: str, dst: str) -> Path:
        """Return the way from one host to another; `""` is outside."""
        path = self._paths.get((src, dst))
        if path is None:
            path = self._paths[src, dst] = Path(self.loop, src, dst, self.random)
            if src != dst:
                path.base_s, path.jitter_s = self.delay_base_s, self.delay_jitter_s
                for name, value in self.rates.items():
                    setattr(path, name, value)
        return path

    # Messages

    def send(self, src: str, dst: str, payload: T, deliver: Callable[[T], object]) -> None:
        """Have `deliver(payload)` called on `dst`: once, or as the faults say never, or twice.

        Between two hosts messages keep their order unless they are reordered. What is on its way
        when the path is cut or the host crashes is lost.
        """
        path, life = self.path(src, dst), self._lives.get(dst)
        instants = path.message_instants()
        if life is None or life.dead or not instants:
            self._say(f"{path} message lost")
            return
        if len(instants) > 1:
            self._say(f"{path} message twice")
        for at_s in instants:
            context = life.context.copy()
            self.loop.call_at(at_s, self._delivered, path, payload, deliver, context=context)

    def _delivered(self, path: Path, payload: T, deliver: Callable[[T], object]) -> None:
        if path.cut:
            self._say(f"{path} message lost on its way")
        else:
            self._say(f"{path} message")
            deliver(payload)

    # Streams

    def listen(self, host: str | None, port: int, room: int = ROOM) -> Listener:
        """Listen on this host. Raises `OSError` when the port is taken."""
        life = LIFE.get(self.loop.outside)
        if host not in LOCAL and host != life.name:
            raise OSError(errno.EADDRNOTAVAIL, os.strerror(errno.EADDRNOTAVAIL))
        address = life.name, port or next(self._ports)
        if address in self._listeners:
            raise OSError(errno.EADDRINUSE, os.strerror(errno.EADDRINUSE))
        listener = self._listeners[address] = Listener(self, life, address, room)
        return listener

    def unlisten(self, listener: Listener) -> None:
        """Refuse connections from now on."""
        self._listeners.pop(listener.getsockname(), None)

    def serve(self, factory: Callable[[], asyncio.BaseProtocol], listener: Listener) -> SimServer:
        """Return a server for `listener` that is yet to be started."""
        return SimServer(self.loop, listener, factory)

    async def connect(
        self, factory: Callable[[], Any], host: str | None, port: int
    ) -> tuple[SimTransport, Any]:
        """Open a connection from this host. Raises `OSError` when nobody listens.

        From a host that is cut off or gone without a word there is no answer, ever.
        """
        life = LIFE.get(self.loop.outside)
        name = life.name if host is None or host in LOCAL else host
        if name in self.balanced:
            name = self.random.choice(self.balanced[name])
        opening = _Opening(self, life, factory, (name, port))
        try:
            return await opening.opened
        except asyncio.CancelledError:
            opening.abandon()
            raise

    def listener(self, address: Address) -> Listener | None:
        """Return who accepts at `address`."""
        return self._listeners.get(address)

    def connect_sockets(
        self, client: Life, listener: Listener, on_client: Callable[[SimSocket], None]
    ) -> SimSocket:
        """Make a connection's two ends, each in its context; return the server's."""
        server = listener.server
        assert server is not None
        number = next(self._numbers)
        there, back = (
            self.path(client.name, listener.life.name),
            self.path(listener.life.name, client.name),
        )
        up = Pipe(self.loop, f"{there} #{number}", there, back, ROOM)
        down = Pipe(self.loop, f"{back} #{number}", back, there, listener.send_room)
        names = (client.name, number), listener.getsockname()
        assert client.descriptors is not None
        assert listener.life.descriptors is not None
        near = SimSocket(self.loop, client, copy_context(), client.descriptors, names, down, up)
        on_client(near)
        return SimSocket(
            self.loop, listener.life, server.context, listener.life.descriptors, names[::-1],
            up, down,
        )  # fmt: skip

    def write(self, descriptor: int, data: bytes) -> int:
        """Be `os.write` for sockets of the host whose code is running."""
        descriptors = LIFE.get(self.loop.outside).descriptors
        assert descriptors is not None
        return descriptors.write(descriptor, data)

    def _say(self, line: str) -> None:
        self.loop.trace.add(f"{self.loop.time():.6f} {line}")


class _Opening:
    """One `connect`: the request's way there, and the answer's way back."""

    def __init__(
        self, network: Network, life: Life, factory: Callable[[], Any], address: Address
    ) -> None:
        self.opened: asyncio.Future[tuple[SimTransport, Any]] = network.loop.create_future()
        self._network = network
        self._life = life
        self._factory = factory
        self._address = address
        self._context = copy_context()
        self._sock: SimSocket | None = None
        network.path(life.name, address[0]).reliably(self._asked)

    def abandon(self) -> None:
        """Nobody waits any more: what was opened is closed."""
        if self._sock is not None:
            self._sock.close()

    def _asked(self) -> None:
        network = self._network
        if self._life.dead or self.opened.done():
            return
        listener = network.listener(self._address)
        if listener is None or listener.server is None:
            if network.answers(self._address[0]):
                back = network.path(self._address[0], self._life.name)
                back.reliably(self._refused)
            return
        far = self._context.run(network.connect_sockets, self._life, listener, self._made)
        far.outward.mark(Mark.OPENED)
        network.loop.call_soon(listener.server.accept, far, context=far.context)

    def _made(self, sock: SimSocket) -> None:
        self._sock = sock
        sock.on_mark = self._marked

    def _marked(self, mark: Mark) -> None:
        """Hear, in the client's context, that the connection stands, or that it was reset."""
        sock = self._sock
        assert sock is not None
        if self.opened.done():
            sock.close()
        elif mark is Mark.OPENED:
            protocol = self._factory()
            transport = SimTransport(self._network.loop, sock, protocol)
            protocol.connection_made(transport)
            self.opened.set_result((transport, protocol))
        else:
            sock.close()
            self._refused()

    def _refused(self) -> None:
        if not self.opened.done():
            error = ConnectionRefusedError(errno.ECONNREFUSED, os.strerror(errno.ECONNREFUSED))
            self.opened.set_exception(error)
