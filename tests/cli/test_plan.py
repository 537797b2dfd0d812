"""`gala plan`: the running order by the clock, and what changes of it lead to."""

import json
from pathlib import Path

import pytest

from run_sheet import parse
from tests.cli.conftest import Gala
from tests.cli.processes import sheet_file

ORDER = """
  # the song
  - {id: song, kind: performance, title: {zh: 歌, en: A song}, length: 5m}
  - {id: film, kind: story, title: Film, length: 3m, back_timed: true}
  - {id: news, kind: host, title: News, length: 2m, at: "20:29:00"}
"""


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    return sheet_file(tmp_path, ORDER)


def test_a_producer_reads_the_clock(gala: Gala, sheet: Path) -> None:
    ended = gala("plan", sheet, "--lang", "en")
    assert ended.code == 0
    assert ended.out.splitlines() == [
        "starts    length   ends      latest    to spare  segment",
        "20:21:00  5m       20:26:00  20:21:00  0s        song  A song",
        "20:26:00  3m       20:29:00  20:26:00  0s        film  Film (back-timed)",
        "20:29:00  2m       20:31:00                      news  News (fixed)",
        "from 20:21:00, planned to end at 20:31:00, 10m in all",
    ]
    assert "倒推" in gala("plan", sheet, "--lang", "zh").out


def test_json_for_programs(gala: Gala, sheet: Path) -> None:
    told = json.loads(gala("plan", sheet, "--format", "json").out)
    assert told["finish_ms"] - told["start_ms"] == 600_000
    film = told["segments"][1]
    assert (film["id"], film["own"], film["spare_ms"]) == ("film", "back_timed", 0)


def test_what_if_it_were_shorter(gala: Gala, sheet: Path) -> None:
    before = sheet.read_bytes()
    ended = gala("plan", sheet, "--lang", "en", "--shorten", "song=2m", "--at", "news=20:28:00")
    assert ended.code == 0
    assert ended.out.splitlines() == [
        "segment `song` is shorter by 2m (5m -> 3m)",
        "segment `news` fixed start: 20:29:00 -> 20:28:00",
        "2 segments from `film` to `news` begin 1m earlier, 20:26:00 -> 20:25:00",
        "planned to end at 20:31:00 -> 20:30:00 (1m earlier)",
    ]
    assert sheet.read_bytes() == before


def test_what_if_it_were_too_long(gala: Gala, sheet: Path) -> None:
    changes = ("--extend", "song=2m", "--insert", "song=30s")
    ended = gala("plan", sheet, "--lang", "en", *changes)
    assert ended.code == 1
    assert "missed: `news` is fixed at 20:29:00 and comes 2m30s late" in ended.out
    assert "new: error GS204: `film`, back-timed from `news` at 20:29:00" in ended.out
    assert "planned to end at 20:31:00 -> 20:33:30 (2m30s later)" in ended.out
    told = json.loads(gala("plan", sheet, "--format", "json", *changes).out)
    assert told["missed"] == [{"id": "news", "late_ms": 150_000}]
    assert [one["code"] for one in told["found"]] == ["GS204"]
    assert [one["id"] for one in told["moved"]] == ["film", "news"]
    assert told["finish_ms"]["after"] - told["finish_ms"]["before"] == 150_000


def test_it_is_written_where_it_is_asked_for(gala: Gala, sheet: Path, tmp_path: Path) -> None:
    out = tmp_path / "new.yaml"
    changes = ("--skip", "film", "--insert", "song=3m")
    ended = gala("plan", sheet, "--lang", "zh", *changes, "--out", out)
    assert (ended.code, ended.err) == (0, f"已写入 {out}\n")
    made = parse(out.read_bytes()).sheet
    assert made is not None
    assert [one.id for one in made.segments] == ["song", "insert-1", "news"]
    assert "  # the song\n" in out.read_text(encoding="utf-8")
    again = gala("plan", sheet, "--lang", "en", *changes, "--out", out)
    assert (again.code, "exists already" in again.err) == (2, True)


def test_what_could_not_go_on_air_is_not_written(gala: Gala, sheet: Path, tmp_path: Path) -> None:
    out = tmp_path / "new.yaml"
    ended = gala("plan", sheet, "--lang", "en", "--extend", "song=2m", "--out", out)
    assert ended.code == 1
    assert "nothing written" in ended.err
    assert not out.exists()


