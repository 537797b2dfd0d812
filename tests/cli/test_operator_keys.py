import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from gala.cli.failure import Failure
from gala.cli.operator_keys import OperatorKeys, check_keys, operator_keys, pinned
from gala.core.log import LogKeys
from gala.proof import bls, signing, vrf
from gala.proof.chain import message
from tests.keys import KEYS


@pytest.fixture(autouse=True)
def own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GALA_HOME", str(tmp_path))


def test_they_are_made_once_and_their_public_halves_are_pinned(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: operator_keys(), range(8)))
    assert len({keys.log for keys in made}) == 1
    assert pinned() == made[0].pins == pinned(tmp_path / "pins.json")
    assert sorted(one.name for one in (tmp_path / "keys").iterdir()) == ["operator.json"]
    assert (tmp_path / "keys" / "operator.json").stat().st_mode & 0o077 == 0


def test_no_secret_stands_in_what_is_public_or_printed(tmp_path: Path) -> None:
    keys = operator_keys()
    secrets = [keys.log, keys.receipts, keys.vrf, keys.rehearsal, keys.pseudonyms]
    assert len(set(secrets)) == 5
    shown = (tmp_path / "pins.json").read_text() + repr(keys) + repr(keys.log_keys)
    assert not any(secret.hex() in shown or repr(secret) in shown for secret in secrets)


def test_the_halves_belong_together() -> None:
    pins = KEYS.pins
    signing.verify(pins.log, b"x", signing.sign(KEYS.log, b"x"))
    signing.verify(pins.receipts, b"x", signing.sign(KEYS.receipts, b"x"))
    vrf.verify(pins.vrf, b"x", vrf.prove(KEYS.vrf, b"x"))
    assert bls.verify(pins.rehearsal, message(7), bls.sign(KEYS.rehearsal, message(7)))
    assert KEYS.log_keys == LogKeys(pins.log.hex(), pins.receipts.hex(), pins.vrf.hex())


def body(**other: str) -> str:
    own = {name: f"{n:02x}" * 32 for n, name in enumerate(KEYS.__dataclass_fields__, 1)}
    return json.dumps({**own, **other})


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", "5", '"x"', body(log="zz"), body(log="01" * 31), body(log="02" * 32)],
)
def test_a_file_that_is_broken_is_one_failure_that_says_what_to_do(
    tmp_path: Path, text: str
) -> None:
    path = tmp_path / "keys" / "operator.json"
    path.parent.mkdir()
    path.write_text(text)
    with pytest.raises(Failure, match="move it away for new ones") as failed:
        operator_keys()
    assert str(path) in str(failed.value)
    assert path.read_text() == text, "nobody's keys are written over"
    assert not (tmp_path / "pins.json").exists()


def test_keys_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("a file")
    with pytest.raises(Failure, match=r"keys/operator\.json cannot be used"):
        operator_keys()


def test_a_show_goes_on_with_the_keys_that_it_was_begun_with() -> None:
    check_keys(KEYS, KEYS.log_keys)
    with pytest.raises(Failure, match="begun with other keys: set GALA_HOME"):
        check_keys(OperatorKeys.new(), KEYS.log_keys)


def test_without_pins_nothing_is_trusted(tmp_path: Path) -> None:
    with pytest.raises(Failure, match=r"no pinned key: put the operator's pins\.json at") as failed:
        pinned()
    assert failed.value.code == 1
    for text in ("", "{}", "{}\n", KEYS.pins.data().decode().strip()):
        (tmp_path / "pins.json").write_text(text)
        with pytest.raises(Failure, match="are not as they should be"):
            pinned()
    (tmp_path / "pins.json").unlink()
    (tmp_path / "pins.json").mkdir()
    with pytest.raises(Failure, match="cannot be read"):
        pinned()
