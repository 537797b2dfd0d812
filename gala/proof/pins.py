"""The keys that a verifier has beforehand, and never takes from what it checks."""

from __future__ import annotations

from dataclasses import dataclass, fields

from gala.proof import shapes, vrf
from gala.proof.canon import canonical, read, unhex
from gala.proof.errors import ProofError

_SIZES = {"log": 32, "receipts": 32, "rehearsal": 96, "vrf": 32}


@dataclass(frozen=True, slots=True)
class Pins:
    """The operator's public keys; `rehearsal` is that of its rehearsal beacon (G2)."""

    log: bytes
    receipts: bytes
    rehearsal: bytes
    vrf: bytes

    def data(self) -> bytes:
        """Return the file that holds them."""
        pins = {field.name: getattr(self, field.name).hex() for field in fields(self)}
        return canonical(pins) + b"\n"


def read_pins(data: bytes) -> Pins:
    """Return the pins that a file holds.

    Raises `ProofError`, also when two keys are the same, or one is no key of Ed25519.
    """
    if not data.endswith(b"\n"):
        raise ProofError("the pins do not end with a line feed")
    keys = shapes.exact(read(data[:-1]), frozenset(_SIZES), "the pins")
    pins = Pins(**{name: unhex(keys[name], size) for name, size in _SIZES.items()})
    if len({pins.log, pins.receipts, pins.vrf}) != 3:
        raise ProofError("two of the operator's keys are the same")
    if not all(map(vrf.is_key, (pins.log, pins.receipts, pins.vrf))):
        raise ProofError("a pinned key is none")
    return pins
