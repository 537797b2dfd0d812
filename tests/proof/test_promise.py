import pytest

from gala.proof.errors import ProofError
from gala.proof.promise import DISKS, REPLICAS_MAX, UNSAID, Promise, read_promise


def test_what_is_written_is_read() -> None:
    for disk in DISKS:
        for replicas in (0, 1, 10, REPLICAS_MAX):
            promise = Promise(disk, replicas)
            assert read_promise(promise.text()) == promise


@pytest.mark.parametrize(
    "value", ["", "always", "always 02", "always 100", "always -1", " always 1", "none 0", 7, None]
)
def test_anything_else_is_refused(value: object) -> None:
    with pytest.raises(ProofError, match="promise"):
        read_promise(value)


def test_less_on_either_side_does_not_keep_it() -> None:
    promised = Promise("everysec", 1)
    assert Promise("always", 2).keeps(promised)
    assert promised.keeps(promised)
    assert not Promise("no", 1).keeps(promised)
    assert not Promise("unknown", 1).keeps(promised)
    assert not Promise("always", 0).keeps(promised)
    assert Promise("no", 0).keeps(UNSAID)
