from gala.cli.plan_lines import order_json, order_lines, outcome_json, outcome_lines
from run_sheet import RunSheet
from run_sheet.outcome import outcome
from run_sheet.running_order import running_order
from run_sheet.what_if import Edit, Lengthen, Skip, edited
from tests.run_sheet.sheets import HEAD, judge, judge_segments

SHEET = """
  - {id: a, kind: host, title: {zh: 开场, en: Opening}, length: 4m}
  - {id: first, kind: draw, title: First, length: 5m, opens: 30s, open_for: 60s,
     prizes: [{id: cup, title: Cup, count: 2, value_fen: 900}]}
  - {id: b, kind: host, title: {zh: 新闻, en: News}, length: 10m, ends: "20:41"}
"""


def whole() -> RunSheet:
    sheet = judge_segments(SHEET).sheet
    assert sheet is not None
    return sheet


def changed(*edits: Edit, chinese: bool = False) -> list[str]:
    old = whole()
    new = edited(old, edits)
    return list(outcome_lines(new, outcome(old, new), chinese=chinese))


def test_columns_stand_below_their_headers_in_both_languages() -> None:
    sheet = whole()
    english = list(order_lines(sheet, running_order(sheet), chinese=False))
    chinese = list(order_lines(sheet, running_order(sheet), chinese=True))
    assert english[1:] == [
        "20:21:00  4m       20:25:00  20:22:00  1m        a  Opening",
        "20:25:00  5m       20:30:00  20:26:00  1m        first  First",
        "          window 20:25:30 to 20:26:30, on the slowest outlet to 20:26:36",
        "          draw: committed by 20:26:44, round by 20:27:47, told by 20:27:51.600 "
        "(2m8s400ms of it left)",
        "20:31:00  10m      20:41:00                      b  News (fixed end)",
        "from 20:21:00, planned to end at 20:41:00, 20m in all",
    ]
    assert chinese[1:3] == [
        "20:21:00  4m       20:25:00  20:22:00  1m        a  开场",
        "20:25:00  5m       20:30:00  20:26:00  1m        first  First",
    ]
    assert chinese[0] == "开始      时长     结束      最晚      余量      环节"
    assert "定时结束" in chinese[5]


def test_a_room_s_own_running_order() -> None:
    own = "segments: [{id: r, kind: host, title: Alone, length: 3m, at: '20:30'}]"
    head = HEAD.replace("capacity: 1000}", f"capacity: 1000, {own}}}")
    sheet = judge(SHEET, head=head).sheet
    assert sheet is not None
    lines = list(order_lines(sheet, running_order(sheet), chinese=False))
    assert lines[-3:-1] == [
        "room beauty  Beauty",
        "20:30:00  3m       20:33:00                      r  Alone (fixed)",
    ]
    assert "房间 beauty  Beauty" in order_lines(sheet, running_order(sheet), chinese=True)
    rooms = order_json(sheet, running_order(sheet))["rooms"]
    assert isinstance(rooms, list)
    assert rooms[0]["segments"][0]["starts_ms"] == sheet.start_ms + 540_000


def test_windows_and_rounds_before_and_after() -> None:
    assert changed(Lengthen("a", 60_000)) == [
        "segment `a` is longer by 1m (4m -> 5m)",
        "segment `first` begins 1m later, 20:25:00 -> 20:26:00",
        "window of `first`: 20:25:30-20:26:30 -> 20:26:30-20:27:30",
        "round of `first` by 20:27:47 -> 20:28:47 (2m8s400ms of it left)",
        "planned to end at 20:41:00, as before",
    ]
    assert changed(Lengthen("a", 60_000), chinese=True)[1:4] == [
        "环节 `first` 晚 1m 开始，20:25:00 → 20:26:00",
        "`first` 的窗口 20:25:30-20:26:30 → 20:26:30-20:27:30",
        "`first` 的信标出数 20:27:47 → 20:28:47（环节里还剩 2m8s400ms）",
    ]


def test_a_draw_that_is_told_too_late() -> None:
    late = changed(Lengthen("first", -180_000))
    assert any(line.endswith("(51s600ms after it has ended)") for line in late)


def test_what_is_missed_and_found() -> None:
    told = changed(Lengthen("a", 120_000), chinese=True)
    assert "赶不上：`b` 定在 20:31:00，要晚 1m" in told
    assert any(line.startswith("新问题：错误 GS204：") for line in told)
    assert changed(Skip("first"))[-2].startswith("new: warning GS206: 6m of nothing")


def test_values_for_programs() -> None:
    old = whole()
    new = edited(old, [Lengthen("a", 60_000)])
    told = outcome_json(old, new, outcome(old, new))
    assert told["missed"] == told["found"] == told["gone"] == []
    segments = order_json(old, running_order(old))["segments"]
    assert isinstance(segments, list)
    assert segments[1]["draw"]["round_by_ms"] == old.start_ms + 407_000
    assert segments[1]["window"]["opens_ms"] == old.start_ms + 270_000
