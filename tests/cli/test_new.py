"""`gala new`: a sheet that may go on air, with the schema that editors find beside it."""

import json
from pathlib import Path

import pytest

from run_sheet import json_schema, parse
from tests.cli.conftest import Gala


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_passes_the_check_clean(gala: Gala, tmp_path: Path, lang: str) -> None:
    sheet = tmp_path / "evening.yaml"
    made = gala("new", sheet, "--lang", lang)
    assert made.code == 0
    assert "gala check" in made.out
    ended = gala("check", sheet)
    assert ended.code == 0, ended.out
    assert len(ended.out.splitlines()) == 1
    assert "may go on air" in ended.out
    assert "0 warnings" in ended.out


def test_editors_find_its_schema(gala: Gala, tmp_path: Path) -> None:
    sheet = tmp_path / "evening.yaml"
    gala("new", sheet)
    first = sheet.read_text(encoding="utf-8").splitlines()[0]
    named = first.removeprefix("# yaml-language-server: $schema=")
    assert json.loads((tmp_path / named).read_text(encoding="utf-8")) == json_schema()
    (tmp_path / named).write_text("{}", encoding="utf-8")
    assert named not in gala("new", tmp_path / "other.yaml").out
    assert (tmp_path / named).read_text(encoding="utf-8") == "{}"


def test_what_is_said_stands_in_it(gala: Gala, tmp_path: Path) -> None:
    sheet = tmp_path / "a.yaml"
    start = "2026-01-30T20:00:00+08:00"
    words = ["--title", "夜场：二", "--title-en", "Evening #2", "--start", start]
    assert gala("new", sheet, *words, "--outlet", "lite=1.5s").code == 0
    made = parse(sheet.read_bytes()).sheet
    assert made is not None
    assert (made.title.zh, made.title.en) == ("夜场：二", "Evening #2")
    assert [(one.id, one.delay_ms) for one in made.outlets] == [("lite", 1500)]
    assert start in sheet.read_text(encoding="utf-8")


def test_nothing_is_written_over(gala: Gala, tmp_path: Path) -> None:
    sheet = tmp_path / "a.yaml"
    sheet.write_text("mine", encoding="utf-8")
    ended = gala("new", sheet)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == f"gala: {sheet} is there already: name another file\n"
    assert sheet.read_text(encoding="utf-8") == "mine"
    assert gala("new", tmp_path / "none" / "a.yaml").code == 2
    assert gala("new", tmp_path / "b.yaml", "--start", "soon").code == 2
    assert not (tmp_path / "b.yaml").exists()


def test_the_schema_is_printed(gala: Gala) -> None:
    assert json.loads(gala("schema").out) == json_schema()


def test_what_cannot_be_written_is_told_in_chinese(gala: Gala, tmp_path: Path) -> None:
    sheet = tmp_path / "a.yaml"
    for words, why in (
        (("--start", "soon"), "--start soon：写日期、时间和时差"),
        (("--outlet", "App"), "--outlet App：写一个 id"),
        (("--outlet", "app", "--outlet", "app"), "--outlet app：渠道 app 写了两次"),
        (("--title", "x" * 121), "--title：写一行，最多 120 个字"),
    ):
        assert why in gala("new", sheet, "--lang", "zh", *words).err
    sheet.write_text("mine", encoding="utf-8")
    assert gala("new", sheet, "--lang", "zh").err == f"gala: {sheet} 已经有了：换个文件名\n"
