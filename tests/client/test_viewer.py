import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from gala.client import (
    Answer,
    ClientError,
    Cue,
    Disconnected,
    Dismissed,
    Ended,
    Event,
    NoPlace,
    NoRoom,
    NoWindow,
    Receipt,
    Resumed,
    ShowOver,
    Snapshot,
    Standing,
    Viewer,
    Welcome,
    connect,
)
from gala.client import claims as claims_module
from gala.client import hearts as hearts_module
from gala.client import viewer as viewer_module
from gala.wire import messages
from gala.wire.codec import pack
from tests.keys import packed_receipt

from .scripted import (
    CLAIM_ID,
    TITLE,
    Hurry,
    Peer,
    Script,
    card,
    cue,
    now_ms,
    scripted,
    snapshot,
    welcome,
)

SETTLE_S = 0.15
"""In this time a test has opened its iterators."""


@asynccontextmanager
async def watching(
    *scripts: Script, room: str | None = None, visits: bool = False
) -> AsyncIterator[Viewer]:
    async with (
        asyncio.timeout(8),
        scripted(*scripts) as server,
        connect(server.url, "ticket", room=room, visits=visits, rng=Hurry()) as viewer,
    ):
        yield viewer


def script(*steps: Callable[[Peer], Awaitable[None]]) -> Script:
    """Begin at seq 0, and go through the steps when the client has opened its iterators."""

    async def run(peer: Peer) -> None:
        await peer.begin()
        await asyncio.sleep(SETTLE_S)
        for step in steps:
            await step(peer)
        await peer.close(1000, "over")

    return run


def sends(*frames: bytes) -> Callable[[Peer], Awaitable[None]]:
    return lambda peer: peer.send(*frames)


async def test_after_the_block_begins_everything_is_known() -> None:
    take = cue(4, "take", card("a"), now_ms() + 60_000, None, at_ms=now_ms() - 500)

    async def begin(peer: Peer) -> None:
        await peer.begin(5, take, delay_ms=0)
        await peer.send(messages.tick(now_ms(), 300, ()), messages.stale(77))
        await peer.stay()

    async with watching(begin) as viewer:
        assert viewer.welcome.outlet == "app"
        assert viewer.connected
        assert abs(viewer.clock.now_ms() - now_ms()) <= viewer.clock.error_ms + 50
        picture = viewer.picture()
        assert picture.phase == "on_air"
        assert picture.segment is not None
        assert viewer.board.resume_point == (1, 5)
        assert viewer.room_board is None
        await asyncio.sleep(0.05)
        assert viewer.tick is not None
        assert viewer.tick.viewers == 300
        assert viewer.stale_since_ms == 77


async def test_cues_come_as_they_arrive_and_presented_ones_at_their_instant() -> None:
    at_ms = now_ms() + 500
    take = cue(1, "take", card("a"), 0, None, at_ms=at_ms)
    async with watching(script(sends(take), lambda peer: asyncio.sleep(0.8))) as viewer:
        cues, presented = viewer.cues(), viewer.presented()
        arrived = await anext(cues)
        assert arrived.kind == "take"
        assert viewer.clock.now_ms() < at_ms
        announced = viewer.picture().announced
        assert announced is not None
        assert announced.at_ms == at_ms
        shown = await anext(presented)
        assert shown.cue == arrived
        assert shown.shown_ms >= shown.due_ms == at_ms
        assert shown.picture.segment is not None
        assert [cue async for cue in cues] == []
        assert [each async for each in presented] == []
        assert isinstance(await viewer.ended(), ShowOver)


async def test_events_tell_everything_in_order_across_connections() -> None:
    async def first(peer: Peer) -> None:
        await peer.begin()
        await asyncio.sleep(SETTLE_S)
        await peer.send(cue(1, "hold"))
        await asyncio.sleep(0.03)
        peer.cut()

    async def second(peer: Peer) -> None:
        await peer.send(
            welcome(), messages.resumed("main", 1, 3), cue(2, "resume", 0, None), cue(3, "hold")
        )
        await peer.send(pack(["fireworks"]), snapshot(9, cue(8, "hold")), cue(10, "panic"))
        await peer.close(1000, "over")

    async with watching(first, second) as viewer:
        events = [event async for event in viewer]
    assert [type(event) for event in events] == [
        Cue, Disconnected, Welcome, Resumed, Cue, Cue, Snapshot, Cue, Disconnected,
    ]  # fmt: skip
    assert [event.seq for event in events if isinstance(event, Cue)] == [1, 2, 3, 10]
    assert viewer.reconnects == 1


