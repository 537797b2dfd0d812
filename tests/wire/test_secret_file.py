"""Files with secrets: made once, whoever tries at the same time, and nobody else's to read."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from gala.wire.secret_file import write_once


def test_of_many_who_write_at_once_one_text_stands_whole(tmp_path: Path) -> None:
    path = tmp_path / "home" / "keys" / "secret.json"
    texts = [f"secret {n}" * 1_000 for n in range(16)]
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(lambda text: write_once(path, text), texts))
    assert path.read_text() in texts
    assert [one.name for one in path.parent.iterdir()] == ["secret.json"], "no draft is left"


def test_what_stands_there_stays(tmp_path: Path) -> None:
    path = tmp_path / "secret.json"
    write_once(path, "first")
    write_once(path, "second")
    assert path.read_text() == "first"


def test_only_its_owner_can_read_it_and_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "home" / "secret.json"
    write_once(path, "x")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) & 0o077 == 0


def test_a_folder_that_is_a_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises(OSError, match=r"exists|directory"):
        write_once(tmp_path / "home" / "secret.json", "x")
