import hashlib
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gala.proof.chain import (
    HALL,
    QUICKNET,
    QUICKNET_KEY,
    Beacon,
    first_round_at,
    margin_ms,
    message,
    read_beacon,
    rehearsal_chain,
    time_of,
)
from gala.proof.errors import ProofError
from tests.proof.held import vectors
from tests.proof.night import PINS, REHEARSED, START_MS


def test_quicknet_is_the_chain_that_drand_publishes() -> None:
    info = vectors("quicknet")["info"]
    assert info["hash"] == QUICKNET.chain
    assert QUICKNET_KEY.hex() == info["public_key"]
    assert (info["genesis_time"] * 1000, info["period"] * 1000) == (
        QUICKNET.genesis_ms,
        QUICKNET.period_ms,
    )
    for case in vectors("quicknet")["rounds"]:
        assert time_of(QUICKNET, case["round"]) == case["time"] * 1000


@pytest.mark.parametrize("case", vectors("proof")["chains"], ids=lambda case: case["chain"]["kind"])
def test_the_rounds_that_other_verifiers_are_held_to(case: dict[str, Any]) -> None:
    chain = read_beacon({**case["chain"], "margin_ms": 0, "late_ms": 0}).chain
    for at_ms, round in case["first_round_at"]:
        assert first_round_at(chain, at_ms) == round


@given(st.integers(0, 2**50), st.integers(1, 10**6), st.integers(0, 2**51))
def test_the_first_round_is_the_first(genesis_ms: int, period_ms: int, at_ms: int) -> None:
    chain = replace(REHEARSED.chain, genesis_ms=genesis_ms, period_ms=period_ms)
    round = first_round_at(chain, at_ms)
    assert time_of(chain, round) >= at_ms
    assert round == 1 or time_of(chain, round - 1) < at_ms


def test_a_hall_has_one_round_without_a_time() -> None:
    assert first_round_at(HALL, START_MS) == 0
    for chain, round in ((HALL, 0), (QUICKNET, 0)):
        with pytest.raises(ValueError, match="has no time"):
            time_of(chain, round)


def test_a_rehearsal_chain_is_named_for_all_that_makes_it() -> None:
    named = b"gala/chain/v1\n" + PINS.rehearsal + (1000).to_bytes(8, "big")
    named += START_MS.to_bytes(8, "big")
    assert REHEARSED.chain.chain == hashlib.sha256(named).hexdigest()
    assert rehearsal_chain(PINS.rehearsal, 1, 2) != rehearsal_chain(PINS.rehearsal, 2, 1)


def test_the_message_is_the_hash_of_the_round() -> None:
    assert message(1) == hashlib.sha256(bytes(7) + b"\1").digest()


def test_a_rain_has_a_margin_of_at_most_six_seconds() -> None:
    for own, rain in ((60_000, 6000), (6001, 6000), (6000, 6000), (500, 500), (0, 0)):
        beacon = Beacon(QUICKNET, own, 0)
        assert (margin_ms(beacon, "draw"), margin_ms(beacon, "rain")) == (own, rain)


def test_a_beacon_is_read_back() -> None:
    for beacon in (REHEARSED, Beacon(QUICKNET, 60_000, 1), Beacon(HALL, 0, 0)):
        assert read_beacon(beacon.fields()) == beacon


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "quicknet"},
        {"kind": "hall"},
        {"kind": "moon"},
        {"kind": None},
        {"chain": "00"},
        {"chain": REHEARSED.chain.chain.upper()},
        {"period_ms": 0},
        {"genesis_ms": -1},
        {"margin_ms": True},
        {"late_ms": "1"},
        {"key": PINS.rehearsal.hex()},
    ],
)
def test_what_is_no_beacon(change: dict[str, object]) -> None:
    with pytest.raises(ProofError):
        read_beacon({**REHEARSED.fields(), **change})


@pytest.mark.parametrize("chain", [QUICKNET, HALL])
def test_a_known_chain_has_no_other_numbers(chain: Any) -> None:
    for name in ("genesis_ms", "period_ms"):
        fields = Beacon(chain, 0, 0).fields()
        with pytest.raises(ProofError):
            read_beacon({**fields, name: int(fields[name]) + 1})