async def test_a_listener_hears_from_the_first_message_on() -> None:
    heard: list[Event] = []
    async with (
        scripted(script()) as server,
        connect(server.url, "ticket", listener=heard.append) as viewer,  # type: ignore[arg-type]
    ):
        await viewer.ended()
    assert [type(event).__name__ for event in heard] == [
        "Welcome", "Snapshot", "Presented", "Disconnected",
    ]  # fmt: skip


async def test_being_sent_away_is_an_error_to_who_iterates() -> None:
    async def flood(peer: Peer) -> None:
        await peer.begin()
        await asyncio.sleep(SETTLE_S)
        await peer.close(4429, "flood")

    async with watching(flood) as viewer:
        with pytest.raises(Dismissed) as dismissed:
            async for _ in viewer:
                pass
        assert dismissed.value.code == 4429
        with pytest.raises(Dismissed):
            await viewer.claim("w", wait=False)


# Claims


def window(seq: int, state: str, opens_ms: int, gen: int = 1) -> bytes:
    return cue(seq, "window", "w", gen, state, [["app", opens_ms, opens_ms + 9_000, 5]])


def receipt(claim_id: bytes = CLAIM_ID) -> bytes:
    return packed_receipt("w", 1, claim_id, 3, 990, 12)


async def test_a_claim_waits_for_the_opening_and_returns_its_receipt() -> None:
    opens_ms = now_ms() + 500
    said: list[list[object]] = []

    async def sell(peer: Peer) -> None:
        said.append(await peer.said("claim"))
        assert now_ms() >= opens_ms
        await peer.send(receipt())

    async with watching(script(sends(window(1, "armed", opens_ms)), sell)) as viewer:
        await anext(viewer.cues())
        won = await viewer.claim("w", claim_id=CLAIM_ID)
    assert isinstance(won, Receipt)
    assert (won.unit, won.price_fen, won.frame) == (3, 990, receipt())
    assert said == [["w", 1, CLAIM_ID, False]]


async def test_a_window_that_opens_sooner_than_announced_is_not_waited_for() -> None:
    async def sell(peer: Peer) -> None:
        await peer.send(window(1, "armed", now_ms() + 60_000))
        await asyncio.sleep(0.05)
        await peer.send(window(2, "open", now_ms(), gen=2))
        assert (await peer.said("claim"))[1] == 2
        await peer.send(receipt())

    async with watching(script(sell)) as viewer:
        await anext(viewer.cues())
        assert isinstance(await viewer.claim("w"), Receipt)


async def test_a_claim_goes_on_over_a_broken_connection() -> None:
    said: list[list[object]] = []

    async def first(peer: Peer) -> None:
        await peer.begin(1, window(1, "open", now_ms()))
        said.append(await peer.said("claim"))
        peer.cut()

    async def second(peer: Peer) -> None:
        await peer.send(welcome(), messages.resumed("main", 1, 1))
        said.append(await peer.said("claim"))
        await peer.send(receipt())
        await peer.stay()

    async with watching(first, second) as viewer:
        assert isinstance(await viewer.claim("w", claim_id=CLAIM_ID), Receipt)
    assert said == [["w", 1, CLAIM_ID, False], ["w", 1, CLAIM_ID, True]]


async def test_an_early_claim_is_made_again_at_the_opening() -> None:
    opens_ms = now_ms() + 500

    async def sell(peer: Peer) -> None:
        await peer.send(window(1, "armed", opens_ms))
        first = await peer.said("claim")
        await peer.send(messages.answer("w", 1, first[2], "too_early", opens_ms))
        again = await peer.said("claim")
        assert again[2] == first[2]
        assert now_ms() >= opens_ms
        await peer.send(messages.answer("w", 1, first[2], "sold_out", 0))

    async with watching(script(sell)) as viewer:
        await anext(viewer.cues())
        answer = await viewer.claim("w", wait=False)
    assert isinstance(answer, Answer)
    assert (answer.outcome, answer.final) == ("sold_out", True)


