import asyncio

from gala.client.connection import Connection
from gala.client.errors import Ended, Refused, ShowOver
from gala.client.events import Disconnected, GapFound
from gala.client.inbound import Inbound
from gala.client.session import Session
from gala.wire import messages
from gala.wire.codec import pack

from .scripted import Hurry, Peer, Refusal, Script, cue, scripted, snapshot, welcome

ROOM = "room:kitchen"


async def over(peer: Peer) -> None:
    await peer.close(1000, "over")


class Client:
    """A session and its connections; `lost` is how each ended."""

    def __init__(self, url: str, room: str | None = None) -> None:
        self.session = Session(room)
        self.lost: list[Disconnected] = []
        self.settled = asyncio.Event()
        self.connection = Connection(
            url, "ticket", self.session, self.heard, self.lost.append, Hurry()
        )

    def heard(self, message: Inbound) -> bool:
        event = self.session.receive(message)
        if self.session.settled:
            self.settled.set()
        return not isinstance(event, GapFound)


async def follow(*scripts: Script, room: str | None = None) -> tuple[Ended, Client, list[str]]:
    """Follow the scripts to their end; return why, the client and what it asked for each time."""
    async with scripted(*scripts) as server:
        client = Client(server.url, room)
        async with asyncio.timeout(5):
            ended = await client.connection.run()
        return ended, client, server.queries


async def test_back_with_resume_points_after_a_drop() -> None:
    async def first(peer: Peer) -> None:
        await peer.begin(5)
        await peer.send(snapshot(2, channel=ROOM), cue(6, "hold", epoch=2))
        await asyncio.sleep(0.05)
        peer.cut()

    ended, client, queries = await follow(first, over, room="kitchen")
    assert isinstance(ended, ShowOver)
    assert queries == ["room:kitchen=", "main=2.6&room:kitchen=1.2"]
    assert [lost.code for lost in client.lost] == [1006, 1000]
    assert client.connection.reopened == 1


async def test_back_after_as_long_as_the_edge_asks() -> None:
    async def drain(peer: Peer) -> None:
        await peer.begin(5)
        await peer.close(1001, "drain 80")

    loop = asyncio.get_running_loop()
    before_s = loop.time()
    ended, client, queries = await follow(drain, over)
    assert loop.time() - before_s >= 0.08
    assert isinstance(ended, ShowOver)
    assert queries[1] == "main=1.5"
    assert client.lost[0].reason == "drain 80"


async def test_a_gap_means_reconnecting_with_the_resume_point() -> None:
    async def gappy(peer: Peer) -> None:
        await peer.begin(5)
        await peer.send(cue(6, "hold"), cue(8, "hold"), cue(9, "hold"))
        await peer.stay()

    async def resumed(peer: Peer) -> None:
        await peer.send(welcome(), messages.resumed("main", 1, 8), cue(7, "hold"), cue(8, "hold"))
        await peer.close(1000, "over")

    _, client, queries = await follow(gappy, resumed)
    assert queries == ["", "main=1.6"]
    assert client.session.main.resume_point == (1, 8)


async def test_a_server_that_speaks_nonsense_is_asked_for_snapshots() -> None:
    async def nonsense(peer: Peer) -> None:
        await peer.begin(5)
        await peer.send(cue(6, "take", "no segment"))
        await peer.stay()

    async def not_a_message(peer: Peer) -> None:
        await peer.begin(7)
        await peer.send(pack(["cue"]))
        await peer.stay()

    ended, _, queries = await follow(nonsense, not_a_message, over)
    assert isinstance(ended, ShowOver)
    assert queries == ["", "", ""]


async def test_a_busy_edge_and_then_a_refusal() -> None:
    ended, client, _ = await follow(
        Refusal(503, "busy", {"Retry-After": "0"}),
        Refusal(502, "bad gateway"),
        Refusal(403, "origin"),
    )
    assert isinstance(ended, Refused)
    assert client.connection.last_failure == "502 bad gateway"
    assert client.connection.reopened == 0


async def test_dropped_on_purpose_and_back_when_asked() -> None:
    async with scripted(stay_on, over) as server:
        client = Client(server.url)
        following = asyncio.create_task(client.connection.run())
        await client.settled.wait()
        client.connection.drop(60)
        before_s = asyncio.get_running_loop().time()
        await following
        assert asyncio.get_running_loop().time() - before_s >= 0.06
        assert server.queries == ["", "main=1.5"]


async def stay_on(peer: Peer) -> None:
    await peer.begin(5)
    await peer.stay()


async def test_a_room_entered_during_the_opening_is_asked_for_after_it() -> None:
    async def script(peer: Peer) -> None:
        assert await peer.said("enter") == ["kitchen"]
        await peer.close(1000, "over")

    async with scripted(script) as server:
        client = Client(server.url)
        following = asyncio.create_task(client.connection.run())
        await asyncio.sleep(0)
        client.session.enter("kitchen")
        client.connection.send(client.session.room_request())  # there is no connection yet
        assert isinstance(await following, ShowOver)
        assert server.queries == [""]
