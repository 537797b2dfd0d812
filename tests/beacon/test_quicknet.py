"""quicknet's relays: late, forged, slow, gone; the first answer that holds is taken.

The rounds are drand's own, as its relays serve them (chain 52db9ba7…, api.drand.sh).
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import web

from gala.beacon import quicknet
from gala.beacon.quicknet import ANSWER_BYTES_MAX, QuicknetBeacon
from gala.ports import BeaconSilent
from gala.proof import bls
from gala.proof.chain import QUICKNET, QUICKNET_KEY, message

ROUNDS = {
    1: "b55e7cb2d5c613ee0b2e28d6750aabbb78c39dcc96bd9d38c2c2e12198df9557"
       "1de8e8e402a0cc48871c7089a2b3af4b",
    123: "b75c69d0b72a5d906e854e808ba7e2accb1542ac355ae486d591aa9d43765482"
         "e26cd02df835d3546d23c4b13e0dfc92",
    1000: "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125"
          "e342b73a8dd2bacbe47e4b6b63ed5e39",
}  # fmt: skip

Relay = Callable[[web.Request], Awaitable[web.StreamResponse]]


def says(signature: object, round_: int = 1000) -> web.Response:
    """What a relay answers."""
    return web.json_response({"round": round_, "randomness": "00" * 32, "signature": signature})


async def good(request: web.Request) -> web.Response:
    return says(ROUNDS[int(request.match_info["round"])])


async def not_yet(request: web.Request) -> web.Response:
    return web.Response(status=404, text="not found")


async def another_round(request: web.Request) -> web.Response:
    return says(ROUNDS[123], 1000)


async def forged(request: web.Request) -> web.Response:
    return says(bls.sign(bytes([7]) * 32, message(1000)).hex())


async def garbage(request: web.Request) -> web.Response:
    return web.Response(text="<html>welcome</html>")


async def endless(request: web.Request) -> web.Response:
    return web.Response(text="[" * (ANSWER_BYTES_MAX + 1))


async def gone(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.close()
    return web.Response()


async def hung(request: web.Request) -> web.StreamResponse:
    await asyncio.sleep(60)
    raise AssertionError("nobody waits so long")


async def in_pieces(request: web.Request) -> web.StreamResponse:
    """Send the answer in pieces, as a proxy may."""
    whole = (await good(request)).body
    assert isinstance(whole, bytes)
    response = web.StreamResponse()
    await response.prepare(request)
    for start in range(0, len(whole), 40):
        await response.write(whole[start : start + 40])
        await asyncio.sleep(0.005)
    return response


@contextlib.asynccontextmanager
async def asking(*relays: Relay) -> AsyncIterator[tuple[QuicknetBeacon, list[str]]]:
    """A beacon over relays that behave so, and the paths that were asked for."""
    asked: list[str] = []

    def noted(relay: Relay) -> Relay:
        async def handle(request: web.Request) -> web.StreamResponse:
            asked.append(request.path)
            return await relay(request)

        return handle

    app = web.Application()
    for number, relay in enumerate(relays):
        app.router.add_get(f"/{number}/{QUICKNET.chain}/public/{{round}}", noted(relay))
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    urls = [f"http://127.0.0.1:{port}/{number}/" for number in range(len(relays))]
    try:
        async with QuicknetBeacon(urls) as beacon:
            yield beacon, asked
    finally:
        await runner.cleanup()


@pytest.mark.parametrize("round_", ROUNDS)
async def test_drands_own_rounds_hold_under_its_key(round_: int) -> None:
    async with asking(good) as (beacon, asked):
        signature = await beacon.signature(round_)
    assert signature == bytes.fromhex(ROUNDS[round_])
    assert bls.verify(QUICKNET_KEY, message(round_), signature)
    assert asked == [f"/0/{QUICKNET.chain}/public/{round_}"]


@pytest.mark.parametrize(
    "others",
    [(not_yet,), (forged,), (another_round,), (garbage, endless), (gone,), (hung, hung), ()],
    ids=["late", "forged", "another round", "garbage", "gone", "hung", "alone"],
)
async def test_the_first_answer_that_holds_is_taken(others: tuple[Relay, ...]) -> None:
    async with asking(*others, good) as (beacon, _):
        async with asyncio.timeout(quicknet.ANSWER_S):
            assert await beacon.signature(1000) == bytes.fromhex(ROUNDS[1000])


async def test_an_answer_in_pieces_is_an_answer() -> None:
    async with asking(in_pieces) as (beacon, _):
        assert await beacon.signature(1000) == bytes.fromhex(ROUNDS[1000])


@pytest.mark.parametrize(
    ("relay", "why"),
    [
        (not_yet, "answers 404"),
        (forged, "answers a forged round"),
        (another_round, "answers a forged round"),
        (garbage, "answers something else than a round"),
        (endless, "answers something else than a round"),
        (gone, "http://127"),
    ],
)
async def test_without_one_it_is_silent_and_says_why(relay: Relay, why: str) -> None:
    async with asking(relay, not_yet) as (beacon, asked):
        with pytest.raises(BeaconSilent, match=why):
            await beacon.signature(1000)
    assert len(set(asked)) == 2


@pytest.mark.parametrize(
    "signature", [None, 5, [], "", "zz" * 48, "ab" * 47, "AB" * 48, "00" * 48, "c0" + "00" * 47]
)
async def test_what_is_no_signature_is_never_returned(signature: object) -> None:
    async def relay(request: web.Request) -> web.Response:
        return says(signature)

    async with asking(relay) as (beacon, _):
        with pytest.raises(BeaconSilent):
            await beacon.signature(1000)


async def test_a_relay_that_does_not_answer_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(quicknet, "ANSWER_S", 0.1)
    async with asking(hung) as (beacon, _):
        with pytest.raises(BeaconSilent, match=r"(?i)timeout"):
            await beacon.signature(1000)


async def test_nobody_there() -> None:
    async with QuicknetBeacon(["http://127.0.0.1:1"]) as beacon:
        with pytest.raises(BeaconSilent, match="127"):
            await beacon.signature(1000)
    async with QuicknetBeacon([]) as beacon:
        with pytest.raises(BeaconSilent, match="no relay is named"):
            await beacon.signature(1000)


async def test_late_first_and_then_there() -> None:
    answers = [not_yet, not_yet, good]

    async def relay(request: web.Request) -> web.StreamResponse:
        return await answers.pop(0)(request)

    async with asking(relay) as (beacon, _):
        for _ in range(2):
            with pytest.raises(BeaconSilent):
                await beacon.signature(1000)
        assert await beacon.signature(1000) == bytes.fromhex(ROUNDS[1000])
