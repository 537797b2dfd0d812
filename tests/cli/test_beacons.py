import contextlib

import pytest

from gala.beacon.quicknet import RELAYS, QuicknetBeacon
from gala.beacon.rehearsal import RehearsalBeacon
from gala.cli.beacons import KINDS, beacon, source
from gala.cli.failure import Failure
from gala.core.log import Header
from gala.ports import Clock
from gala.proof.chain import HALL, QUICKNET, first_round_at, rehearsal_chain, time_of
from tests.keys import KEYS

ORIGIN_MS = 1_623_762_060_000


class Noon:
    """A clock that stands."""

    def now_ms(self) -> int:
        return ORIGIN_MS + 60_000

    async def sleep_until(self, at_ms: int) -> None:
        raise NotImplementedError


CLOCK: Clock = Noon()


def header(kind: str, pace_milli: int = 1_000) -> Header:
    by = beacon(kind, KEYS, ORIGIN_MS, pace_milli)
    return Header("live", "", "", pace_milli, ORIGIN_MS, "auto", by, KEYS.log_keys)


def test_quicknet_is_drands_and_has_a_minute() -> None:
    by = beacon("quicknet", KEYS, ORIGIN_MS, 120_000)
    assert by.chain == QUICKNET
    assert (by.margin_ms, by.late_ms) == (60_000, 600_000), "no pace makes drand quicker"


def test_a_rehearsals_rounds_begin_with_the_show_and_keep_its_pace() -> None:
    own = beacon("rehearsal", KEYS, ORIGIN_MS, 1_000)
    assert own.chain == rehearsal_chain(KEYS.pins.rehearsal, ORIGIN_MS, 3_000)
    assert (own.margin_ms, own.late_ms) == (6_000, 60_000)
    quick = beacon("rehearsal", KEYS, ORIGIN_MS, 60_000)
    assert quick.chain.period_ms == 50
    assert (quick.margin_ms, quick.late_ms) == (300, 5_000)
    fastest = beacon("rehearsal", KEYS, ORIGIN_MS, 1_000_000)
    assert fastest.chain.period_ms == 3
    round_ = first_round_at(quick.chain, ORIGIN_MS + 60_000)
    assert time_of(quick.chain, round_) >= ORIGIN_MS + 60_000


def test_a_hall_has_time_to_throw_its_dice() -> None:
    by = beacon("hall", KEYS, ORIGIN_MS, 1_000)
    assert (by.chain, by.margin_ms, by.late_ms) == (HALL, 6_000, 600_000)


@pytest.mark.parametrize("kind", ["", "drand", "Quicknet"])
def test_another_beacon_is_refused_and_the_three_are_named(kind: str) -> None:
    with pytest.raises(Failure, match=", ".join(KINDS)):
        beacon(kind, KEYS, ORIGIN_MS, 1_000)


async def test_who_brings_the_words_is_what_the_log_says() -> None:
    async with contextlib.AsyncExitStack() as stack:
        assert await source(stack, header("hall"), KEYS, CLOCK, ()) is None
        own = await source(stack, header("rehearsal"), KEYS, CLOCK, ())
        assert isinstance(own, RehearsalBeacon)
        assert len(await own.signature(1)) == 48
        drand = await source(stack, header("quicknet"), KEYS, CLOCK, ())
        assert isinstance(drand, QuicknetBeacon)
        assert drand._relays == list(RELAYS)
        mine = await source(stack, header("quicknet"), KEYS, CLOCK, ("http://relay.example/",))
        assert isinstance(mine, QuicknetBeacon)
        assert mine._relays == ["http://relay.example"]
    assert drand._http.closed
    assert mine._http.closed
