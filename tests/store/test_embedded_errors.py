import shutil
from pathlib import Path

import pytest

from gala.store import embedded_errors
from gala.store.embedded_errors import explained


@pytest.mark.parametrize("words", embedded_errors._CAUSES)
def test_the_causes_that_a_person_can_mend(tmp_path: Path, words: str) -> None:
    log = tmp_path / "valkey.log"
    log.write_text(f"12:M * x\n12:M # Error: {words}\n")
    assert embedded_errors._CAUSES[words] in explained(1, log)
    assert str(log) in explained(1, log)


def test_a_full_disk_that_has_no_room_for_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(100, 100, 0))
    assert "make room" in explained(1, tmp_path / "valkey.log")


def test_no_log_at_all_still_says_something(tmp_path: Path) -> None:
    assert "status 1" in explained(1, tmp_path / "none")


def test_a_signal_is_named(tmp_path: Path) -> None:
    assert "SIGKILL" in explained(-9, tmp_path / "none")