def test_a_change_that_the_text_has_no_place_for_is_made_by_hand(
    gala: Gala, tmp_path: Path
) -> None:
    path = sheet_file(tmp_path, """
  - {id: song, kind: performance, title: A song,
     length: 5m
    }
""")  # fmt: skip
    out = tmp_path / "new.yaml"
    ended = gala("plan", path, "--lang", "en", "--at", "song=20:22", "--out", out)
    assert (ended.code, "by hand" in ended.err, out.exists()) == (2, True, False)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--extend", "song"], "must be written like ID=3m"),
        (["--extend", "song=soon"], "`soon` is no length"),
        (["--shorten", "song=0s"], "`0s` is no length"),
        (["--shorten", "song=5m"], "nothing would be left of `song`"),
        (["--at", "news=noon"], "`noon` is no time of day"),
        (["--skip", "dance"], "there is no segment `dance`"),
        (["--out", "x.yaml"], "no change to write"),
    ],
)
def test_what_cannot_be_done(gala: Gala, sheet: Path, words: list[str], why: str) -> None:
    ended = gala("plan", sheet, "--lang", "en", *words)
    assert (ended.code, ended.out) == (2, "")
    assert why in ended.err


def test_times_that_do_not_fit_are_told_as_they_would_come(gala: Gala, tmp_path: Path) -> None:
    path = sheet_file(tmp_path, ORDER.replace("length: 5m", "length: 7m"))
    ended = gala("plan", path, "--lang", "en")
    assert ended.code == 1
    assert "GS204" in ended.err
    assert ended.out.splitlines()[2:4] == [
        "20:28:00  3m       20:31:00  20:26:00  -2m       film  Film (back-timed)",
        "20:31:00  2m       20:33:00                      news  News (fixed)",
    ]
    assert "missed: `news` is fixed at 20:29:00 and comes 2m late" in ended.out
    mended = gala("plan", path, "--lang", "en", "--shorten", "song=2m")
    assert mended.code == 0
    assert "no more: error GS204" in mended.out


def test_a_room_whose_times_do_not_fit_cannot_go_on_air(gala: Gala, tmp_path: Path) -> None:
    path = sheet_file(tmp_path, ORDER)
    own = """segments: [{id: insert-1, kind: host, title: x, length: 5m},
    {id: late, kind: host, title: x, length: 1m, at: "20:23"}]}"""
    text = path.read_text(encoding="utf-8").replace("capacity: 100}", "capacity: 100, " + own)
    path.write_text(text, encoding="utf-8")
    ended = gala("plan", path, "--lang", "en")
    assert (ended.code, "GS204" in ended.err) == (1, True)
    assert gala("plan", path, "--lang", "en", "--shorten", "song=2m").code == 1
    path.write_text(text.replace("length: 5m},\n", "length: 2m},\n"), encoding="utf-8")
    assert gala("plan", path, "--lang", "en").code == 0
    out = tmp_path / "new.yaml"
    changes = ("--shorten", "song=2m", "--insert", "song=2m")
    assert gala("plan", path, "--lang", "en", *changes, "--out", out).code == 0
    assert "id: insert-2, kind: break" in out.read_text(encoding="utf-8")


def test_what_is_included_stays_so(gala: Gala, tmp_path: Path) -> None:
    goods = "goods:\n  - {id: cup, title: Cup, price_fen: 5, note: List price}\n"
    (tmp_path / "goods.yaml").write_text(goods, encoding="utf-8")
    path = sheet_file(tmp_path, ORDER)
    path.write_text("include: [goods.yaml]\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    out = tmp_path / "new.yaml"
    ended = gala("plan", path, "--lang", "en", "--at", "news=20:29:30", "--out", out)
    assert (ended.code, ended.err) == (0, f"written: {out}\n")
    assert out.read_text(encoding="utf-8").startswith("include: [goods.yaml]\n")
    (tmp_path / "other").mkdir()
    away = gala("plan", path, "--lang", "en", "--skip", "film", "--out", tmp_path / "other" / "x")
    assert (away.code, "nothing written" in away.err) == (1, True)


def test_a_sheet_with_errors_has_no_running_order(gala: Gala, tmp_path: Path) -> None:
    path = tmp_path / "sheet.yaml"
    path.write_text("gala: 1\n", encoding="utf-8")
    assert gala("plan", path).code == 1
    assert gala("plan", tmp_path / "none.yaml").code == 2
