"""Ports that fail as a test wants them to: in front of the call, or behind it with the answer lost.

world.log = bent(store.log, away("append", times=2))
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar, cast

from gala.ports import StoreDown

_T = TypeVar("_T")

Around = Callable[[str, Callable[[], Awaitable[Any]]], Awaitable[Any]]
"""Gets a call's name and the call, makes it or not, and answers."""


def bent(port: _T, around: Around) -> _T:
    """Return a port whose every call goes through `around`."""
    return cast(_T, _Bent(port, around))


def away(*names: str, times: int = 1) -> Around:
    """Let the first calls of these names go unanswered; they are not made."""
    left = dict.fromkeys(names, times)

    async def around(name: str, call: Callable[[], Awaitable[Any]]) -> Any:
        if left.get(name, 0) > 0:
            left[name] -= 1
            raise StoreDown("away")
        return await call()

    return around


class _Bent:
    def __init__(self, port: object, around: Around) -> None:
        self._port = port
        self._around = around

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._port, name)

        async def call(*args: object) -> Any:
            return await self._around(name, lambda: method(*args))

        return call
