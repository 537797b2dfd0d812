from pathlib import Path

import pytest

from gala.conductor.record import CLAIMS, LOG
from gala.conductor.replay import replay
from tests.cli.conftest import Gala
from tests.conductor.records import Night


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return Night().play().write(tmp_path)


def test_a_good_record(gala: Gala, record: Path) -> None:
    ended = gala("replay", record)
    assert (ended.code, ended.err) == (0, "")
    found = replay(record)
    assert f"replayed to its end: {found.entries} entries" in ended.out
    assert "1 window openings, 5 claims" in ended.out
    assert found.show.state_hash().hex() in ended.out


def test_half_a_night_is_good_as_far_as_it_goes(gala: Gala, tmp_path: Path) -> None:
    ended = gala("replay", Night().play(4).write(tmp_path))
    assert ended.code == 0
    assert "as far as it was recorded (not ended)" in ended.out


@pytest.mark.parametrize(
    ("name", "says"), [(LOG, "log entry 4 (line 5): "), (CLAIMS, "claims.jsonl line 5: ")]
)
def test_a_flipped_bit_is_a_difference_and_where_it_is(
    gala: Gala, record: Path, name: str, says: str
) -> None:
    lines = (record / name).read_bytes().splitlines(keepends=True)
    lines[4] = lines[4][:30] + bytes([lines[4][30] ^ 1]) + lines[4][31:]
    (record / name).write_bytes(b"".join(lines))
    ended = gala("replay", record)
    assert (ended.code, ended.out) == (1, "")
    assert f"gala: {record}: {says}" in ended.err


def test_what_cannot_be_read_has_another_status(gala: Gala, record: Path) -> None:
    assert gala("replay", record / "none").code == 2
    assert gala("replay", record / LOG).code == 2
    (record / CLAIMS).unlink()
    ended = gala("replay", record)
    assert ended.code == 2
    assert f"{record / CLAIMS} is not there" in ended.err


def test_a_record_of_other_rules_cannot_be_judged(
    gala: Gala, record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gala.core import log
    from gala.core.state import RULES_VERSION

    ours = RULES_VERSION
    monkeypatch.setattr(log, "RULES_VERSION", ours + 1)
    ended = gala("replay", record)
    assert ended.code == 2
    assert f"rules version {ours}; this program has 1, {ours + 1}" in ended.err
