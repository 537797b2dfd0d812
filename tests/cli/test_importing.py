"""`gala import`: shown first, written with --out, and what is still to be done."""

import datetime
import json
import re
from pathlib import Path

import pytest
from openpyxl import Workbook

from run_sheet import parse
from tests.cli.conftest import Gala

START = ("--start", "2026-01-30T20:00:00+08:00")
ROWS = "环节,类型,时长（分钟）,灯光\n开场,主持,3,暖光\n一首歌,歌曲,5,\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "rundown.csv"
    path.write_bytes(ROWS.encode("gb18030"))
    return path


def test_it_is_shown_and_nothing_is_written(gala: Gala, table: Path) -> None:
    ended = gala("import", table, "--lang", "en", *START)
    assert ended.code == 0
    assert ended.out.splitlines() == [
        f"{table}: column A `环节` -> title",
        f"{table}: column B `类型` -> kind",
        f"{table}: column C `时长（分钟）` -> length, in minutes",
        f"{table}: column D `灯光` -> kept in the notes, as `灯光: …`",
        "     2  host  host  3m  开场 +1",
        "     3  performance  performance  5m  一首歌 +1",
        f"{table}: 2 segments, 8m in all, from 20:00:00; [n] guests, {{n}} prizes, +n notes",
        "--out FILE writes it.",
    ]
    assert [path.name for path in table.parent.iterdir()] == [table.name]


def test_what_is_written_passes_the_check(gala: Gala, table: Path) -> None:
    out = table.with_name("my-show.yaml")
    words = ["--out", out, "--title", "夜场", "--outlet", "tv=6s", "--lang", "zh", *START]
    ended = gala("import", table, *words)
    assert ended.code == 0
    assert f"已写：{out}" in ended.out
    assert gala("check", out).code == 0
    sheet = parse(out.read_bytes()).sheet
    assert sheet is not None
    assert (sheet.id, sheet.title.zh, sheet.outlets[0].id) == ("my-show", "夜场", "tv")
    assert out.with_name("run-sheet.schema.json").exists()
    assert gala("import", table, *words).code == 2


def test_mistakes_are_told_at_once_and_nothing_is_written(gala: Gala, table: Path) -> None:
    table.write_text("环节,时长\n开场,5\n,6m\n", encoding="utf-8")
    out = table.with_name("my-show.yaml")
    ended = gala("import", table, "--out", out, "--lang", "en")
    assert ended.code == 1
    assert "row 2, column B `时长`: `5` has no unit" in ended.out
    assert "row 3, column A `环节`: no title" in ended.out
    assert ended.err == f"gala: {table}: 2 mistakes: nothing is written\n"
    assert not out.exists()


def test_what_is_left_to_fill_in_is_said(gala: Gala, table: Path) -> None:
    table.write_text("title,kind,length\nSale,seckill,4m\n", encoding="utf-8")
    out = table.with_name("my-show.yaml")
    ended = gala("import", table, "--out", out, "--lang", "en", *START)
    assert ended.code == 1
    assert "`goods` is missing" in ended.out
    assert "left to fill in" in ended.out
    assert "# 待填 / to fill in: opens, open_for, goods, price_fen, stock" in out.read_text()


def test_a_fixed_end_is_shown_and_the_sheet_s_lines_are_not_the_table_s(
    gala: Gala, table: Path
) -> None:
    table.write_text("title,length,end\nSong,4m,\nNews,5m,20:30\n", encoding="utf-8")
    ended = gala("import", table, "--lang", "en", *START)
    assert ended.code == 0
    assert "     3  news  host  5m ends 20:30:00  News\n" in ended.out
    assert re.search(r"^run sheet:\d+:\d+: warning GS206", ended.out, re.MULTILINE)
    assert "5m 20:30:00 结束  News" in gala("import", table, "--lang", "zh", *START).out


def test_columns_are_corrected(gala: Gala, table: Path) -> None:
    table.write_text("环节,时间\n开场,5m\n", encoding="utf-8")
    assert gala("import", table).code == 1
    assert gala("import", table, "--map", "时间=length").code == 0
    assert gala("import", table, "--map", "B=length").code == 0
    for wrong in ("时间", "时间=", "Z=length", "B=colour"):
        assert gala("import", table, "--map", wrong).code == 2


def test_a_workbook_with_times_and_several_sheets(gala: Gala, tmp_path: Path) -> None:
    book = Workbook()
    book.create_sheet("Rundown").append(["Title", "Start", "Duration"])
    book["Rundown"].append(["Opening", datetime.time(19, 30), datetime.time(0, 5)])
    book["Rundown"].append(["Song", datetime.time(19, 35), datetime.timedelta(minutes=4)])
    table = tmp_path / "book.xlsx"
    book.save(table)
    ended = gala("import", table, "--sheet", "Rundown", "--lang", "en")
    assert ended.code == 0
    assert "2 segments, 9m in all, from 19:30:00" in ended.out
    assert " at " not in ended.out
    assert "it has `Sheet`, `Rundown`" in gala("import", table, "--sheet", "x").err


def test_a_project_of_ontime(gala: Gala, tmp_path: Path) -> None:
    event = {"type": "event", "title": "Song", "timeStart": 72_000_000, "duration": 300_000}
    rundown = {"title": "Main", "order": ["a"], "entries": {"a": event | {"note": "Softly"}}}
    table, out = tmp_path / "gala.json", tmp_path / "show.yaml"
    project = {"project": {"title": "My gala"}, "rundowns": {"one": rundown}}
    table.write_text(json.dumps(project), encoding="utf-8")
    assert gala("import", table, "--out", out).code == 0
    sheet = parse(out.read_bytes()).sheet
    assert sheet is not None
    assert sheet.title.zh == "My gala"
    assert [(one.id, one.length_ms) for one in sheet.segments] == [("song", 300_000)]
    table.write_text("{", encoding="utf-8")
    assert gala("import", table).code == 2


@pytest.mark.parametrize("name", ["none.csv", "none.json", "x.pdf"])
def test_what_is_not_there(gala: Gala, tmp_path: Path, name: str) -> None:
    assert gala("import", tmp_path / name).code == 2


def test_all_that_fails_is_told_in_chinese(gala: Gala, table: Path, tmp_path: Path) -> None:
    for words, why in (
        ((table, "--map", "时间"), "--map 时间：写列和键"),
        ((table, "--map", "Z=length"), "--map Z=length：从这些列里写一个：A `"),
        ((table, "--map", "B=colour"), "--map B=colour：键有 "),
        ((tmp_path / "none.csv",), "none.csv: 没有这个文件"),
        ((tmp_path / "x.pdf",), "x.pdf: 请写 .csv 或 .xlsx 文件"),
        ((table, "--start", "soon"), "--start soon：写日期、时间和时差"),
    ):
        ended = gala("import", *words, "--lang", "zh")
        assert ended.code == 2
        assert why in ended.err
    broken = tmp_path / "broken.json"
    broken.write_text("[]", encoding="utf-8")
    assert f"{broken}: 这不是 ontime 的项目" in gala("import", broken, "--lang", "zh").err


def test_what_a_draw_gives_away_is_counted_in_the_preview(gala: Gala, table: Path) -> None:
    lines = (
        "title,kind,length,opens,open for,prizes",
        "Draw,draw,4m,1m,90s,Car x1 1元; Pen x9 2元",
    )
    table.write_text("\n".join(lines), encoding="utf-8")
    ended = gala("import", table, "--lang", "en", *START)
    assert ended.code == 0
    assert "draw  4m  Draw {2}" in ended.out
    assert "[n] guests, {n} prizes, +n notes" in ended.out
