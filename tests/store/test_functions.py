import asyncio

import pytest

from gala.ports import StoreError
from gala.store import functions
from gala.store.connection import Connections


async def listed(calls: Connections) -> dict[str, bytes]:
    reply = await calls.call("FUNCTION", "LIST", "WITHCODE")
    fields = [dict(zip(library[::2], library[1::2], strict=True)) for library in reply]
    return {one[b"library_name"].decode(): one[b"library_code"] for one in fields}


async def test_the_store_has_every_library_as_it_is_here(calls: Connections) -> None:
    await functions.load(calls)
    assert (await listed(calls)).items() >= functions.libraries().items()


async def test_a_missing_and_an_older_library_are_replaced(calls: Connections) -> None:
    await functions.load(calls)
    await calls.call("FUNCTION", "DELETE", "log_append")
    older = functions.libraries()["lease_take"] + b"-- older\n"
    await calls.call("FUNCTION", "LOAD", "REPLACE", older)
    await asyncio.gather(*(functions.load(calls) for _ in range(5)))
    assert (await listed(calls)).items() >= functions.libraries().items()


async def test_a_store_that_lost_them_gets_them_again(calls: Connections, show_id: str) -> None:
    await calls.call("FUNCTION", "FLUSH")
    key = (f"{{{show_id}}}:lease",)
    assert await functions.call(calls, "lease_renew", key, "me", 1, 1_000) == 0


async def test_an_unknown_function_is_an_error(calls: Connections) -> None:
    with pytest.raises(StoreError, match="not found"):
        await functions.call(calls, "no_such_function", ())
