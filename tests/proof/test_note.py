import base64

import pytest

from gala.proof import signing
from gala.proof.errors import ProofError
from gala.proof.note import Checkpoint, checkpoint, key_id, read_checkpoint
from tests.proof.held import vectors
from tests.proof.night import LOG, PINS, STRANGER, rehearsed

TEXT = rehearsed().checkpoint()


def _signed(body: str, secret: bytes = LOG, key: bytes = PINS.log) -> str:
    """Sign whatever the body is."""
    note = base64.b64encode(key_id(key) + signing.sign(secret, body.encode())).decode()
    return f"{body}\n\N{EM DASH} gala-log {note}\n"


def test_the_checkpoint_that_other_verifiers_are_held_to() -> None:
    case = vectors("proof")["checkpoint"]
    root, public = bytes.fromhex(case["root"]), bytes.fromhex(case["public"])
    secret = bytes.fromhex(case["secret"])
    text = checkpoint(
        case["origin"], case["size"], root, lambda body: signing.sign(secret, body), public
    )
    assert text == case["text"]
    assert key_id(public).hex() == case["key_id"]
    assert read_checkpoint(text, public) == Checkpoint(case["origin"], case["size"], root)


def test_every_changed_character_is_refused() -> None:
    for at, character in enumerate(TEXT):
        for other in {"A", "=", "\n", "0", "/"} - {character}:
            with pytest.raises(ProofError):
                read_checkpoint(TEXT[:at] + other + TEXT[at + 1 :], PINS.log)
        with pytest.raises(ProofError):
            read_checkpoint(TEXT[:at] + TEXT[at + 1 :], PINS.log)


def test_a_strangers_checkpoint_is_refused() -> None:
    body = TEXT.partition("\n\n")[0] + "\n"
    assert _signed(body) == TEXT
    for secret, key in ((STRANGER, PINS.log), (STRANGER, signing.public_key(STRANGER))):
        with pytest.raises(ProofError):
            read_checkpoint(_signed(body, secret, key), PINS.log)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "gala/night\n1\n" + "A" * 43 + "=\n",
        f"{rehearsed().origin}\n0\n" + "A" * 43 + "=\n",
        f"{rehearsed().origin}\n01\n" + "A" * 43 + "=\n",
        f"{rehearsed().origin}\n+1\n" + "A" * 43 + "=\n",
        f"{rehearsed().origin}\n1\n" + "A" * 42 + "B=\n",
        f"{rehearsed().origin}\n1\n" + "A" * 44 + "\n",
        f"{rehearsed().origin}\n1\n" + "A" * 43 + "\n",
        f"{rehearsed().origin}\n1\n" + "A" * 43 + "=\nmore\n",
    ],
)
def test_not_even_the_key_can_sign_another_form(body: str) -> None:
    with pytest.raises(ProofError):
        read_checkpoint(_signed(body), PINS.log)


@pytest.mark.parametrize(
    "text", ["", TEXT + "\n", "\n" + TEXT, TEXT + TEXT.split("\n")[4] + "\n", TEXT[:-1]]
)
def test_nothing_precedes_or_follows(text: str) -> None:
    with pytest.raises(ProofError):
        read_checkpoint(text, PINS.log)
