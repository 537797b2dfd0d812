"""The seed hangs on the commitment and the beacon's word, and on nothing that is known before."""

import hashlib
from typing import Any

import pytest

from gala.proof import bls, chain, seed, vrf
from gala.proof.errors import ProofError
from gala.proof.manifest import manifest_hash
from tests.proof.held import vectors
from tests.proof.night import PINS, REHEARSAL, ROUND_SIGNATURE, STRANGER, VRF, by_drand, rehearsed


@pytest.mark.parametrize("case", vectors("proof")["seed"], ids=lambda case: case["seed"][:8])
def test_the_seeds_that_other_verifiers_are_held_to(case: dict[str, Any]) -> None:
    text, signature = case["manifest"], bytes.fromhex(case["signature"])
    assert manifest_hash(text).hex() == case["manifest_hash"]
    assert seed.alpha(text, signature).hex() == case["alpha"]
    beta = bytes.fromhex(case["beta"])
    assert seed.seed(text, case["round"], signature, beta).hex() == case["seed"]


def test_it_is_what_the_page_says() -> None:
    own = manifest_hash("{}")
    assert seed.alpha("{}", b"word") == b"gala/alpha/v1\n" + own + b"word"
    expected = b"gala/seed/v1\n" + own + (7).to_bytes(8, "big") + b"word" + b"beta"
    assert seed.seed("{}", 7, b"word", b"beta") == hashlib.sha256(expected).digest()


def test_before_the_round_nobody_has_a_word_that_verifies() -> None:
    """With all public keys, the manifest and every earlier round, none of them is the word."""
    manifest = rehearsed().manifests[1]
    message = chain.message(manifest.round)
    known = [bls.sign(REHEARSAL, chain.message(round)) for round in range(1, manifest.round)]
    guesses = [*known, bls.sign(STRANGER, message), ROUND_SIGNATURE]
    # Neither do sums of what is known help: a signature is over one message.
    assert not any(bls.verify(PINS.rehearsal, message, guess) for guess in guesses)
    assert bls.verify(PINS.rehearsal, message, bls.sign(REHEARSAL, message))


def test_before_the_round_not_even_the_operator_knows_the_value() -> None:
    """The word is in the input of the function: a proof over any other one is refused."""
    night = by_drand()
    text = night.manifests[1].text()
    alpha = seed.alpha(text, ROUND_SIGNATURE)
    for word in (b"", bytes(48), bls.sign(REHEARSAL, chain.message(1000))):
        with pytest.raises(ProofError):
            vrf.verify(PINS.vrf, alpha, vrf.prove(VRF, seed.alpha(text, word)))


def test_with_the_word_but_without_the_proof_the_seed_is_not_known() -> None:
    """Anybody's own key gives another seed, and its proof is refused."""
    text = by_drand().manifests[1].text()
    alpha = seed.alpha(text, ROUND_SIGNATURE)
    seeds = set()
    for secret in (VRF, STRANGER, bytes(32)):
        proof = vrf.prove(secret, alpha)
        beta = vrf.verify(vrf.public_key(secret), alpha, proof)
        seeds.add(seed.seed(text, 1000, ROUND_SIGNATURE, beta))
        if secret != VRF:
            with pytest.raises(ProofError):
                vrf.verify(PINS.vrf, alpha, proof)
    assert len(seeds) == 3


def test_another_commitment_has_another_seed() -> None:
    night = rehearsed()
    four, five = (night.manifests[number].text() for number in (5, 6))
    assert seed.alpha(four, b"word") != seed.alpha(five, b"word")
    assert seed.seed(four, 88, b"word", b"beta") != seed.seed(five, 88, b"word", b"beta")
