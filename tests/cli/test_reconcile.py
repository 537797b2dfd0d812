"""`gala reconcile`: 0 when every figure is equal, 1 with what differs, 2 when nothing is read."""

from pathlib import Path
from shutil import copytree

from gala.conductor.record import CLAIMS
from tests.cli.conftest import Gala


def test_a_whole_record(gala: Gala, drawn_record: Path) -> None:
    ended = gala("reconcile", drawn_record)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.endswith("figures, all equal\n")
    every = gala("reconcile", drawn_record, "--all")
    assert "pool = paid + returned, fen" in every.out


def test_what_differs_is_a_table(gala: Gala, drawn_record: Path, tmp_path: Path) -> None:
    folder = Path(copytree(drawn_record, tmp_path / "out"))
    lines = (folder / CLAIMS).read_bytes().splitlines(keepends=True)
    (folder / CLAIMS).write_bytes(b"".join(lines[:-1]))
    ended = gala("reconcile", folder)
    assert ended.code == 1
    row = next(line for line in ended.out.splitlines() if "units settled" in line)
    assert row.startswith("sale · ")
    assert row.endswith("differs by -1")
    assert " figures differ" in ended.out


def test_nothing_to_read(gala: Gala, tmp_path: Path) -> None:
    assert gala("reconcile", tmp_path).code == 2
    assert gala("reconcile").code == 2
