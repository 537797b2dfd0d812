import asyncio

from gala.ports import CommandEnvelope
from gala.store.show import Store


def command(store: Store, name: str, lives_ms: int = 60_000) -> CommandEnvelope:
    return CommandEnvelope(name, store.clock.now_ms() + lives_ms, b'{"go":"%s"}' % name.encode())


async def test_a_command_is_received_and_answered(store: Store) -> None:
    cursor, _ = await store.commands.receive("$", 1)
    receiving = asyncio.create_task(store.commands.receive(cursor, 5_000))
    sent = command(store, "c1")
    sending = asyncio.create_task(store.commands.send(sent, 5_000))
    cursor, received = await receiving
    assert received == [sent]
    await store.commands.answer("c1", b"done")
    assert await sending == b"done"
    assert await store.commands.receive(cursor, 1) == (cursor, [])


async def test_nothing_sent_between_two_waits_is_missed(store: Store) -> None:
    cursor, received = await store.commands.receive("$", 1)
    assert received == []
    assert await store.commands.send(command(store, "c1"), 1) is None
    assert [one.id for one in (await store.commands.receive(cursor, 1))[1]] == ["c1"]


async def test_from_now_on_leaves_out_what_was(store: Store) -> None:
    await store.commands.send(command(store, "old"), 1)
    cursor, received = await store.commands.receive("$", 1)
    assert received == []
    await store.commands.send(command(store, "new"), 1)
    assert [one.id for one in (await store.commands.receive(cursor, 1))[1]] == ["new"]
    assert [one.id for one in (await store.commands.receive("0", 1))[1]] == ["old", "new"]


async def test_the_same_command_again_gets_the_first_answer(store: Store) -> None:
    sent = command(store, "c1")
    assert await store.commands.send(sent, 1) is None
    senders = [asyncio.create_task(store.commands.send(sent, 5_000)) for _ in range(3)]
    await store.commands.answer("c1", b"first")
    await store.commands.answer("c1", b"second")
    assert await asyncio.gather(*senders) == [b"first"] * 3
    assert await store.commands.send(sent, 1) == b"first"
    assert len((await store.commands.receive("0", 1))[1]) == 1, "delivered once"


async def test_a_void_command_is_not_delivered_and_a_renewed_one_is(store: Store) -> None:
    assert await store.commands.send(command(store, "c1", lives_ms=-1), 1) is None
    assert (await store.commands.receive("0", 1))[1] == []
    await store.commands.send(command(store, "c1", lives_ms=20), 1)
    await store.clock.sleep_until(store.clock.now_ms() + 25)
    await store.commands.send(command(store, "c1"), 1)
    assert [one.id for one in (await store.commands.receive("0", 1))[1]] == ["c1", "c1"]
