import copy
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from run_sheet import RunSheet, digest
from run_sheet.compose import compose
from run_sheet.differences import Difference, differences, finish_said

SHOWS = sorted((Path(__file__).parents[2] / "run_sheet" / "shows").glob("*.yaml"))

SHEET: dict[str, Any] = {
    "gala": 1,
    "id": "evening",
    "title": "Evening",
    "start": "2026-01-30T20:00:00+08:00",
    "outlets": [
        {"id": "app", "title": "App", "delay": "0s"},
        {"id": "tv", "title": "TV", "delay": "6s"},
    ],
    "goods": [{"id": "pen", "title": "Pen", "price_fen": 19900}],
    "promises": [{"id": "honest", "text": "Honest"}],
    "segments": [
        {"id": "opening", "kind": "host", "title": {"zh": "开场", "en": "Opening"}, "length": "6m"},
        {
            "id": "sale",
            "kind": "seckill",
            "title": "Sale",
            "length": "4m",
            "goods": "pen",
            "price_fen": 1,
            "opens": "1m",
            "open_for": "90s",
            "stock": {"app": 600, "tv": 200},
        },
        {"id": "song", "kind": "performance", "title": "Song", "length": "5m"},
        {
            "id": "draw",
            "kind": "draw",
            "title": "Draw",
            "length": "5m",
            "prizes": [{"id": "first", "title": "First", "count": 1, "value_fen": 99900}],
            "opens": "30s",
            "open_for": "3m",
        },
        {"id": "bye", "kind": "host", "title": "Bye", "length": "2m"},
    ],
}


def told(edit: Callable[[dict[str, Any]], object]) -> tuple[Difference, ...]:
    after = copy.deepcopy(SHEET)
    edit(after)
    return differences(RunSheet.model_validate(SHEET), RunSheet.model_validate(after))


def english(edit: Callable[[dict[str, Any]], object]) -> list[str]:
    return [one.said.en for one in told(edit)]


