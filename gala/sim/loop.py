"""The event loop of a run: virtual time, hosts that crash, a simulated network, and nothing real.

What runs next is `Scheduler`'s; whose code it is says `life.py`. Streams come from the network that
is set as `network`. Executors, real sockets, signals, pipes and processes are refused.
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable, Coroutine, Generator
from contextvars import Context, copy_context
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar
from weakref import WeakSet

from .burial import bury, silence, stands
from .errors import Failure, Unsimulated
from .life import LIFE, Handle, Life
from .scheduling import Scheduler
from .trace import Trace

if TYPE_CHECKING:
    from .network import Network

_T = TypeVar("_T")

_CONTEXTS_KEPT = 100


class SimLoop(Scheduler):
    """Use it with `run_until_complete`, once or several times, and `close` it.

    `failures` are what real loops only log: whoever runs a simulation looks at them.
    """

    _asyncgens: WeakSet[Any]  # of BaseEventLoop, as in `Scheduler`

    def __init__(self, seed: int, trace: Trace | None = None, steps_max: int | None = None) -> None:
        """`steps_max` bounds the whole run."""
        super().__init__(seed, steps_max)
        self.trace = Trace() if trace is None else trace
        self.network: Network | None = None
        self.failures: list[Failure] = []
        self._lives = [self.outside]
        self._task_numbers = itertools.count(1)
        self._agen_contexts: dict[int, Context] = {}
        self._cut_off: list[Any] = []
        self._burying = False

    # Lives

    def live(self, life: Life) -> None:
        """Let `life` take part."""
        self._lives.append(life)

    def pause(self, life: Life) -> None:
        """Stop `life` where it is, as SIGSTOP does."""
        life.running = False

    def resume(self, life: Life) -> None:
        """Let a paused life go on; what came due meanwhile comes now, in its order."""
        assert not life.dead, life
        life.running = True
        held, life.held = life.held, []
        for handle in held:
            self._make_ready(handle)

    def kill(self, life: Life) -> None:
        """Stop `life` for ever, as SIGKILL does: no `finally` and no `except` runs.

        Its coroutines are kept until `close`, so that no collector unwinds them meanwhile.
        """
        life.running = False
        life.dead = True

    # Tasks and failures

    def create_task(
        self,
        coro: Generator[Any, None, _T] | Coroutine[Any, Any, _T],
        *,
        name: object = None,
        context: Context | None = None,
    ) -> asyncio.Task[_T]:
        """See asyncio. Names are the loop's own, not numbered by the process."""
        if self._closed and not self._burying:
            coro.close()
            raise RuntimeError("Event loop is closed")
        life = LIFE.get(self.outside) if context is None else context.get(LIFE, self.outside)
        if name is None:
            name = f"{life.name or 'outside'}-{next(self._task_numbers)}"
        task: asyncio.Task[_T] = asyncio.Task(coro, loop=self, name=str(name), context=context)
        if self._burying:
            coro.close()
            silence(task)
        else:
            life.began(task)
        return task

    def default_exception_handler(self, context: dict[str, Any]) -> None:
        """Note a failure; the run goes on, as the real program would."""
        handle = context.get("handle")
        life = handle.life if isinstance(handle, Handle) else LIFE.get(self.outside)
        self.failures.append(Failure(life.name, context))

    def _whereabouts(self) -> str:
        found = []
        for life in self._lives:
            for task in life.tasks:
                if not task.done():
                    state = "" if life.running else f" ({life!r})"
                    found.append(f"\n  {task.get_name()}: {stands(task.get_coro())}{state}")
        return "".join(found) or "\n  no task at all"

    # Async generators that nobody iterates any more

    def _asyncgen_firstiter_hook(self, agen: Any) -> None:
        self._asyncgens.add(agen)
        contexts = self._agen_contexts
        contexts[id(agen)] = copy_context()
        # One that ends by itself is never finalized. Generators cannot be weak keys here: when the
        # hook below is called, weak references to them are gone.
        if len(contexts) > 2 * len(self._asyncgens) + _CONTEXTS_KEPT:
            known = set(map(id, self._asyncgens))
            self._agen_contexts = {key: contexts[key] for key in contexts if key in known}

    def _asyncgen_finalizer_hook(self, agen: Any) -> None:
        context = self._agen_contexts.pop(id(agen), self.outside.context)
        if self._closed or context.get(LIFE, self.outside).dead:
            self._cut_off.append(agen)
        else:
            self.create_task(agen.aclose(), context=context.copy())

    # The network

    async def create_connection(
        self,
        protocol_factory: Callable[[], asyncio.BaseProtocol],
        host: str | None = None,
        port: int | None = None,
        **options: Any,
    ) -> tuple[Any, Any]:
        """See asyncio; `host` is the name of a simulated host, or this one's `127.0.0.1`."""
        _only(options, "create_connection")
        assert host is not None, "a host's name"
        assert port is not None, "a port"
        return await self._network().connect(protocol_factory, host, port)

    async def create_server(  # type: ignore[override] # only what is simulated
        self,
        protocol_factory: Callable[[], asyncio.BaseProtocol],
        host: str | None = None,
        port: int | None = None,
        **options: Any,
    ) -> asyncio.AbstractServer:
        """See asyncio; it listens on this host, or on `sock`, a simulated listening socket."""
        network, sock = self._network(), options.pop("sock", None)
        for harmless in ("backlog", "family", "flags", "reuse_address", "reuse_port"):
            options.pop(harmless, None)
        start = options.pop("start_serving", True)
        _only(options, "create_server")
        server = network.serve(protocol_factory, sock or network.listen(host, port or 0))
        if start:
            await server.start_serving()
        return server

    def _network(self) -> Network:
        if self.network is None:
            raise Unsimulated("a connection, and this run has no network")
        return self.network

    # The end

    def _too_late(self, handle: Handle) -> Handle:
        if not self._burying:
            return super()._too_late(handle)
        handle.cancel()
        return handle

    def close(self) -> None:
        """End everything, and unwind what still stands without letting it do anything.

        Coroutines that were cut off run their `finally` now: nothing that they start is started,
        and what they raise or log is dropped. Raises `SimulationError` when one cannot be ended.
        """
        if self._closed:
            return
        super().close()
        for life in self._lives:
            self.kill(life)
        self._burying = True
        try:
            bury(self, [task for life in self._lives for task in life.tasks], self._cut_off)
        finally:
            self._burying = False
            # The handles hold contexts, those the lives, and those the handles.
            self._turns.clear()
            self._timers.clear()
            for life in self._lives:
                life.lane.clear()
                life.held.clear()
                life.tasks.clear()


