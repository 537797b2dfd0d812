from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from gala.cli.failure import Failure
from gala.cli.signer_keys import APPROVER, AUDITOR, key_path, make_key, read_key, signing_key
from gala.proof.signing import public_key


@pytest.fixture(autouse=True)
def own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GALA_HOME", str(tmp_path))


def test_a_key_is_made_once_and_is_its_owners_only(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(lambda _: make_key(AUDITOR, "quality"), range(8)))
    assert made == {read_key(AUDITOR, "quality")}
    path = tmp_path / "keys" / "auditors" / "quality.json"
    assert path == key_path(AUDITOR, "quality")
    assert path.stat().st_mode & 0o077 == 0
    assert make_key(AUDITOR, "law") not in made


def test_there_is_none_until_it_is_made() -> None:
    with pytest.raises(Failure, match=r"no key of quality here .* gala audit key quality"):
        read_key(AUDITOR, "quality")


@pytest.mark.parametrize("name", ["", "Quality", "a b", "../operator", "x" * 41, "质检"])
def test_a_name_that_is_no_id_is_no_path(name: str) -> None:
    with pytest.raises(Failure, match="no id of an auditor"):
        key_path(AUDITOR, name)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"secret": 5}', '{"secret": "00"}', "\udc80"]
)
def test_a_broken_file_is_one_failure_that_says_what_to_do(text: str) -> None:
    path = key_path(AUDITOR, "quality")
    path.parent.mkdir(parents=True)
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(Failure, match="move it away for a new one"):
        read_key(AUDITOR, "quality")


def test_a_key_that_cannot_be_read_or_written(tmp_path: Path) -> None:
    key_path(AUDITOR, "quality").mkdir(parents=True)
    with pytest.raises(Failure, match="cannot be read"):
        read_key(AUDITOR, "quality")
    (tmp_path / "keys" / "auditors" / "quality.json").rmdir()
    (tmp_path / "keys" / "auditors").rmdir()
    (tmp_path / "keys" / "auditors").write_text("")
    with pytest.raises(Failure, match="cannot be written"):
        make_key(AUDITOR, "quality")


def test_an_approver_of_the_same_name_has_a_key_of_its_own(tmp_path: Path) -> None:
    audits = make_key(AUDITOR, "finance")
    with pytest.raises(Failure, match=r"no key of finance here .* gala approve key finance"):
        read_key(APPROVER, "finance")
    assert make_key(APPROVER, "finance") not in (audits, make_key(APPROVER, "producer"))
    assert key_path(APPROVER, "finance") == tmp_path / "keys" / "approvers" / "finance.json"
    with pytest.raises(Failure, match="no id of an approver"):
        key_path(APPROVER, "A b")


def test_a_sheet_is_signed_with_the_key_that_it_names() -> None:
    secret, sheet = make_key(AUDITOR, "quality"), Path("evening.yaml")
    assert signing_key(AUDITOR, "quality", public_key(secret).hex(), sheet) == secret
    with pytest.raises(Failure, match=r"not the one that evening.yaml names") as refused:
        signing_key(AUDITOR, "quality", "00" * 32, sheet)
    assert refused.value.code == 1
