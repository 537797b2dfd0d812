"""`gala goods`: out to a table, back into the sheet, and every mistake at once."""

from pathlib import Path
from shutil import copy

import pytest

from tests.cli.conftest import Gala

SHOW = Path(__file__).parents[2] / "run_sheet" / "shows" / "616.yaml"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    return Path(copy(SHOW, tmp_path / "show.yaml"))


@pytest.mark.parametrize("name", ["goods.csv", "goods.xlsx"])
def test_there_and_back_changes_no_byte(gala: Gala, sheet: Path, name: str) -> None:
    table = sheet.with_name(name)
    assert gala("goods", "export", sheet, table).out == f"{table}: 9 goods\n"
    ended = gala("goods", "import", table, "--into", sheet)
    assert ended.code == 0
    assert "9 goods, 9 as they were" in ended.out
    assert "column D `price_yuan` -> price_fen, read as yuan" in ended.err
    assert sheet.read_bytes() == SHOW.read_bytes()


def test_without_a_sheet_the_block_is_printed(gala: Gala, tmp_path: Path) -> None:
    table = tmp_path / "goods.csv"
    table.write_bytes("编号,品名,价格\npen,红笔,9.9\n".encode("gb18030"))
    ended = gala("goods", "import", table)
    assert ended.out == "goods:\n  - id: pen\n    title: 红笔\n    price_fen: 990\n"


def test_mistakes_leave_the_sheet_as_it_was(gala: Gala, sheet: Path) -> None:
    table = sheet.with_name("goods.csv")
    table.write_text("id,title,price\npen,,19.999\n", encoding="utf-8")
    ended = gala("goods", "import", table, "--into", sheet)
    assert ended.code == 1
    assert "row 2, column B `title`" in ended.err
    assert "row 2, column C `price`" in ended.err
    assert "2 mistakes" in ended.err
    assert sheet.read_bytes() == SHOW.read_bytes()


def test_goods_that_a_segment_needs_cannot_go(gala: Gala, sheet: Path) -> None:
    table = sheet.with_name("goods.csv")
    table.write_text("id,title,price\npen,笔,9\n", encoding="utf-8")
    ended = gala("goods", "import", table, "--into", sheet)
    assert ended.code == 1
    assert "there is no goods entry `lipstick`" in ended.err
    assert sheet.read_bytes() == SHOW.read_bytes()


def test_a_sheet_with_errors_of_its_own_may_be_filled(gala: Gala, tmp_path: Path) -> None:
    sheet, table = tmp_path / "s.yaml", tmp_path / "goods.csv"
    sheet.write_text("gala: 1\nid: s\nsegments: []\n", encoding="utf-8")
    table.write_text("id,title,price\npen,笔,9\n", encoding="utf-8")
    ended = gala("goods", "import", table, "--into", sheet)
    assert ended.code == 0
    assert "new: pen" in ended.out
    assert "has errors still" in ended.out


@pytest.mark.parametrize("words", [("import", "none.csv"), ("import", "x.pdf"), ("export", "none")])
def test_what_is_not_there(gala: Gala, tmp_path: Path, words: tuple[str, ...]) -> None:
    verb, name = words
    more = [tmp_path / "t.csv"] if verb == "export" else []
    assert gala("goods", verb, tmp_path / name, *more).code == 2


def test_a_sheet_that_is_not_text(gala: Gala, tmp_path: Path) -> None:
    table, sheet = tmp_path / "goods.csv", tmp_path / "s.yaml"
    table.write_text("id,title,price\npen,笔,9\n", encoding="utf-8")
    sheet.write_bytes(b"gala: 1\n\xff\n")
    assert "not UTF-8" in gala("goods", "import", table, "--into", sheet).err
    sheet.write_bytes(b"[")
    assert gala("goods", "import", table, "--into", sheet).code == 1


def test_what_the_table_has_no_column_for_stays_in_the_sheet(gala: Gala, tmp_path: Path) -> None:
    sheet, table = tmp_path / "s.yaml", tmp_path / "goods.csv"
    history = "      - {from: 2021-05-01, fen: 900, sold: true}\n"
    waiver = "      - {rule: GS309, reason: It is, by: Me, on: 2021-05-01}\n"
    sheet.write_text(
        "gala: 1\nid: s\ntitle: S\nstart: 2021-06-15T20:21:00+08:00\n"
        "outlets: [{id: app, title: App, delay: 0s}]\n"
        "goods:\n  - id: pen\n    title: Pen\n    price_fen: 900\n"
        f"    prices:\n{history}    waive:\n{waiver}"
        "segments: [{id: a, kind: host, title: A, length: 1m}]\n",
        encoding="utf-8",
    )
    table.write_text("id,title,price\npen,Red pen,9\n", encoding="utf-8")
    ended = gala("goods", "import", table, "--into", sheet)
    assert ended.code == 0
    assert "changed: pen" in ended.out
    text = sheet.read_text(encoding="utf-8")
    assert "    title: Red pen\n" in text
    assert f"    prices:\n{history}" in text
    assert f"    waive:\n{waiver}" in text


