import pytest

from gala.grid.cells import Cell, Row
from gala.intake.columns import MapError, columns_of, corrected, header_row


def row(*texts: str, number: int = 1) -> Row:
    return Row(number, tuple(map(Cell, texts)))


def keys(*headers: str) -> list[str | None]:
    return [one.key for one in columns_of(row(*headers))]


def test_headers_in_chinese_and_english() -> None:
    assert keys("环节", "类型", "时长", "开始时间", "备注", "嘉宾", "灯光") == [
        "title", "kind", "length", "at", "notes", "guests", None,
    ]  # fmt: skip
    assert keys("Title", "Kind", "Duration", "Start", "Notes", "Guests", "Lights") == [
        "title", "kind", "length", "at", "notes", "guests", None,
    ]  # fmt: skip


def test_words_for_the_host() -> None:
    assert keys("环节", "备注", "主持词", "英文主持词") == [
        "title",
        "notes",
        "prompter",
        "prompter_en",
    ]
    assert keys("Title", "Notes", "Prompter", "Prompter EN") == [
        "title", "notes", "prompter", "prompter_en",
    ]  # fmt: skip


def test_those_of_ontime() -> None:
    assert keys("Cue", "Title", "Time Start", "Time End", "Duration", "Note", "Timer Type") == [
        None, "title", "at", "end", "length", "notes", "kind",
    ]  # fmt: skip
    assert keys("Colour", "Skip", "Warning Time") == ["-", "skip", "-"]


def test_a_unit_in_the_header_and_two_words_for_one_column() -> None:
    minutes, seconds, both = columns_of(row("时长（分钟）", "Window (sec)", "环节/内容"))
    assert (minutes.key, minutes.unit_ms) == ("length", 60_000)
    assert (seconds.key, seconds.unit_ms) == ("open_for", 1_000)
    assert both.key == "title"
    assert minutes.said().en == "column A `时长（分钟）` -> length, in minutes"
    assert keys("备注分") == [None]


def test_the_second_of_a_kind_is_kept_in_the_notes() -> None:
    first, second = columns_of(row("环节", "内容"))
    assert (first.key, second.key) == ("title", None)
    assert second.said().zh == "B 列 `内容` → 记入备注：`内容：…`"


def test_the_row_of_headers_may_stand_below_others() -> None:
    rows = [row("616 晚会流程"), row("说明：内部"), row("环节", "时长"), row("标题", "")]
    assert header_row(rows) == 2
    assert header_row([row("a", "b"), row("c")]) == 0


def test_corrections_by_header_and_by_letter() -> None:
    columns = columns_of(row("环节", "内容", "段子", "工号"))
    made = corrected(columns, {"内容": "title", "c": "notes", "工号": "-"})
    assert [one.key for one in made] == [None, "title", "notes", "-"]
    with pytest.raises(MapError, match="name one of the columns A `环节`, B `内容`"):
        corrected(columns, {"Z": "title"})
    with pytest.raises(MapError, match="the keys are"):
        corrected(columns, {"A": "colour"})


def test_what_rains_and_draws_give_away() -> None:
    assert keys("奖池（元）", "红包个数", "最小红包", "最大红包（分）", "每人几个") == [
        *("pool", "packets", "min", "max_fen", "per_viewer"),
    ]
    assert keys("Prizes", "Winners", "Prize value", "Alternates", "Entries") == [
        *("prizes", "prize_counts", "prize_values", "alternates", "entries"),
    ]
    pool, winners, values = columns_of(row("奖池", "名额", "奖品价值"))
    assert pool.said().en == "column A `奖池` -> pool_fen, read as yuan"
    assert winners.said().en == "column B `名额` -> count of the prizes"
    assert values.said().zh == "C 列 `奖品价值` → prizes 的 value_fen，按元读"
