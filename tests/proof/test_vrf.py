from typing import Any

import pytest
from nacl import bindings

from gala.proof import vrf
from gala.proof.errors import ProofError
from tests.proof.held import vectors

SECRET = bytes([3]) * 32
PUBLIC = vrf.public_key(SECRET)
IDENTITY = b"\1" + bytes(31)
# A point of order 8, and the one of order 2.
ORDER_8 = bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")
ORDER_2 = bytes.fromhex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")


@pytest.mark.parametrize("case", vectors("rfc9381")["vectors"], ids=lambda case: case["example"])
def test_the_examples_of_rfc_9381(case: dict[str, Any]) -> None:
    secret, public = bytes.fromhex(case["sk"]), bytes.fromhex(case["pk"])
    alpha, pi = bytes.fromhex(case["alpha"]), bytes.fromhex(case["pi"])
    assert vrf.public_key(secret) == public
    assert vrf.prove(secret, alpha) == pi
    assert vrf.verify(public, alpha, pi).hex() == case["beta"]
    if "h" not in case:
        return
    h, ctr = vrf.encode_to_curve(public, alpha)
    assert (h.hex(), ctr) == (case["h"], case["ctr"])
    k = vrf.secret_nonce(secret, h).to_bytes(32, "little")
    assert k.hex() == case["k"]
    assert bindings.crypto_scalarmult_ed25519_base_noclamp(k).hex() == case["u"]
    assert bindings.crypto_scalarmult_ed25519_noclamp(k, h).hex() == case["v"]


@pytest.mark.parametrize("case", vectors("proof")["vrf"], ids=lambda case: case["alpha"][:8])
def test_the_values_that_other_verifiers_are_held_to(case: dict[str, str]) -> None:
    alpha, pi = bytes.fromhex(case["alpha"]), bytes.fromhex(case["pi"])
    assert vrf.prove(bytes.fromhex(case["secret"]), alpha) == pi
    assert vrf.verify(bytes.fromhex(case["public"]), alpha, pi).hex() == case["beta"]


def test_every_changed_bit_of_a_proof_is_refused() -> None:
    proof = vrf.prove(SECRET, b"alpha")
    for bit in range(8 * len(proof)):
        changed = bytearray(proof)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(ProofError):
            vrf.verify(PUBLIC, b"alpha", bytes(changed))


def test_a_proof_is_of_one_key_and_one_input() -> None:
    proof = vrf.prove(SECRET, b"alpha")
    stranger = vrf.public_key(bytes([4]) * 32)
    for public, alpha in ((PUBLIC, b"alph"), (PUBLIC, b""), (stranger, b"alpha")):
        with pytest.raises(ProofError):
            vrf.verify(public, alpha, proof)


def test_the_same_proof_with_a_larger_scalar_is_refused() -> None:
    proof = vrf.prove(SECRET, b"alpha")
    larger = int.from_bytes(proof[48:], "little") + vrf.ORDER
    with pytest.raises(ProofError, match="scalar is too large"):
        vrf.verify(PUBLIC, b"alpha", proof[:48] + larger.to_bytes(32, "little"))


@pytest.mark.parametrize("size", [0, 79, 81])
def test_a_proof_of_another_size_is_refused(size: int) -> None:
    with pytest.raises(ProofError, match="80 bytes"):
        vrf.verify(PUBLIC, b"alpha", bytes(size))


def _bad_points() -> list[bytes]:
    moved = bindings.crypto_core_ed25519_add(PUBLIC, ORDER_8)
    larger = (2**255 - 19 + 3).to_bytes(32, "little")
    return [
        IDENTITY,
        ORDER_8,
        ORDER_2,
        bytes(32),
        moved,
        larger,
        b"\xff" * 32,
        b"\1" + bytes(30) + b"\x80",
    ]


@pytest.mark.parametrize("point", _bad_points(), ids=bytes.hex)
def test_points_outside_the_group_are_refused(point: bytes) -> None:
    """As key, where the value would be known to everybody, and as Gamma."""
    proof = vrf.prove(SECRET, b"alpha")
    with pytest.raises(ProofError, match="key"):
        vrf.verify(point, b"alpha", proof)
    with pytest.raises(ProofError, match="point"):
        vrf.verify(PUBLIC, b"alpha", point + proof[32:])


def test_a_key_of_another_size_is_refused() -> None:
    with pytest.raises(ProofError):
        vrf.verify(PUBLIC[:-1], b"alpha", bytes(80))
    with pytest.raises(ValueError, match="32 bytes"):
        vrf.prove(b"short", b"alpha")


@pytest.mark.parametrize("part", [slice(32, 48), slice(48, 80)])
def test_a_scalar_of_zero_is_refused(part: slice) -> None:
    proof = bytearray(vrf.prove(SECRET, b"alpha"))
    proof[part] = bytes(part.stop - part.start)
    with pytest.raises(ProofError):
        vrf.verify(PUBLIC, b"alpha", bytes(proof))


def test_tries_that_rfc_8032_does_not_decode_are_passed_over() -> None:
    """libsodium would take y = 3 + p for y = 3, and a zero x with a sign."""
    assert not vrf.is_canonical((2**255 - 19 + 3).to_bytes(32, "little"))
    assert not vrf.is_canonical(b"\1" + bytes(30) + b"\x80")
    assert vrf.is_canonical(IDENTITY)
    assert vrf.is_canonical(PUBLIC)
