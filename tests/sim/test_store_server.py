import asyncio
from typing import Any

from gala.ports import CommandEnvelope, Fenced, LogConflict, StoreDown
from gala.sim.store_model import Request
from gala.sim.store_server import Failed, StoreServer
from gala.store.replicas import REPLICATED_MS
from tests.sim.storing import CLOCK, START_MS, cue, in_virtual_time, taking_ms


def serving(server: StoreServer, name: str, *args: Any, **more: int) -> asyncio.Task[object]:
    return asyncio.create_task(server.serve(Request(name, args, **more)))


@in_virtual_time
async def test_a_request_twice_is_done_twice() -> None:
    server = StoreServer(CLOCK.now_us)
    append = Request("log_append", (1, 0, b"header"))
    assert [await server.serve(append) for _ in range(2)] == [1, 1]
    assert server.peek("log_read", 0, 9) == [b"header"]
    assert server.writes == 2


@in_virtual_time
async def test_an_error_is_a_reply() -> None:
    server = StoreServer(CLOCK.now_us)
    await server.serve(Request("log_append", (2, 0, b"header")))
    assert await server.serve(Request("log_append", (1, 1, b"x"))) == Failed(
        Fenced, "epoch 2 has appended, 1 came"
    )
    assert await server.serve(Request("log_append", (2, 5, b"x"))) == Failed(
        LogConflict, "the next index is 1, 5 came"
    )


@in_virtual_time
async def test_its_time_is_its_machines() -> None:
    server = StoreServer(CLOCK.now_us)
    await asyncio.sleep(1.25)
    assert await server.serve(Request("time")) == (START_MS // 1_000 + 1, 250_000)
    assert await server.serve(Request("durability")) == "always"


@in_virtual_time
async def test_who_waits_is_woken_by_what_comes_and_by_nothing_else() -> None:
    server = StoreServer(CLOCK.now_us)
    log = serving(server, "log_read", 1, 9, wait_ms=5_000)
    cues = serving(server, "cues_read", "0", 9, wait_ms=5_000)
    commands = serving(server, "commands_read", "0", 9, wait_ms=5_000)
    answer = serving(server, "answer_read", "c", wait_ms=5_000)
    await asyncio.sleep(1)
    await server.serve(Request("log_append", (1, 0, b"0")))
    await server.serve(Request("command_answer", ("other", b"x", 9)))
    await asyncio.sleep(1)
    assert not any(task.done() for task in (log, cues, commands, answer))
    await server.serve(Request("log_append", (1, 1, b"1")))
    await server.serve(Request("cue_publish", (1, 0, [cue(1)])))
    await server.serve(Request("command_send", (CommandEnvelope("c", START_MS * 2, b""), 9)))
    await server.serve(Request("command_answer", ("c", b"", 9)))
    assert await log == [b"1"]
    assert [one for _, one in await cues] == [cue(1)]  # type: ignore[attr-defined]
    assert len(await commands) == 1  # type: ignore[arg-type]
    assert await answer == b""


@in_virtual_time
async def test_what_is_there_is_not_waited_for_and_nothing_is_for_as_long_as_asked() -> None:
    server = StoreServer(CLOCK.now_us)
    await server.serve(Request("log_append", (1, 0, b"0")))
    there = server.serve(Request("log_read", (0, 9), wait_ms=5_000))
    assert await taking_ms(there) == (0, [b"0"])
    nothing = server.serve(Request("log_read", (1, 9), wait_ms=5_000))
    assert await taking_ms(nothing) == (5_000, [])


@in_virtual_time
async def test_ticks_reach_who_listens_in_their_order() -> None:
    server = StoreServer(CLOCK.now_us)
    assert await server.serve(Request("tick_publish", (b"nobody",))) == 0
    assert await server.serve(Request("tick_next", ("e1", 0, True), wait_ms=10)) is None
    await server.serve(Request("tick_publish", (b"one",)))
    await server.serve(Request("tick_publish", (b"two",)))
    assert await server.serve(Request("tick_next", ("e1", 0, False), wait_ms=10)) == b"one"
    assert await server.serve(Request("tick_next", ("e1", 0, False), wait_ms=10)) == b"two"
    waiting = serving(server, "tick_next", "e1", 0, False, wait_ms=5_000)
    other = serving(server, "tick_next", "e2", 0, True, wait_ms=5_000)
    await asyncio.sleep(0)
    assert await server.serve(Request("tick_publish", (b"three",))) == 2
    assert (await waiting, await other) == (b"three", b"three")
    ended = await server.serve(Request("tick_next", ("e1", 7, False), wait_ms=10))
    assert ended == Failed(StoreDown, "Connection closed by server.")


@in_virtual_time
async def test_without_replicas_nobody_can_wait_for_one() -> None:
    server = StoreServer(CLOCK.now_us)
    append = server.serve(Request("log_append", (1, 0, b"0"), replicas=1))
    assert await taking_ms(append) == (
        REPLICATED_MS,
        Failed(StoreDown, "it is written, but fewer than 1 replicas have it"),
    )
    assert server.peek("log_read", 0, 9) == [b"0"]


@in_virtual_time
async def test_replicas_have_everything_at_once() -> None:
    server = StoreServer(CLOCK.now_us, replicas=["r1", "r2"])
    append = server.serve(Request("log_append", (1, 0, b"0"), replicas=2))
    assert await taking_ms(append) == (0, 1)
    fenced = server.serve(Request("log_append", (0, 0, b"0"), replicas=2))
    assert (await taking_ms(fenced))[0] == 0
