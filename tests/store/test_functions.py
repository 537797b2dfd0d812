import asyncio

import pytest

from gala.ports import StoreError
from gala.store import functions
from gala.store.connection import Connections


async def listed(connections: Connections) -> dict[str, bytes]:
    reply = await connections.call("FUNCTION", "LIST", "WITHCODE")
    fields = [dict(zip(library[::2], library[1::2], strict=True)) for library in reply]
    return {one[b"library_name"].decode(): one[b"library_code"] for one in fields}


async def test_the_store_has_every_library_as_it_is_here(store_url: str) -> None:
    connections = Connections(store_url)
    await functions.load(connections)
    assert (await listed(connections)).items() >= functions.libraries().items()
    await connections.aclose()


async def test_a_missing_and_an_older_library_are_replaced(store_url: str) -> None:
    connections = Connections(store_url)
    await functions.load(connections)
    await connections.call("FUNCTION", "DELETE", "log_append")
    older = functions.libraries()["lease_take"] + b"-- older\n"
    await connections.call("FUNCTION", "LOAD", "REPLACE", older)
    await asyncio.gather(*(functions.load(connections) for _ in range(5)))
    assert (await listed(connections)).items() >= functions.libraries().items()
    await connections.aclose()


async def test_a_store_that_lost_them_gets_them_again(store_url: str, show_id: str) -> None:
    connections = Connections(store_url)
    await connections.call("FUNCTION", "FLUSH")
    key = (f"{{{show_id}}}:lease",)
    assert await functions.call(connections, "lease_renew", key, "me", 1, 1_000) == 0
    await connections.aclose()


async def test_an_unknown_function_is_an_error(store_url: str) -> None:
    connections = Connections(store_url)
    with pytest.raises(StoreError, match="not found"):
        await functions.call(connections, "no_such_function", ())
    await connections.aclose()