def _only(options: dict[str, Any], call: str) -> None:
    """Refuse options that would change anything; None changes nothing."""
    unknown = sorted(name for name, value in options.items() if value is not None)
    if unknown:
        raise Unsimulated(f"{call} with {', '.join(unknown)}")


def _refusing(name: str) -> Callable[..., NoReturn]:
    def refused(*args: object, **options: object) -> NoReturn:
        raise Unsimulated(
            f"{name}: a simulation has no threads, processes, signals or real sockets"
        )

    return refused


UNSIMULATED = (
    "add_reader", "add_signal_handler", "add_writer", "connect_accepted_socket",
    "connect_read_pipe", "connect_write_pipe", "create_datagram_endpoint", "create_unix_connection",
    "create_unix_server", "getaddrinfo", "getnameinfo", "remove_reader", "remove_signal_handler",
    "remove_writer", "run_in_executor", "sendfile", "set_default_executor", "sock_accept",
    "sock_connect", "sock_recv", "sock_recv_into", "sock_recvfrom", "sock_recvfrom_into",
    "sock_sendall", "sock_sendfile", "sock_sendto", "start_tls", "subprocess_exec",
    "subprocess_shell",
)  # fmt: skip
"""What `SimLoop` refuses: there is no seed for it."""

for _name in UNSIMULATED:
    setattr(SimLoop, _name, _refusing(_name))
