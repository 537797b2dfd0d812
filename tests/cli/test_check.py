import json
from pathlib import Path

import pytest

from run_sheet import digest, parse
from run_sheet.source import SOURCE_BYTES_MAX
from tests.cli.conftest import Gala, Outcome
from tests.core.playing import SHEET

SHOWS = Path(__file__).parents[2] / "run_sheet" / "shows"


def place(sheet: str, words: str) -> str:
    """Return `line:column` of the first place where `words` stand."""
    before = sheet[: sheet.index(words)]
    return f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


def problems(ended: Outcome) -> list[tuple[str, str]]:
    """Return `line:column` and the message of each problem; each has a hint under it."""
    lines = [line for line in ended.out.splitlines() if ": hint: sale: " not in line]
    found = []
    for line, hint in zip(lines[:-1:2], lines[1:-1:2], strict=True):
        _, number, column, rest = line.split(":", 3)
        assert rest.split()[0] in ("error", "warning")
        assert hint.startswith("    hint: ")
        assert len(hint) > 15
        found.append((f"{number}:{column}", rest))
    return found


@pytest.mark.parametrize("show", sorted(SHOWS.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_shows_that_ship_may_go_on_air(gala: Gala, show: Path) -> None:
    ended = gala("check", show)
    assert ended.code == 0
    assert "may go on air: " in ended.out


@pytest.mark.parametrize(
    ("old", "new", "where", "why"),
    [
        ("kind: host,", "kind: host, colour: red,", "colour", "colour"),
        ('at: "20:23:10"', 'at: "20:21:10"', '"20:21:10"', "20:21:10"),
        ("{app: 5, tv: 2}", "{app: -5, tv: 2}", "-5", "-5"),
        ("goods: pen,", "goods: pencil,", "pencil", "pencil"),
        ("length: 60s", "length: 60", "60, goods", "60"),
        ("kind: visit", "kind: party", "party", "party"),
        ("gala: 1\n", "", "id: small", "gala"),
        ("[", "[[", None, ""),
        ("rooms:\n", "rooms: {\n", None, ""),
        ("outlets:\n", "\toutlets:\n", None, ""),
    ],
)
def test_each_problem_is_said_where_it_is_and_what_to_do(
    gala: Gala, tmp_path: Path, old: str, new: str, where: str | None, why: str
) -> None:
    text = SHEET.lstrip().replace(old, new, 1) if old in SHEET else SHEET.lstrip() + new
    sheet = tmp_path / "sheet.yaml"
    sheet.write_text(text, encoding="utf-8")
    ended = gala("check", sheet)
    assert ended.code == 1
    found = problems(ended)
    assert found
    if where is not None:
        assert place(text, where) in [at for at, _ in found], ended.out
    assert any(why in message for _, message in found), ended.out
    assert ended.out.splitlines()[-1].startswith(f"{sheet}: {len(found)} error")
    codes = {message.split()[1].rstrip(":") for _, message in found}
    named = codes.pop() if len(codes) == 1 else "CODE"
    assert ended.out.endswith(f"; see gala rule {named}\n")


def test_all_problems_are_told_at_once(gala: Gala, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.yaml"
    text = SHEET.lstrip().replace("goods: pen,", "goods: pencil,").replace("app: 5", "app: -5")
    text = text.replace("length: 10s", "length: long")
    sheet.write_text(text)
    ended = gala("check", sheet)
    found = dict(problems(ended))
    assert {place(text, "-5"), place(text, "long")} <= found.keys()
    assert ended.code == 1


@pytest.mark.parametrize(
    "source",
    [
        b"",
        b"\n\n",
        b"# nothing\n",
        b"\x00\x01\x02\xff\xfe" * 200,
        b"\x7fELF" + bytes(range(256)),
        "gala: 1".encode("utf-16"),
        b"just text",
        b"- a list",
        b"null",
        b"{",
        b"a: &a [*a]",
        b"gala: 1\ngala: 1\n",
        b"[" * 500_000,
        b"a: " * 100_000,
        b"a:\n " + b"  - [" * 10_000,
        b"gala: 1\nid: &x " + b"9" * 50_000,
    ],
    ids=lambda source: str(source[:12]),
)
def test_what_is_no_sheet_at_all_is_an_error_with_a_place(
    gala: Gala, tmp_path: Path, source: bytes
) -> None:
    sheet = tmp_path / "sheet.yaml"
    sheet.write_bytes(source)
    ended = gala("check", sheet)
    assert ended.code == 1
    assert problems(ended)


def test_ten_megabytes_of_nesting_are_refused_at_once(gala: Gala, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.yaml"
    sheet.write_bytes(b"[" * 10 * 1024 * 1024)
    ended = gala("check", sheet)
    assert ended.code == 1
    ((at, message),) = problems(ended)
    assert at == "1:1"
    assert "larger than 4 MiB" in message
    sheet.write_bytes(b"[\n" * (SOURCE_BYTES_MAX // 2))
    assert gala("check", sheet).code == 1


def test_what_cannot_be_read_is_said_in_one_line(gala: Gala, tmp_path: Path) -> None:
    for path, why in [
        (tmp_path / "none.yaml", "there is no such file"),
        (tmp_path, "this is a folder; name the run sheet in it"),
        (tmp_path / "none" / "sheet.yaml", "there is no such file"),
        (tmp_path / ("x" * 300), "cannot be read (File name too long)"),
    ]:
        ended = gala("check", path)
        assert (ended.code, ended.out) == (2, "")
        assert ended.err == f"gala: {path}: {why}\n"


def test_json_for_programs(gala: Gala, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.yaml"
    sheet.write_text(SHEET)
    ended = gala("check", sheet, "--format", "json")
    found = json.loads(ended.out)
    good = parse(SHEET).sheet
    assert good is not None
    assert ended.code == 0
    (hint,) = found.pop("hints")
    assert hint["segment"] == "sale"
    assert "by: lot" in hint["text"]
    assert found == {"sheet": str(sheet), "digest": digest(good), "problems": []}

    text = SHEET.lstrip().replace("goods: pen,", "goods: pencil,")
    sheet.write_text(text)
    ended = gala("check", sheet, "--format", "json")
    found = json.loads(ended.out)
    assert ended.code == 1
    assert found["digest"] is None
    problem = found["problems"][0]
    keys = {"code", "severity", "file", "line", "column", "path", "message", "hint", "zh", "waiver"}
    assert problem.keys() == keys
    assert problem["zh"].keys() == {"message", "hint"}
    assert problem["waiver"] is None
    assert f"{problem['line']}:{problem['column']}" == place(text, "pencil")
    assert problem["severity"] == "error"

    sheet.write_bytes(b"\xff")
    assert json.loads(gala("check", sheet, "--format", "json").out)["problems"]
    assert gala("check", sheet, "--format", "xml").code == 2


def test_json_has_the_chart_of_a_price_in_numbers(gala: Gala, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.yaml"
    history = "prices: [{from: 2021-05-01, fen: 800, sold: true}]"
    sheet.write_text(SHEET.replace("note: List price", history))
    (problem,) = json.loads(gala("check", sheet, "--format", "json").out)["problems"]
    assert problem["code"] == "GS301"
    assert problem["chart"] == {
        "prices": [{"from": "2021-05-01", "to": None, "fen": 800, "sold": True}],
        "day": "2021-06-15",
        "compared_fen": 900,
        "cut_fen": 1,
    }
    assert "compared with 900 fen, cut to 1 fen" in gala("check", sheet).out


def test_a_warning_does_not_keep_it_off_the_air(gala: Gala, tmp_path: Path) -> None:
    text = SHEET.lstrip().replace('at: "20:23:10"', 'at: "20:33:10"')
    sheet = tmp_path / "sheet.yaml"
    sheet.write_text(text)
    ended = gala("check", sheet)
    assert ended.code == 0
    assert "warning" in problems(ended)[0][1]
    assert ended.out.rstrip().endswith(" outlets; 1 warning; see gala rule GS206")


@pytest.mark.parametrize("by", ["lot", "first_come"])
def test_few_units_are_hinted_at_until_somebody_has_decided(
    gala: Gala, tmp_path: Path, by: str
) -> None:
    sheet = tmp_path / "sheet.yaml"
    sheet.write_text(SHEET)
    ended = gala("check", sheet)
    assert f"{sheet}: hint: sale: only 7 units" in ended.out
    assert ended.out.rstrip().endswith("0 warnings")
    sheet.write_text(SHEET.replace("kind: seckill,", f"kind: seckill, by: {by},"))
    assert ": hint: " not in gala("check", sheet).out


def test_all_that_it_says_can_be_chinese(gala: Gala, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.yaml"
    sheet.write_text(SHEET.lstrip().replace('at: "20:23:10"', 'at: "20:33:10"'))
    warning, what_to_do, hint, told = gala("check", sheet, "--lang", "zh").out.splitlines()
    assert "警告 GS206：" in warning
    assert what_to_do.startswith("    提示：")
    assert hint.startswith(f"{sheet}: 提示：sale：只有 7 件")
    assert told.startswith(f"{sheet}: 可以播出：5 个环节，12 分钟，2 个渠道；1 条警告；")
    gone = gala("check", tmp_path / "none", "--lang", "zh")
    assert (gone.code, gone.err) == (2, f"gala: {tmp_path / 'none'}: 没有这个文件\n")


GOODS = """\
goods:
  - {id: comb, title: Comb, price_fen: 4900, note: Counter price}
templates:
  - {id: combs, kind: seckill, length: 60s, opens: 5s, open_for: 20s, goods: comb, price_fen: 1,
     stock: {app: 5}}
"""


def several_files(folder: Path, goods: str = GOODS) -> Path:
    """Write a sheet with a loop, whose goods and template stand in another file."""
    sheet = folder / "show" / "evening.yaml"
    (sheet.parent / "parts").mkdir(parents=True, exist_ok=True)
    (sheet.parent / "parts" / "goods.yaml").write_text(goods, encoding="utf-8")
    loop = "  - repeat: 3\n    segments: [{id: combs, template: combs, title: Combs <n>}]\n"
    sheet.write_text(f"{SHEET.lstrip().rstrip()}\n{loop}include: [parts/goods.yaml]\n")
    return sheet


def test_what_is_wrong_in_an_included_file_is_told_there(gala: Gala, tmp_path: Path) -> None:
    bad = GOODS.replace("price_fen: 4900", "price_fn: 4900").replace("opens: 5s", "opens: 5")
    sheet = several_files(tmp_path, bad)
    ended = gala("check", sheet)
    beside = sheet.parent / "parts" / "goods.yaml"
    assert [line.split(": ")[0] for line in ended.out.splitlines()[0:4:2]] == [
        f"{beside}:{place(bad, 'price_fn')}",
        f"{beside}:{place(bad, '5, open_for')}",
    ]
    first, second = json.loads(gala("check", sheet, "--format", "json").out)["problems"]
    assert (first["file"], first["path"]) == ("parts/goods.yaml", "goods[0].price_fn")
    assert (second["file"], second["path"]) == ("parts/goods.yaml", "templates[0].opens")
    assert gala("check", beside).code == 1


def test_a_hint_on_a_loop_is_given_once(gala: Gala, tmp_path: Path) -> None:
    ended = gala("check", several_files(tmp_path))
    assert ended.code == 0
    assert [line.split(": ")[2] for line in ended.out.splitlines() if ": hint: " in line] == [
        "sale",
        "combs-1",
    ]
