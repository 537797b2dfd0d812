import asyncio
import contextlib
import json
from collections.abc import AsyncIterator

import pytest

from gala.conductor.inbox import Inbox, decide_body
from gala.conductor.tally import Tally
from gala.core.events import Event, ModeSet, TakeScheduled
from gala.core.refusals import Refusal
from gala.core.state import MAIN, Show
from gala.ports import CommandInbox, Fenced
from gala.store.show import Store
from tests.conductor.bent import away, bent
from tests.conductor.nights import World, press, world_of
from tests.core.playing import ORIGIN_MS, Playing, small_show

NOW_MS = ORIGIN_MS - 10_000
LEAD_MS = 300


def decided(body: object, show: Show | None = None) -> tuple[Event, ...] | str:
    """Return the events, or the code of the refusal."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    decision = decide_body(show or small_show(), raw, NOW_MS, LEAD_MS)
    return decision.code if isinstance(decision, Refusal) else decision


GO = {"command": "go", "by": "director"}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff",
        b"{",
        b"[" * 100_000,
        b'{"command":"go","by":"\\ud800"}',
        None,
        7,
        [],
        ["go"],
        {},
        {"command": "go"},
        {"by": "director"},
        {"command": 1, "by": "director"},
        {"command": ["go"], "by": "director"},
        {"command": "go", "by": None},
        {"command": "go", "by": "auto"},
        {"command": "go", "by": "a\nb"},
        {"command": "gone", "by": "director"},
        {"command": "", "by": "director"},
        {**GO, "on_air": 1},
        {**GO, "on_air": ["opening"]},
        {**GO, "segment": {"id": "sale"}},
        {"command": "extend", "by": "director", "by_ms": "5"},
        {"command": "extend", "by": "director", "by_ms": 5.0},
        {"command": "extend", "by": "director", "by_ms": True},
        {"command": "extend", "by": "director", "by_ms": 10**30},
        {"command": "extend", "by": "director"},
        {"command": "jump", "by": "director"},
    ],
)
def test_what_is_no_command_is_a_bad_value_and_nothing_breaks(body: object) -> None:
    assert decided(body) == "bad_value"


def test_a_command_is_decided_with_the_lead_of_the_moment() -> None:
    take = TakeScheduled(NOW_MS, "opening", NOW_MS + LEAD_MS, "director")
    assert decided(GO) == (take,)
    assert decided({**GO, "on_air": None}) == (take,), "nothing was on air, and that was said"
    assert decided({**GO, "unheard_of": [1, 2]}) == (take,), "later versions add fields"


def test_what_one_believed_to_be_on_air_is_held_against_the_show() -> None:
    show = Playing().until(ORIGIN_MS + 5_000).show
    raw = json.dumps({"command": "skip", "by": "director", "on_air": "sale"}).encode()
    decision = decide_body(show, raw, show.now_ms, LEAD_MS)
    assert isinstance(decision, Refusal)
    assert decision.code == "stale"


def test_a_segment_that_does_not_exist() -> None:
    assert decided({"command": "jump", "by": "director", "segment": "\ud800"}) == "unknown_segment"


class Desk:
    """What a conductor does with its inbox, and the events that it was asked to write."""

    def __init__(self, commands: CommandInbox, world: World) -> None:
        self.world = world
        world.commands = commands
        self.play = Playing()
        self.changed = asyncio.Event()
        self.tally = Tally()
        self.inbox = Inbox(world, self.changed, self.tally)
        self.committed: list[Event] = []

    async def commit(self, events: tuple[Event, ...]) -> Show:
        for event in events:
            self.play.bring(event)
        self.committed += events
        return self.play.show

    async def serve(self, at_ms: int = NOW_MS) -> bool:
        """Serve what has come, or comes."""
        await self.changed.wait()
        self.changed.clear()
        return await self.inbox.serve(self.play.show, at_ms, LEAD_MS, self.commit)


@contextlib.asynccontextmanager
async def desk(commands: CommandInbox, store: Store) -> AsyncIterator[Desk]:
    one = Desk(commands, world_of(store))
    await one.inbox.listen()
    task = asyncio.create_task(one.inbox.run())
    yield one
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


async def test_commands_are_served_one_by_one_and_answered(store: Store) -> None:
    async with desk(store.commands, store) as one:
        first = asyncio.create_task(press(store, "manual"))
        assert await one.serve()
        assert await first == {"accepted": True, "seq": dict(one.play.show.seqs)[MAIN]}
        assert one.committed == [ModeSet(NOW_MS, "manual", "director")]
        assert not await one.inbox.serve(one.play.show, NOW_MS, LEAD_MS, one.commit)

        second = asyncio.create_task(press(store, "manual"))
        assert await one.serve()
        words = {"zh": "已经是这样了。", "en": "It is so already."}
        assert await second == {"accepted": False, "code": "already", "message": words}
        assert len(one.committed) == 1
        assert one.tally.commands == {"accepted": 1, "already": 1}


async def test_what_was_asked_of_an_earlier_conductor_is_not_done(store: Store) -> None:
    assert await press(store, "manual", lives_ms=10) is None
    async with desk(store.commands, store) as one:
        later = asyncio.create_task(press(store, "go"))
        assert await one.serve()
        assert (await later or {})["accepted"]
        assert not await one.inbox.serve(one.play.show, NOW_MS, LEAD_MS, one.commit)
        assert [type(event) for event in one.committed] == [TakeScheduled]


async def test_what_was_asked_of_us_before_we_stood_by_is_not_done_either(store: Store) -> None:
    async with desk(store.commands, store) as one:
        assert await press(store, "manual", lives_ms=10) is None
        await one.changed.wait()
        await one.inbox.listen()
        assert not await one.serve()


async def test_a_command_past_its_time_is_void(store: Store) -> None:
    async with desk(store.commands, store) as one:
        pressing = asyncio.create_task(press(store, "manual", lives_ms=100))
        assert not await one.serve(store.clock.now_ms() + 60_000)
        assert await pressing is None
        assert one.tally.commands == {"expired": 1}
        assert one.committed == []


async def test_a_conductor_that_was_fenced_does_not_answer(store: Store) -> None:
    async def fenced(events: tuple[Event, ...]) -> Show:
        raise Fenced("epoch 2 has appended")

    async with desk(store.commands, store) as one:
        pressing = asyncio.create_task(press(store, "manual", lives_ms=100))
        await one.changed.wait()
        with pytest.raises(Fenced):
            await one.inbox.serve(one.play.show, NOW_MS, LEAD_MS, fenced)
        assert await pressing is None


async def test_a_store_that_is_away_is_asked_again(store: Store) -> None:
    async with desk(bent(store.commands, away("answer")), store) as one:
        assert await press(store, "manual", lives_ms=50) is None
        assert await one.serve(), "done, though its answer is lost"
        assert len(one.committed) == 1
        assert one.tally.commands == {"accepted": 1}
        assert one.tally.store_errors == {"commands": 1}
        later = asyncio.create_task(press(store, "auto"))
        assert await one.serve()
        assert (await later or {})["accepted"]
