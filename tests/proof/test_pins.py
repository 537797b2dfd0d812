from dataclasses import replace

import pytest

from gala.proof.errors import ProofError
from gala.proof.pins import read_pins
from tests.proof.night import PINS


def test_pins_are_read_back() -> None:
    assert read_pins(PINS.data()) == PINS
    assert PINS.data().startswith(b'{"log":"')
    assert PINS.data().endswith(b'"}\n')


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}\n",
        PINS.data()[:-1],
        PINS.data() + b"\n",
        PINS.data().replace(b'"log"', b'"lug"'),
        PINS.data().replace(b":", b": "),
        replace(PINS, log=PINS.log[:-1]).data(),
        replace(PINS, rehearsal=PINS.log).data(),
        replace(PINS, log=b"\1" + bytes(31)).data(),
        replace(PINS, vrf=bytes(32)).data(),
        replace(PINS, receipts=b"\2" + bytes(31)).data(),
        replace(PINS, receipts=b"\xff" * 32).data(),
    ],
)
def test_what_are_no_pins(data: bytes) -> None:
    with pytest.raises(ProofError):
        read_pins(data)


def test_no_two_keys_are_the_same() -> None:
    for pins in (
        replace(PINS, receipts=PINS.log),
        replace(PINS, vrf=PINS.log),
        replace(PINS, vrf=PINS.receipts),
    ):
        with pytest.raises(ProofError, match="the same"):
            read_pins(pins.data())
