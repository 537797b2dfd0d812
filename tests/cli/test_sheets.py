from pathlib import Path

import pytest

from gala.cli import sheets
from gala.cli.failure import Failure
from gala.cli.language import Language
from run_sheet import parse
from tests.core.playing import SHEET


def test_a_good_sheet_comes_with_its_text(tmp_path: Path) -> None:
    path = tmp_path / "sheet.yaml"
    for text in (SHEET, SHEET.replace("\n", "\r\n"), "\ufeff" + SHEET.lstrip()):
        path.write_bytes(text.encode())
        loaded = sheets.load(path)
        assert loaded.text == text.removeprefix("\ufeff")
        assert parse(loaded.text).sheet == loaded.sheet


def test_a_sheet_is_read_once(tmp_path: Path) -> None:
    """What went on air is what was judged, even from a pipe or a file that is being saved."""
    import os
    import threading

    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(SHEET,))
    writer.start()
    assert sheets.load(pipe).text == SHEET
    writer.join()


def test_errors_are_printed_where_they_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "sheet.yaml"
    path.write_text(SHEET.replace("goods: pen,", "goods: pencil,"))
    with pytest.raises(Failure, match=f"cannot go on air: see gala check {path}") as failed:
        sheets.load(path)
    assert failed.value.code == 1
    printed = capsys.readouterr().err
    assert printed.startswith(f"{path}:15:")
    assert "pencil" in printed


def test_errors_are_told_in_the_language_of_the_locale(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    path = tmp_path / "sheet.yaml"
    path.write_text(SHEET.replace("goods: pen,", "goods: pencil,"))
    with pytest.raises(Failure, match=f"不能播出：见 gala check {path}"):
        sheets.load(path)
    assert "错误 GS202：本流程单里没有商品 `pencil`" in capsys.readouterr().err


def test_what_cannot_be_read_has_another_status(tmp_path: Path) -> None:
    for read in (sheets.read, sheets.load):
        with pytest.raises(Failure) as failed:
            read(tmp_path / "none")
        assert failed.value.code == 2


def test_why_it_cannot_be_read_is_said_in_the_language_that_is_wanted(tmp_path: Path) -> None:
    with pytest.raises(Failure, match="没有这个文件"):
        sheets.source(tmp_path / "none", Language.ZH)
    with pytest.raises(Failure, match="这是文件夹"):
        sheets.load(tmp_path, Language.ZH)
    with pytest.raises(Failure, match="there is no such file"):
        sheets.source(tmp_path / "none", Language.EN)


def test_reading_judges_and_does_not_refuse(tmp_path: Path) -> None:
    path = tmp_path / "sheet.yaml"
    path.write_text("gala: 1")
    parsed = sheets.read(path)
    assert parsed.sheet is None
    assert parsed.errors


def test_a_sheet_comes_with_the_files_that_it_includes(tmp_path: Path) -> None:
    path = tmp_path / "sheet.yaml"
    goods = "  - {id: pen, title: Pen, price_fen: 900, note: List price}\n"
    assert goods in SHEET
    path.write_text(SHEET.replace(f"goods:\n{goods}", "include: [goods.yaml]\n"))
    (tmp_path / "goods.yaml").write_text(f"goods:\n{goods}")
    loaded = sheets.load(path)
    assert parse(SHEET).sheet == loaded.sheet == parse(loaded.text).sheet
    before = sheets.written(path)
    assert before.content("goods.yaml") == f"goods:\n{goods}".encode()
    after = before.changed("goods.yaml", b"goods: []\n")
    assert before.parsed(path).sheet
    assert after.parsed(path).sheet is None
    assert before.changed(None, b"").content(None) == b""