async def test_silence_and_pending(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims_module, "ANSWER_S_MAX", 0.1)
    monkeypatch.setattr(claims_module, "AGAIN_MS", (1, 2))
    retries: list[object] = []

    async def slow(peer: Peer) -> None:
        await peer.send(window(1, "open", now_ms()))
        retries.append((await peer.said("claim"))[3])
        claim = await peer.said("claim")
        retries.append(claim[3])
        await peer.send(messages.answer("w", 1, claim[2], "pending", now_ms() + 20))
        retries.append((await peer.said("claim"))[3])
        await peer.send(receipt(claim[2]))

    async with watching(script(slow)) as viewer:
        await anext(viewer.cues())
        assert isinstance(await viewer.claim("w"), Receipt)
    assert retries == [False, True, True]


async def test_a_window_that_nobody_named() -> None:
    async with watching(stay) as viewer:
        with pytest.raises(NoWindow):
            await viewer.claim("w")


async def test_claims_end_with_the_show() -> None:
    async with watching(script(sends(window(1, "armed", now_ms() + 60_000)))) as viewer:
        await anext(viewer.cues())
        with pytest.raises(ShowOver):
            await viewer.claim("w")


# Rooms


async def stay(peer: Peer) -> None:
    await peer.begin()
    await peer.stay()


async def test_going_into_a_room_and_out_again() -> None:
    channel = "room:kitchen"

    async def rooms(peer: Peer) -> None:
        assert await peer.said("enter") == ["kitchen"]
        await peer.send(
            snapshot(3, channel=channel), cue(4, "visit", card("v"), 0, channel=channel)
        )
        assert await peer.said("leave") == []
        await peer.send(cue(5, "visit_over", "v", channel=channel), cue(1, "hold"))

    async with watching(script(rooms)) as viewer:
        presented, cues = viewer.presented(), viewer.cues()
        board = await viewer.enter("kitchen")
        assert viewer.room_board is board
        assert board.resume_point is not None
        assert (await anext(presented)).channel == channel  # the snapshot's picture
        visit = await anext(presented)
        assert visit.picture.visit is not None
        viewer.leave()
        viewer.leave()  # nothing more to leave
        assert [cue.channel async for cue in cues] == [channel, "main"]


async def test_a_room_that_is_not_there() -> None:
    async def rooms(peer: Peer) -> None:
        await peer.said("enter")
        await peer.send(messages.no_room("cellar"))

    async with watching(script(rooms)) as viewer:
        with pytest.raises(NoRoom):
            await viewer.enter("cellar")
        assert viewer.room_board is None


async def test_a_room_that_is_full() -> None:
    async def rooms(peer: Peer) -> None:
        await peer.said("enter")
        await peer.send(messages.room_full("kitchen"))

    async with watching(script(rooms)) as viewer:
        with pytest.raises(NoPlace):
            await viewer.enter("kitchen")
        assert viewer.room_board is None


async def test_a_visit_leads_who_goes_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(viewer_module, "AGAIN_S", 0.1)
    channel = "room:kitchen"
    take = card("v", "visit", ("kitchen", TITLE))

    async def visit(peer: Peer) -> None:
        await peer.send(welcome(), messages.you(bytes(16)), snapshot(0))
        at_ms = now_ms()
        await peer.send(cue(1, "take", take, at_ms + 40, None, at_ms=at_ms))
        assert await peer.said("enter") == ["kitchen"]
        await peer.send(snapshot(1, channel=channel))
        await asyncio.sleep(SETTLE_S)
        await peer.send(cue(2, "visit_over", "v", channel=channel))
        assert await peer.said("leave") == []
        assert await peer.said("enter") == ["kitchen"]
        assert await peer.said("enter") == ["kitchen"], "nothing answered"
        await peer.send(snapshot(2, channel=channel))
        await peer.stay()

    async with watching(visit, visits=True) as viewer:
        await until(lambda: viewer.room_board is not None)
        await until(lambda: viewer.room_board is None)
        await viewer.enter("kitchen")
        viewer.stay()
        assert viewer.room_board is not None


