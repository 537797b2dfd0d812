"""Rows as a producer has them, what they become, and that nothing is lost on the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gala.grid.cells import Cell, Row
from gala.intake.columns import MapError
from gala.intake.items import Item
from gala.intake.reading import Reading, read_rundown
from gala.intake.timing import set_times
from gala.intake.writing import sheet_text
from run_sheet import Draw, Outlet, Rain, Text, parse
from run_sheet.compose import compose
from run_sheet.instants import parse_instant
from run_sheet.said import both

APP = Outlet.model_validate({"id": "app", "title": "App", "delay": "0s"})
START = "2026-01-30T20:00:00+08:00"


def read(*rows: list[str], wishes: dict[str, str] | None = None) -> Reading:
    table = [Row(number, tuple(map(Cell, row))) for number, row in enumerate(rows, 1)]
    return read_rundown(table, wishes or {}, ["app"])


def told(found: Reading) -> list[str]:
    return [one.render("t.csv", chinese=False) for one in found.told]


def text_of(found: Reading) -> str:
    start = parse_instant(START)
    assert start is not None
    set_times(found.items, start)
    title = Text(zh="夜", en="Night")
    return sheet_text("night", title, START, [APP], found.items, ["made"])


def only(found: Reading) -> Item:
    (item,) = found.items
    return item


def test_a_table_that_may_go_on_air() -> None:
    found = read(
        ["序号", "环节", "类型", "时长", "开始时间", "嘉宾", "灯光", "备注"],
        ["1", "开场", "主持", "3分钟", "20:00", "主持人x2", "暖光", "先打招呼"],
        [],
        ["2", "一首歌", "歌曲", "5:30", "20:03", "歌手、伴舞(6人)", "", ""],
        ["合计", "合计", "", "8:30"],
    )
    assert told(found) == ["t.csv, row 5: `合计` is a total: left out"]
    parsed = parse(text_of(found))
    assert parsed.sheet is not None, parsed.report()
    opening, song = parsed.sheet.segments
    assert (opening.kind, opening.length_ms, opening.at_ms) == ("host", 180_000, None)
    assert opening.notes is not None
    assert opening.notes.zh == "灯光: 暖光\n先打招呼"
    assert (song.kind, song.length_ms) == ("performance", 330_000)
    assert song.notes is not None
    assert song.notes.zh == "类型: 歌曲"


def test_every_mistake_at_once_with_its_place() -> None:
    found = read(
        ["title", "length", "start"],
        ["", "5m", "20:00"],
        ["Song", "5", "soon"],
        ["a\u202eb", "1m", ""],
    )
    assert [one[: one.index(":")] for one in told(found)] == [
        "t.csv, row 2, column A `title`",
        "t.csv, row 3, column B `length`",
        "t.csv, row 3, column C `start`",
        "t.csv, row 4, column A `title`",
        "t.csv, row 4, column A `title`",
    ]
    assert found.mistakes == 5


def test_a_cell_that_could_not_be_read_is_a_mistake() -> None:
    rows = [
        Row(1, (Cell("title"),)),
        Row(2, (Cell("", both("a formula")),)),
        Row(3, (Cell("Song"),)),
    ]
    found = read_rundown(rows, {}, ["app"])
    assert told(found)[0] == "t.csv, row 2, column A `title`: a formula"


def test_what_is_called_by_no_kind_is_kept() -> None:
    found = read(["title", "kind", "length"], ["Thing", "stunt", "5m"])
    assert only(found).kind == "host"
    assert only(found).notes == ["kind: stunt"]
    assert "no kind is called `stunt`" in told(found)[0]
    assert not found.mistakes


def test_a_title_that_is_too_long_is_kept_whole() -> None:
    item = only(read(["title", "length"], ["x" * 150 + "\nmore", "5m"]))
    assert len(item.title.zh) == 120
    assert item.notes == [f"title: {'x' * 150}\nmore"]


def test_two_languages() -> None:
    item = only(read(["环节", "英文标题", "备注", "notes en"], ["歌", "Song", "轻一点", "Softly"]))
    assert item.title == Text(zh="歌", en="Song")
    assert (item.notes, item.notes_en, item.id) == (["轻一点"], ["Softly"], "song")


def test_the_host_s_words_go_to_the_prompter_line_by_line() -> None:
    found = read(
        ["环节", "时长", "备注", "主持词", "英文主持词"],
        ["开场", "3分钟", "慢一点", "大家好\n欢迎", "Hello"],
        ["再见", "1分钟", "", "晚安", ""],
    )
    parsed = parse(text_of(found))
    assert parsed.sheet is not None, parsed.report()
    opening, bye = parsed.sheet.segments
    assert opening.prompter == Text(zh="大家好\n欢迎", en="Hello")
    assert opening.notes == Text(zh="慢一点", en="慢一点")
    assert (bye.prompter, bye.notes) == (Text(zh="晚安", en="晚安"), None)
    long = read(["环节", "时长", "主持词"], ["开场", "3分钟", "好" * 2001])
    assert told(long) == [
        "t.csv, row 2, column C `主持词`: more than 2,000 characters for the prompter: cut the "
        "segment in two, or leave the column out, like --map F=-"
    ]


def test_what_is_sold_and_what_has_no_place() -> None:
    found = read(
        ["title", "kind", "goods", "price", "stock", "opens", "open for"],
        ["Sale", "seckill", "lipstick", "0.01", "600", "1m", "90s"],
        ["Talk", "story", "lipstick", "0.01", "600", "", ""],
    )
    sale, talk = found.items
    assert sale.more == {
        "goods": "lipstick", "price_fen": "1", "stock": "{app: 600}", "opens": "1m",
        "open_for": "1m30s",
    }  # fmt: skip
    assert talk.notes == ["goods: lipstick", "price: 0.01", "stock: 600"]
    assert read(["title", "kind", "stock"], ["Sale", "seckill", "lots"]).mistakes == 1


def test_a_rain_and_a_draw_may_go_on_air() -> None:
    found = read(
        ["环节", "类型", "时长", "开窗", "窗口", "奖池", "红包个数", "最小红包", "最大红包", "奖品",
         "名额", "奖品价值", "候补"],
        ["红包雨", "红包雨", "2m", "20s", "20s", "8888", "3000", "1", "200"],
        ["抽奖", "抽奖", "4m", "1m", "90s", "", "", "", "", "汽车;水壶", "1;10", "2500;199", "5"],
        ["歌", "歌曲", "4m", "", "", "", "", "", "", "一束花"],
    )  # fmt: skip
    assert told(found) == []
    parsed = parse(text_of(found))
    assert parsed.sheet is not None, parsed.report()
    rain, draw, song = parsed.sheet.segments
    assert isinstance(rain, Rain)
    assert (rain.pool_fen, rain.packets, rain.min_fen, rain.max_fen) == (888_800, 3000, 100, 20_000)
    assert isinstance(draw, Draw)
    assert [(one.id, one.title.zh, one.count, one.value_fen) for one in draw.prizes] == [
        *(("prize", "汽车", 1, 250_000), ("prize-2", "水壶", 10, 19_900)),
    ]
    assert draw.alternates == 5
    assert song.notes is not None
    assert song.notes.zh == "类型: 歌曲\n奖品: 一束花"


def test_a_prize_that_cannot_be_read_is_a_mistake() -> None:
    found = read(["title", "kind", "prizes", "winners"], ["Draw", "draw", "Car; Pen", "1"])
    assert told(found) == [
        "t.csv, row 2, column C `prizes`: 2 prizes, but 1 counts: one for each, with semicolons "
        "between"
    ]
    left = read(["title", "kind", "length", "prizes"], ["Draw", "draw", "4m", "Pen"])
    assert "# 待填 / to fill in: opens, open_for" in text_of(left)
    assert "      - {id: pen, title: Pen}" in text_of(left)


def test_groups_and_milestones_go_to_what_comes_next() -> None:
    found = read(
        ["Cue", "Title", "Duration", "Note", "Timer Type", "Skip"],
        ["", "Morning", "", "Doors open", "group-start", ""],
        ["1", "Song one", "00:05:00", "", "count-down", ""],
        ["", "", "", "", "group-end", ""],
        ["2", "Song two", "00:05:00", "", "count-down", "TRUE"],
        ["x", "Stand by", "", "", "milestone", ""],
    )
    item = only(found)
    assert item.notes == [
        "Group: Morning", "Doors open", "Cue: 1", "Milestone: Stand by", "Cue: x",
    ]  # fmt: skip
    assert told(found) == ["t.csv, row 5: `Song two` is marked as left out"]


def test_headers_that_do_not_come_first_and_columns_that_are_corrected() -> None:
    rows = [["616 晚会"], ["环节", "时间", "工号"], ["开场", "5分钟", "7"]]
    assert read(*rows).mistakes == 1
    found = read(*rows, wishes={"时间": "length", "C": "-"})
    assert told(found) == ["t.csv: rows up to 1, above the headers, are not read"]
    assert only(found).lengths_ms == (300_000,)
    assert only(found).notes == []
    with pytest.raises(MapError):
        read(*rows, wishes={"Z": "length"})


def test_a_table_without_what_it_needs() -> None:
    assert "nothing is in it" in told(read())[0]
    assert "no segments" in told(read(["title"]))[0]
    assert "no column is the title" in told(read(["灯光"], ["x"]))[0]
    assert read(["title", "notes"], ["A", "x" * 2001]).mistakes == 1


HEADERS = [
    "环节",
    "类型",
    "时长",
    "开始时间",
    "嘉宾",
    "灯光",
    "备注",
    "商品",
    "库存",
    "编号",
    "Notes",
]
CELL = st.sampled_from(
    ["", "秒杀", "主持", "5m", "5:30", "20:10", "歌手x2", "600", "A-1", "???"]
) | st.text(alphabet="ab 笔:#-\n'\"{}", max_size=6)


@given(st.lists(st.lists(CELL, min_size=len(HEADERS), max_size=len(HEADERS)), max_size=4))
def test_nothing_is_silently_lost(rows: list[list[str]]) -> None:
    found = read(HEADERS, *[["x", *row[1:]] for row in rows])
    if found.mistakes:
        return
    document = compose(text_of(found))
    assert isinstance(document.data, dict), document.problems
    for item, segment in zip(found.items, document.data["segments"], strict=True):
        row = dict(zip(HEADERS, ["x", *rows[item.row - 2][1:]], strict=True))
        notes = str(segment.get("notes", ""))
        for header in ("灯光", "备注", "Notes", "商品", "编号"):
            for line in map(str.strip, row[header].strip().splitlines()):
                placed = line in (segment.get("goods"), segment["id"])
                assert placed or line in notes, (header, line, segment)
        for role in row["嘉宾"].replace("x2", "").split():
            assert role in notes or role in str(segment.get("guests")), segment
        assert row["时长"].strip() == "" or "length" in segment
