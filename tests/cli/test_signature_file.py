from pathlib import Path

import pytest

from gala.cli.failure import Failure
from gala.cli.signature_file import SignatureFile
from gala.proof.errors import ProofError


def texts(rows: object) -> tuple[str, ...]:
    if not isinstance(rows, list):
        raise ProofError("it is not a list")
    return tuple(map(str, rows))


SEALS = SignatureFile("seals", 1_000, texts)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = SEALS.beside(tmp_path / "616.yaml")
    assert path == tmp_path / "616.seals.json"
    assert SEALS.read(path) == ()
    SEALS.write(path, ["one", "two"])
    assert SEALS.read(path) == ("one", "two")
    assert [one.name for one in tmp_path.iterdir()] == ["616.seals.json"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "it is not JSON"),
        ("[]", "is not an object"),
        ('{"seals": 5, "gala": "seals", "version": 1}', "it is not a list"),
        ('{"seals": [], "gala": "audits", "version": 1}', "`gala` is not 'seals'"),
        ('{"seals": [], "gala": "seals", "version": 2}', "the version is not 1"),
    ],
)
def test_a_file_that_is_none_is_told(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "evening.seals.json"
    path.write_text(text)
    with pytest.raises(Failure, match=f"evening.seals.json.*{why}.*sign again"):
        SEALS.read(path)


def test_no_more_is_read_than_such_a_file_may_hold(tmp_path: Path) -> None:
    path = tmp_path / "evening.seals.json"
    SEALS.write(path, ["x" * 1_000])
    with pytest.raises(Failure, match="it is not JSON"):
        SEALS.read(path)
