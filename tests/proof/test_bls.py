import hashlib
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from py_arkworks_bls12381 import G1Point

from gala.proof import bls, chain
from tests.proof.held import vectors

SECRET = bytes([4]) * 32
PUBLIC = bls.public_key(SECRET)
IDENTITY_1 = b"\xc0" + bytes(47)
IDENTITY_2 = b"\xc0" + bytes(95)


@pytest.mark.parametrize("case", vectors("quicknet")["rounds"], ids=lambda case: case["round"])
def test_the_rounds_of_quicknet(case: dict[str, Any]) -> None:
    signature = bytes.fromhex(case["signature"])
    assert bls.verify(chain.QUICKNET_KEY, chain.message(case["round"]), signature)
    assert not bls.verify(chain.QUICKNET_KEY, chain.message(case["round"] + 1), signature)
    assert not bls.verify(PUBLIC, chain.message(case["round"]), signature)


@pytest.mark.parametrize("case", vectors("proof")["bls"], ids=lambda case: case["round"])
def test_the_signatures_that_other_verifiers_are_held_to(case: dict[str, Any]) -> None:
    secret, message = bytes.fromhex(case["secret"]), bytes.fromhex(case["message"])
    assert chain.message(case["round"]) == message
    assert bls.public_key(secret).hex() == case["public"]
    assert bls.sign(secret, message).hex() == case["signature"]
    assert bls.verify(bls.public_key(secret), message, bls.sign(secret, message))


@pytest.fixture
def limit_restored() -> Iterator[None]:
    """py_ecc raises the limit of recursion when it is imported, under which json can crash."""
    limit = sys.getrecursionlimit()
    yield
    sys.setrecursionlimit(limit)


@pytest.mark.usefixtures("limit_restored")
def test_another_library_signs_the_same() -> None:
    """py_ecc, written apart from the library in use."""
    from py_ecc.bls.hash_to_curve import hash_to_G1
    from py_ecc.bls.point_compression import compress_G1, compress_G2
    from py_ecc.optimized_bls12_381.optimized_curve import G2, curve_order, multiply

    # Its types want a hash where the code wants what makes one.
    sha256: Any = hashlib.sha256
    secret = int.from_bytes(SECRET, "big") % curve_order
    point = hash_to_G1(b"message", bls.DOMAIN, sha256)
    signature = compress_G1(multiply(point, secret)).to_bytes(48, "big")
    first, second = compress_G2(multiply(G2, secret))
    assert bls.sign(SECRET, b"message") == signature
    assert first.to_bytes(48, "big") + second.to_bytes(48, "big") == PUBLIC


def test_every_changed_bit_of_a_signature_is_refused() -> None:
    signature = bls.sign(SECRET, b"message")
    for bit in range(8 * len(signature)):
        changed = bytearray(signature)
        changed[bit // 8] ^= 1 << bit % 8
        assert not bls.verify(PUBLIC, b"message", bytes(changed))


def _outside_the_subgroup() -> bytes:
    """A point of the curve whose order is not the prime: almost any that is not cleared."""
    for x in range(1, 100):
        data = bytes([0x80]) + x.to_bytes(47, "big")
        try:
            point = G1Point.from_compressed_bytes_unchecked(data)
        except ValueError:
            continue
        if not point.is_in_subgroup():
            return data
    raise AssertionError("every point is in the subgroup")


@pytest.mark.parametrize(
    "signature",
    [
        b"",
        bytes(48),
        b"\xff" * 48,
        IDENTITY_1,
        IDENTITY_1[:-1] + b"\1",
        bls.sign(SECRET, b"message")[:-1],
        bls.sign(SECRET, b"message") + b"\0",
        _outside_the_subgroup(),
    ],
    ids=lambda data: data.hex()[:16] or "empty",
)
def test_what_is_no_signature_is_refused(signature: bytes) -> None:
    assert not bls.verify(PUBLIC, b"message", signature)


def test_the_identity_as_key_does_not_make_the_identity_a_signature() -> None:
    assert not bls.verify(IDENTITY_2, b"message", IDENTITY_1)
    assert not bls.verify(IDENTITY_2, b"message", bls.sign(SECRET, b"message"))
    assert not bls.verify(b"", b"message", bls.sign(SECRET, b"message"))
    assert not bls.verify(b"\xff" * 96, b"message", bls.sign(SECRET, b"message"))


@pytest.mark.parametrize("secret", [b"", bytes(31), bytes(33), bytes(32)])
def test_what_is_no_secret(secret: bytes) -> None:
    with pytest.raises(ValueError, match="secret"):
        bls.sign(secret, b"message")
