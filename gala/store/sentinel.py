"""A store whose primary is named by Sentinel: where the name leads is asked, and asked again.

`redis+sentinel://host:26379/name?nodes=host2:26379` has the Sentinels' addresses where another URL
has the store's; user and password are the store's, and Sentinels are asked without one.
"""

from __future__ import annotations

import math
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

from redis.asyncio.connection import AbstractConnection

from gala.ports import StoreError
from gala.store.slots import Node

_SUFFIX = "+sentinel"
PORT = 26379

_STORES_OWN = ("username", "password", "db")


def named(url: str) -> tuple[str, str]:
    """Return the URL as of a store, and the primary's name: empty where no Sentinel is meant.

    Raises `StoreError` when the name is missing.
    """
    parts = urlsplit(url)
    if not parts.scheme.endswith(_SUFFIX):
        return url, ""
    name = unquote(parts.path.strip("/"))
    if not name or "/" in name:
        raise StoreError(
            "not the URL of a store: Sentinel knows a primary by its name, as in "
            f"{parts.scheme}://host:{PORT}/name"
        )
    scheme, place = parts.scheme.removesuffix(_SUFFIX), parts.netloc
    try:
        port = parts.port
    except ValueError as error:
        raise StoreError(f"not the URL of a store: {error}") from error
    if port is None:
        place = f"{place.removesuffix(':')}:{PORT}"
    return urlunsplit(parts._replace(scheme=scheme, netloc=place, path="")), name


def settings_of(settings: dict[str, Any]) -> dict[str, Any]:
    """Return how to reach a Sentinel, by the settings of the store."""
    return {key: value for key, value in settings.items() if key not in _STORES_OWN}


async def primary(sentinel: AbstractConnection, name: str) -> Node:
    """Ask where `name` leads. Raises `StoreError` when this Sentinel does not know it."""
    await sentinel.send_command("SENTINEL", "GET-MASTER-ADDR-BY-NAME", name)
    told = await sentinel.read_response(timeout=math.inf)
    if not told:
        raise StoreError(f"Sentinel watches no primary of the name {name!r}")
    host, port = told
    return Node(host.decode(), int(port))