def segment(sheet: dict[str, Any], name: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = [one for one in sheet["segments"] if one["id"] == name]
    return found[0]


def test_nothing_is_nothing() -> None:
    assert told(lambda sheet: None) == ()


def test_longer_moves_what_comes_after_and_the_finish() -> None:
    found = told(lambda sheet: segment(sheet, "song").update(length="8m"))
    assert [one.said.en for one in found] == [
        "segment `song` is longer by 3m (5m -> 8m)",
        "2 segments from `draw` to `bye` start 3m later (windows: `draw`), 20:15:00 -> 20:18:00",
        "planned to end at 20:22:00 -> 20:25:00 (3m later)",
    ]
    assert [one.said.zh for one in found] == [
        "环节 `song` 加长 3m（5m → 8m）",
        "从 `draw` 到 `bye` 共 2 个环节晚 3m 开始（窗口一起：`draw`），20:15:00 → 20:18:00",
        "计划结束 20:22:00 → 20:25:00（晚 3m）",
    ]
    assert [one.place for one in found] == ["segments.song.length", "segments.draw", ""]
    assert [one.before for one in found][:1] == [300_000]


def test_shorter_before_a_fixed_time_leaves_the_rest() -> None:
    fixed = copy.deepcopy(SHEET)
    segment(fixed, "bye")["at"] = "20:20:00"
    after = copy.deepcopy(fixed)
    segment(after, "song")["length"] = "4m"
    found = differences(RunSheet.model_validate(fixed), RunSheet.model_validate(after))
    assert [one.said.en for one in found] == [
        "segment `song` is shorter by 1m (5m -> 4m)",
        "segment `draw` starts 1m earlier (windows: `draw`), 20:15:00 -> 20:14:00",
    ]


def test_a_fixed_end_and_a_start_that_is_counted_back() -> None:
    def later(sheet: dict[str, Any]) -> None:
        segment(sheet, "opening")["back_timed"] = True
        segment(sheet, "sale")["ends"] = "20:30"

    assert english(later) == [
        "segment `opening` back-timed: nothing -> yes",
        "segment `sale` fixed end: nothing -> 20:30:00",
        "5 segments from `opening` to `bye` start 20m later (windows: `sale`, `draw`), "
        "20:00:00 -> 20:20:00",
        "planned to end at 20:22:00 -> 20:42:00 (20m later)",
    ]


@pytest.mark.parametrize(
    ("zh", "en", "both"),
    [
        ("开场", "Hello", ("环节 `opening` 标题（英文）：\"Opening\" → \"Hello\"",
                         "segment `opening` title: \"Opening\" -> \"Hello\"")),
        ("你好", "Opening", ("环节 `opening` 标题：「开场」 → 「你好」",
                           "segment `opening` title (in Chinese): 「开场」 -> 「你好」")),
        ("你好", "Hello", ("环节 `opening` 标题：「开场」 → 「你好」",
                         "segment `opening` title: \"Opening\" -> \"Hello\"")),
    ],
)  # fmt: skip
def test_a_text_in_one_language_alone_is_told_to_readers_of_both(
    zh: str, en: str, both: tuple[str, str]
) -> None:
    def edit(sheet: dict[str, Any]) -> None:
        segment(sheet, "opening")["title"] = {"zh": zh, "en": en}

    (one,) = told(edit)
    assert (one.said.zh, one.said.en) == both


def test_added_removed_and_moved() -> None:
    def edit(sheet: dict[str, Any]) -> None:
        opening, sale, _, draw, bye = sheet["segments"]
        talk = {"id": "talk", "kind": "story", "title": "Talk", "length": "5m"}
        sheet["segments"] = [opening, draw, sale, talk, bye]

    assert english(edit) == [
        'removed segment `song` "Song" (performance, 5m), after `sale`',
        "segment `draw` moved: now after `opening` (was after `song`)",
        'added segment `talk` "Talk" (story, 5m), after `sale`',
        "segment `draw` starts 9m earlier (windows: `draw`), 20:15:00 -> 20:06:00",
        "segment `sale` starts 5m later (windows: `sale`), 20:06:00 -> 20:11:00",
    ]


def test_prices_stock_windows_prizes_promises_and_who() -> None:
    def edit(sheet: dict[str, Any]) -> None:
        sheet["goods"][0]["price_fen"] = 18900
        sheet["promises"] = [{"id": "cheap", "text": "Cheap"}]
        sale = segment(sheet, "sale")
        sale.update(stock={"app": 650}, price_fen=100, opens="90s", who={"watched": "5m"})
        segment(sheet, "draw")["prizes"][0]["count"] = 3

    assert english(edit) == [
        "goods `pen` price: 199.00 yuan -> 189.00 yuan (-10.00 yuan)",
        'removed promise `honest`: text "Honest"',
        'added promise `cheap`: text "Cheap"',
        "segment `sale` window opens (from the segment's start): 1m -> 1m30s (+30s)",
        "segment `sale` who may take part: nothing -> watched 5m",
        "segment `sale` price: 0.01 yuan -> 1.00 yuan (+0.99 yuan)",
        "segment `sale` stock `app`: 600 -> 650 (+50)",
        "removed segment `sale` stock `tv`: 200",
        "segment `draw` prize `first` count: 1 -> 3 (+2)",
    ]


def test_another_start_is_told_once() -> None:
    assert english(lambda sheet: sheet.update(start="2026-01-31T20:30:00+08:00")) == [
        "start: 2026-01-30 20:00:00 -> 2026-01-31 20:30:00",
        "planned to end at 20:22:00 -> 20:52:00 (24h30m later)",
    ]


def test_the_default_outlet_and_long_text_that_differs_late() -> None:
    assert english(lambda sheet: sheet["outlets"].reverse()) == ["outlet: another order"]
    long = copy.deepcopy(SHEET)
    segment(long, "song")["notes"] = "x" * 100 + "a"
    longer = copy.deepcopy(SHEET)
    segment(longer, "song")["notes"] = "x" * 100 + "b"
    (one,) = differences(RunSheet.model_validate(long), RunSheet.model_validate(longer))
    assert one.said.en == "segment `song` notes: changed"


def test_a_finish_that_stays() -> None:
    assert finish_said(0, 0, 480).en == "planned to end at 08:00:00, as before"


def edited(data: Any) -> Iterator[Any]:
    """Yield the data with one key or entry left out, for each of them, and with two swapped."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield {name: one for name, one in data.items() if name != key}
            for inner in edited(value):
                yield {**data, key: inner}
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield data[:index] + data[index + 1 :]
            for inner in edited(value):
                yield [*data[:index], inner, *data[index + 1 :]]
        if len(data) > 1:
            yield [data[1], data[0], *data[2:]]


@pytest.mark.parametrize("show", SHOWS[:1] + SHOWS[2:], ids=lambda path: path.stem)
def test_there_are_differences_exactly_when_the_digests_differ(show: Path) -> None:
    data = json.loads(json.dumps(compose(show.read_text(encoding="utf-8")).data))
    sheet = RunSheet.model_validate(data)
    named, tried = digest(sheet), 0
    for other in edited(data):
        try:
            made = RunSheet.model_validate(other)
        except ValidationError:
            continue
        tried += 1
        for found in (differences(sheet, made), differences(made, sheet)):
            assert bool(found) == (digest(made) != named)
            assert all(one.said.zh and one.said.en for one in found)
    assert tried > 40


def test_a_room_s_own_order_is_told_with_the_room() -> None:
    own = [
        {"id": "a", "kind": "host", "title": "A", "length": "1m"},
        {"id": "b", "kind": "story", "title": "B", "length": "1m"},
    ]
    rooms = [{"id": "beauty", "title": "B", "host": "H", "capacity": 5, "segments": own}]
    before = RunSheet.model_validate({**SHEET, "rooms": rooms})
    longer = copy.deepcopy(rooms)
    longer[0]["segments"][0]["length"] = "2m"  # type: ignore[index]
    after = RunSheet.model_validate({**SHEET, "rooms": longer})
    assert [(one.place, one.said.en) for one in differences(before, after)] == [
        (
            "rooms.beauty.segments.a.length",
            "room `beauty` segment `a` is longer by 1m (1m -> 2m)",
        ),
        (
            "rooms.beauty.segments.b",
            "in room `beauty`, segment `b` starts 1m later, 20:01:00 -> 20:02:00",
        ),
    ]
    none = RunSheet.model_validate({**SHEET, "rooms": [{**rooms[0], "segments": None}]})
    assert [one.what for one in differences(none, before)] == ["added", "added"]