def test_a_merchant_may_be_spoken_to_in_chinese(gala: Gala, sheet: Path) -> None:
    table = sheet.with_name("goods.csv")
    assert gala("goods", "export", sheet, table, "--lang", "zh").out == f"{table}: 9 种商品\n"
    ended = gala("goods", "import", table, "--into", sheet, "--lang", "zh")
    assert "D 列 `price_yuan` → price_fen，按元读" in ended.err
    assert ended.out == f"{sheet}: 9 种商品，9 种未变\n"
    table.write_text("编号,品名,价格\npen,,19.999\npen,笔,1\n", encoding="utf-8")
    ended = gala("goods", "import", table, "--lang", "zh")
    assert f"{table}, 第 2 行, C `价格` 列: `19.999` 不到一分：保留两位小数" in ended.err
    assert "第 3 行, A `编号` 列: 第 2 行已经用了 id `pen`：换一个" in ended.err
    assert ended.err.endswith(f"gala: {table}: 3 处错误：什么也没收\n")
    gone = gala("goods", "import", sheet.with_name("none.csv"), "--lang", "zh")
    assert gone.err == f"gala: {sheet.with_name('none.csv')}: 没有这个文件\n"


def test_what_changes_in_a_sheet_is_told_in_chinese(gala: Gala, tmp_path: Path) -> None:
    sheet, table = tmp_path / "s.yaml", tmp_path / "goods.csv"
    sheet.write_text("gala: 1\nid: s\nsegments: []\n", encoding="utf-8")
    table.write_text("id,title,price\npen,笔,9\n", encoding="utf-8")
    words = ("goods", "import", table, "--into", sheet, "--lang", "zh")
    told = gala(*words).out.splitlines()
    assert told[:2] == [f"{sheet}: 新增：pen", f"{sheet}: 1 种商品，0 种未变"]
    assert told[2].startswith(f"{sheet} 还有错误：")
    sheet.write_bytes(b"[")
    assert "流程单现在不是 YAML 的键值" in gala(*words).err


PEN = "  - {id: pen, title: Pen, price_fen: 900, note: List price} # Of the red counter.\n"


def in_two_files(folder: Path, own: str = "") -> tuple[Path, Path, Path]:
    """Write a sheet whose goods stand in another file, and a table of goods."""
    sheet, goods, table = folder / "s.yaml", folder / "goods.yaml", folder / "goods.csv"
    sheet.write_text(
        "gala: 1\nid: s\ntitle: S\nstart: 2021-06-15T20:21:00+08:00\n"
        f"outlets: [{{id: app, title: App, delay: 0s}}]\ninclude: [goods.yaml]\n{own}"
        "segments: [{id: a, kind: host, title: A, length: 1m}]\n",
        encoding="utf-8",
    )
    goods.write_text(f"# All goods.\ngoods:\n{PEN}", encoding="utf-8")
    table.write_text("id,title,price,note\npen,Pen,9,List price\ncomb,Comb,49,List price\n")
    return sheet, goods, table


def test_goods_go_into_the_file_that_has_them(gala: Gala, tmp_path: Path) -> None:
    sheet, goods, table = in_two_files(tmp_path)
    before = sheet.read_bytes()
    ended = gala("goods", "import", table, "--into", sheet)
    assert ended.code == 0
    assert ended.out.splitlines() == [f"{goods}: new: comb", f"{goods}: 2 goods, 1 as they were"]
    assert sheet.read_bytes() == before
    assert goods.read_text(encoding="utf-8").startswith(
        f"# All goods.\ngoods:\n{PEN}  - id: comb\n"
    )
    assert gala("goods", "export", sheet, tmp_path / "out.csv").out.endswith(": 2 goods\n")


def test_goods_in_several_files_are_left_alone(gala: Gala, tmp_path: Path) -> None:
    own = "goods: [{id: cap, title: Cap, price_fen: 100, note: List price}]\n"
    sheet, goods, table = in_two_files(tmp_path, own)
    ended = gala("goods", "import", table, "--into", sheet)
    assert ended.code == 1
    assert "its goods stand in several files: s.yaml, goods.yaml" in ended.err
    assert goods.read_text(encoding="utf-8") == f"# All goods.\ngoods:\n{PEN}"


def test_a_file_that_a_sheet_needs_stays_whole(gala: Gala, tmp_path: Path) -> None:
    sheet, goods, table = in_two_files(tmp_path)
    sale = "opens: 5s, open_for: 9s, goods: pen, price_fen: 1, stock: {app: 300}"
    text = sheet.read_text(encoding="utf-8")
    sheet.write_text(text.replace("kind: host,", f"kind: seckill, {sale},"), encoding="utf-8")
    table.write_text("id,title,price\ncomb,Comb,49\n")
    ended = gala("goods", "import", table, "--into", sheet)
    assert ended.code == 1
    assert f"{sheet}:7:" in ended.err
    assert "goods.yaml is left as it was" in ended.err
    assert PEN in goods.read_text(encoding="utf-8")
