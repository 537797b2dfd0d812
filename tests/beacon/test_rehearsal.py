"""The rehearsal beacon says every word in its time and none before."""

import pytest

from gala.beacon.rehearsal import RehearsalBeacon
from gala.ports import BeaconSilent
from gala.proof import bls
from gala.proof.chain import message, rehearsal_chain
from tests.keys import KEYS

GENESIS_MS, PERIOD_MS = 1_000_000, 3_000


class Clock:
    """An instant."""

    def __init__(self, now_ms: int) -> None:
        self.ms = now_ms

    def now_ms(self) -> int:
        return self.ms

    async def sleep_until(self, at_ms: int) -> None:
        self.ms = max(self.ms, at_ms)


def beacon(now_ms: int) -> RehearsalBeacon:
    chain = rehearsal_chain(KEYS.pins.rehearsal, GENESIS_MS, PERIOD_MS)
    return RehearsalBeacon(chain, KEYS.rehearsal, Clock(now_ms))


async def test_a_round_is_signed_once_its_time_has_come() -> None:
    comes_ms = GENESIS_MS + 4 * PERIOD_MS
    with pytest.raises(BeaconSilent, match=f"round 5 comes at {comes_ms}"):
        await beacon(comes_ms - 1).signature(5)
    signature = await beacon(comes_ms).signature(5)
    assert bls.verify(KEYS.pins.rehearsal, message(5), signature)
    assert await beacon(comes_ms + 10**9).signature(5) == signature, "it says nothing else ever"


async def test_each_round_has_a_word_of_its_own() -> None:
    late = beacon(GENESIS_MS + 10**9)
    words = [await late.signature(round_) for round_ in (1, 2, 3)]
    assert len(set(words)) == 3
    assert not bls.verify(KEYS.pins.rehearsal, message(2), words[0])