async def test_a_tunnel() -> None:
    async def back(peer: Peer) -> None:
        await peer.send(welcome(), messages.resumed("main", 1, 0))
        await peer.close(1000, "over")

    async with watching(stay, back) as viewer:
        assert viewer.connected
        viewer.drop(30)
        assert isinstance(await viewer.ended(), ShowOver)
        assert viewer.reconnects == 1


async def test_a_listener_that_breaks_ends_the_viewer_and_is_not_hidden() -> None:
    def broken(event: object) -> None:
        if isinstance(event, Cue):
            raise ZeroDivisionError

    async def meet(url: str) -> None:
        async with connect(url, "ticket", listener=broken) as viewer:
            assert isinstance(await viewer.ended(), Ended)
            with pytest.raises(ClientError):
                await viewer.claim("w", wait=False)

    async with scripted(script(sends(cue(1, "hold")), Peer.stay)) as server:
        with pytest.raises(ZeroDivisionError):
            await meet(server.url)


async def test_whether_we_may_take_part_is_asked_until_it_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("gala.client.viewer.ASK_AGAIN_S", 0.05)

    async def tells(peer: Peer) -> None:
        await peer.begin()
        for _ in range(2):  # the first question gets lost
            assert await peer.said("may") == ["prizes"]
        await peer.send(messages.standing("other", "no", 0, 0, ["ticket"]))
        await peer.send(messages.standing("prizes", "yes", 3, 0, []))
        assert await peer.said("may") == ["prizes"]
        await peer.send(messages.standing("prizes", "no", 0, 60, ["watched"]))
        await peer.stay()

    async with watching(tells) as viewer:
        assert await viewer.may("prizes") == Standing("prizes", "yes", 3, 0, ())
        assert await viewer.may("prizes") == Standing("prizes", "no", 0, 60, ("watched",))
        await viewer.close(Ended("left"))
        with pytest.raises(Ended):
            await viewer.may("prizes")


async def test_who_may_not_take_part_is_told_so_for_good() -> None:
    async def refuses(peer: Peer) -> None:
        rows = [["app", now_ms() - 1_000, now_ms() + 60_000, 5]]
        await peer.begin(1, cue(1, "window", "prizes", 1, "open", rows))
        *_, claim_id, _ = await peer.said("claim")
        await peer.send(messages.answer("prizes", 1, claim_id, "not_eligible", 77))
        await peer.stay()

    async with watching(refuses) as viewer:
        answer = await viewer.claim("prizes")
        assert isinstance(answer, Answer)
        assert (answer.outcome, answer.at_ms, answer.final) == ("not_eligible", 77, True)


async def test_hearts_are_given_while_the_edge_takes_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hearts_module, "GATHER_S", 0.02)
    told = asyncio.Event()

    async def edge(peer: Peer) -> None:
        await peer.begin()
        await peer.send(messages.tick(now_ms(), 1, [], [("s1", 3)]))
        assert await peer.said("heart") == [5]
        await peer.send(messages.tick(now_ms(), 1, []))
        told.set()
        await peer.stay()

    async with watching(edge) as viewer:
        await until(lambda: viewer.tick is not None)
        assert viewer.tick is not None
        assert viewer.tick.hearts == (("s1", 3),)
        assert viewer.heart(2)
        assert viewer.heart(3)
        await told.wait()
        await until(lambda: viewer.tick is not None and viewer.tick.hearts is None)
        assert not viewer.heart()


async def test_a_flag_has_a_reason_that_is_counted() -> None:
    told = asyncio.Event()

    async def edge(peer: Peer) -> None:
        await peer.begin()
        assert await peer.said("flag") == ["sale", "wrong_price"]
        told.set()
        await peer.stay()

    async with watching(edge) as viewer:
        with pytest.raises(ValueError, match="exaggerated, wrong_price"):
            await viewer.flag("sale", "because")
        await viewer.flag("sale", "wrong_price")
        await told.wait()


async def until(true: Callable[[], bool]) -> None:
    while not true():  # noqa: ASYNC110 - a condition on what the viewer has heard
        await asyncio.sleep(0.01)
