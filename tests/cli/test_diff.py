"""`gala diff`: two files, what differs between them, and the exit status of diff(1)."""

import json
from pathlib import Path

from run_sheet import digest, parse
from tests.cli.conftest import Gala
from tests.cli.processes import sheet_file

SONG = "  - {id: song, kind: performance, title: {zh: 歌, en: A song}, length: LENGTH}"
BYE = "  - {id: bye, kind: host, title: Bye, length: 2m}"


def two(folder: Path, before: str = "5m", after: str = "8m") -> tuple[Path, Path]:
    paths = []
    for name, length in (("old", before), ("new", after)):
        (folder / name).mkdir()
        paths.append(sheet_file(folder / name, f"{SONG.replace('LENGTH', length)}\n{BYE}"))
    return paths[0], paths[1]


def test_a_producer_reads_what_moves(gala: Gala, tmp_path: Path) -> None:
    old, new = two(tmp_path)
    ended = gala("diff", old, new, "--lang", "en")
    assert ended.code == 1
    assert ended.out.splitlines() == [
        "segment `song` is longer by 3m (5m -> 8m)",
        "segment `bye` starts 3m later, 20:26:00 -> 20:29:00",
        "planned to end at 20:28:00 -> 20:31:00 (3m later)",
    ]
    assert gala("diff", old, new, "--lang", "zh").out.splitlines()[0] == (
        "环节 `song` 加长 3m（5m → 8m）"
    )


def test_the_same_written_in_another_way_is_the_same(gala: Gala, tmp_path: Path) -> None:
    ended = gala("diff", *two(tmp_path, "5m", "300s"), "--lang", "en")
    assert ended.code == 0
    assert ended.out.splitlines() == [
        "Both sheets mean the same.",
        "planned to end at 20:28:00, as before",
    ]


def test_json_for_programs(gala: Gala, tmp_path: Path) -> None:
    old, new = two(tmp_path)
    new.write_text(
        new.read_text(encoding="utf-8") + "  - {id: x, kind: break, title: X, length: 1m}\n"
    )
    found = json.loads(gala("diff", old, new, "--format", "json").out)
    before = parse(old.read_bytes()).sheet
    assert before is not None
    assert found["digest"]["before"] == digest(before)
    assert found["planned_end_ms"]["after"] - found["planned_end_ms"]["before"] == 240_000
    longer, added = found["differences"][:2]
    assert longer["what"] == "changed"
    assert (longer["place"], longer["before"], longer["after"]) == (
        "segments.song.length",
        300_000,
        480_000,
    )
    assert (added["what"], added["after"]["id"], added["before"]) == ("added", "x", None)


def test_what_cannot_go_on_air_cannot_be_compared(gala: Gala, tmp_path: Path) -> None:
    old, new = two(tmp_path)
    new.write_text("gala: 1\n", encoding="utf-8")
    ended = gala("diff", old, new)
    assert (ended.code, ended.out) == (2, "")
    assert "GS102" in ended.err
    assert gala("diff", old, tmp_path / "none.yaml").code == 2


def test_what_cannot_be_compared_is_told_in_chinese(gala: Gala, tmp_path: Path) -> None:
    old, new = two(tmp_path)
    new.write_text("gala: 2\n", encoding="utf-8")
    ended = gala("diff", old, new, "--lang", "zh")
    assert ended.code == 2
    assert ended.err.splitlines()[-1] == f"gala: {new} 不能播出：见 gala check {new}"
    gone = tmp_path / "none"
    assert gala("diff", old, gone, "--lang", "zh").err == f"gala: {gone}: 没有这个文件\n"


def test_a_loop_is_what_it_stands_for(gala: Gala, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "new").mkdir()
    rounds = "\n".join(BYE.replace("bye", f"bye-{number}") for number in (1, 2))
    old = sheet_file(tmp_path / "old", rounds)
    new = sheet_file(tmp_path / "new", f"  - repeat: 2\n    segments:\n    {BYE}")
    assert gala("diff", old, new, "--lang", "en").code == 0
    new.write_text(new.read_text(encoding="utf-8").replace("repeat: 2", "repeat: 3"))
    ended = gala("diff", old, new, "--lang", "en")
    assert ended.out.splitlines()[0].startswith('added segment `bye-3` "Bye" (host, 2m), after')
