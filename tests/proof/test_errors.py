import pytest

from gala.proof.canon import read
from gala.proof.errors import ProofError


def test_a_refusal_says_why() -> None:
    with pytest.raises(ProofError, match="a number is not an integer"):
        read(b"1.5")
