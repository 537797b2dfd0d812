import pytest

from run_sheet import Draw, RunSheet, Seckill, Text, parse
from run_sheet.instants import format_clock
from run_sheet.model import SEGMENTS_MAX
from tests.run_sheet.sheets import HEAD, judge_segments, messages


def sheet(text: str) -> RunSheet:
    parsed = judge_segments(text)
    assert parsed.sheet is not None
    return parsed.sheet


def clocks(show: RunSheet) -> list[tuple[str, str]]:
    """Each segment's id and its planned start."""
    starts = (format_clock(ms, show.utc_offset_min) for ms in show.planned_starts())
    return list(zip((each.id for each in show.segments), starts, strict=True))


def test_rounds_follow_each_other() -> None:
    show = sheet("""
          - {id: opening, kind: host, title: Hi, length: 9m}
          - repeat: 2
            segments:
              - {id: talk, kind: host, title: {zh: 第 <n> 轮, en: Round <n> of 2}, length: 5m}
              - {id: pause, kind: break, title: Pause, length: 1m}
          - {id: end, kind: host, title: Bye, length: 1m}
        """)
    assert clocks(show) == [
        ("opening", "20:21:00"),
        ("talk-1", "20:30:00"),
        ("pause-1", "20:35:00"),
        ("talk-2", "20:36:00"),
        ("pause-2", "20:41:00"),
        ("end", "20:42:00"),
    ]
    assert [each.title for each in show.segments[1:5:2]] == [
        Text(zh="第 1 轮", en="Round 1 of 2"),
        Text(zh="第 2 轮", en="Round 2 of 2"),
    ]


def test_rounds_at_the_full_hour_go_on_over_days() -> None:
    show = sheet("""
          - {id: opening, kind: host, title: Hi, length: 9m}
          - repeat: 30
            at: "20:30"
            every: 1h
            segments:
              - {id: talk, kind: host, title: Talk, length: 20m}
              - {id: pause, kind: break, title: Pause, length: 40m}
        """)
    starts = [each.at_ms for each in show.segments[1::2]]
    assert len(starts) == 30
    assert starts[0] == show.start_ms + 9 * 60_000
    assert [at - starts[0] for at in starts if at and starts[0]] == [
        hour * 3_600_000 for hour in range(30)
    ]
    assert all(each.at_ms is None for each in show.segments[2::2])


def test_a_fixed_start_without_every_is_the_first_rounds() -> None:
    show = sheet("""
          - repeat: 2
            at: 2021-06-15T20:21:30+08:00
            segments: [{id: talk, kind: host, title: Talk, length: 20m}]
        """)
    assert clocks(show) == [("talk-1", "20:21:30"), ("talk-2", "20:41:30")]


ROUNDS = """\
  - {id: pen-sale, kind: seckill, title: Pens, length: 4m, opens: 60s, open_for: 2m,
     price_fen: 1, goods: lipstick, by: first_come, stock: {app: 300}}
  - repeat: 2
    segments:
      - {id: sale, kind: seckill, title: Sale, length: 4m, opens: 60s, open_for: 2m,
         price_fen: 1, goods: lipstick, by: first_come, stock: {app: 300}}
      - id: entries-<n>-open
        kind: draw
        title: Draw
        length: 4m
        opens: 0s
        open_for: 1m
        prizes: [{id: a, title: A, count: 1, value_fen: 100}]
        who: {bought: [sale, pen-sale], weights: [{bought: [sale], weight: 2}]}
      - {id: draw, kind: draw, title: Draw, length: 4m, entries: entries-<n>-open,
         prizes: [{id: a, title: A, count: 1, value_fen: 100}]}
"""


def test_references_lead_to_the_same_round() -> None:
    show = parse(HEAD + ROUNDS).sheet
    assert show is not None
    opened, drawn = show.segments[5:7]
    assert isinstance(opened, Draw)
    assert isinstance(drawn, Draw)
    assert opened.who is not None
    assert opened.id == "entries-2-open"
    assert opened.who.bought == ("sale-2", "pen-sale")
    assert opened.who.weights[0].bought == ("sale-2",)
    assert (drawn.id, drawn.entries) == ("draw-2", "entries-2-open")


def test_rounds_may_sell_goods_of_their_own() -> None:
    goods = "".join(f"  - {{id: pen-{n}, title: P, price_fen: 2, note: x}}\n" for n in (1, 2))
    sale = ROUNDS.replace("goods: lipstick", "goods: pen-<n>").partition("\n      - id: entries")[0]
    shop = sale[sale.index("  - repeat") :]
    show = parse(HEAD.replace("goods:\n", f"goods:\n{goods}") + shop + "\n").sheet
    assert show is not None
    sold = [each.goods for each in show.segments if isinstance(each, Seckill)]
    assert sold == ["pen-1", "pen-2"]


def test_a_mistake_in_a_loop_is_told_once() -> None:
    parsed = judge_segments(
        """
          - repeat: 100
            segments:
              - {id: talk, kind: host, title: Talk, lenght: 20m}
        #                                           ^ GS101
              - {id: sale, kind: seckill, title: Sale, length: 2m, opens: 60s, open_for: 2m,
        #                                                                                ^ GS203
                 price_fen: 1, goods: lipstik, by: first_come, stock: {app: 300}}
        #                             ^ GS202
              - {id: talk, kind: host, length: 1m}
        #       ^ GS102
        #            ^ GS201
        """
    )
    assert "in `segments[0].segments[0]`" in messages(parsed)


def test_rounds_that_are_longer_than_every_are_told_at_every() -> None:
    parsed = judge_segments("""
          - {id: opening, kind: host, title: Hi, length: 9m}
          - repeat: 3
            at: "20:30"
            every: 10m
        #          ^ GS204
            segments: [{id: talk, kind: host, title: Talk, length: 20m}]
        """)
    assert "`talk-2` is fixed at 20:40:00" in messages(parsed)


def test_what_a_loop_cannot_have() -> None:
    parsed = judge_segments("""
          - repeat: 0
        #           ^ GS104
            segments: [{id: a, kind: host, title: T, length: 1m}]
          - repeat: 2
            times: 7
        #   ^ GS101
            segments: [{id: b, kind: host, title: T, length: 1m, at: "21:00"}]
        #                                                        ^ GS113
          - repeat: 2
        #   ^ GS102
          - repeat: 2
            segments: []
        #             ^ GS111
          - repeat: 2
            segments:
              - {id: c, kind: host, title: T, length: 1m}
              - repeat: 3
        #       ^ GS113
                segments: [{id: d, kind: host, title: T, length: 1m}]
        """)
    assert "keys here are `repeat`, `at`, `every`, `segments`" in messages(parsed)


def test_every_needs_a_start() -> None:
    judge_segments("""
          - repeat: 2
            every: 1h
        #          ^ GS113
            segments: [{id: b, kind: host, title: T, length: 1h}]
        """)


@pytest.mark.parametrize("times", [SEGMENTS_MAX // 2 + 1, 10**9, 10**14, 10**40, -1])
def test_loops_are_bounded(times: int) -> None:
    loop = f"  - repeat: {times}\n    segments:\n"
    body = "".join(f"      - {{id: s{n}, kind: host, title: T, length: 1m}}\n" for n in range(2))
    (problem,) = parse(HEAD + loop + body).problems
    assert problem.code in ("GS104", "GS111", "GS013")
    assert problem.line == 14


def test_values_are_bounded_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("run_sheet.expand.VALUES_MAX", 40)
    loop = "  - repeat: 9\n    segments: [{id: a, kind: host, title: T, length: 1m}]\n"
    (problem,) = parse(HEAD + loop).problems
    assert problem.code == "GS008"
    assert "45 values" in problem.message


def test_all_loops_together_are_bounded() -> None:
    half = SEGMENTS_MAX // 2 + 1
    loops = "".join(
        f"  - repeat: {half}\n    segments: [{{id: {name}, kind: host, title: T, length: 1s}}]\n"
        for name in "ab"
    )
    (problem,) = parse(HEAD + loops).problems
    assert (problem.code, problem.line) == ("GS111", 16)


def test_rooms_have_loops_of_their_own() -> None:
    room = """\
rooms:
  - id: kitchen
    title: Kitchen
    host: Cook
    capacity: 10
    segments:
      - repeat: 3
        at: "20:30"
        every: 20m
        segments:
          - {id: dish, template: short, title: Dish <n>}
          - {id: pause, kind: break, title: Pause, lenght: 15m}
"""
    segments = """\
  - {id: a, kind: host, title: T, length: 2h}
templates: [{id: short, kind: host, length: 5m}]
"""
    head = HEAD.replace("rooms:\n", room)
    (problem,) = parse(head + segments).problems
    assert (problem.code, problem.path) == (
        "GS101",
        "rooms[0].segments[0].segments[1].lenght",
    )
    show = parse(head.replace("lenght", "length") + segments).sheet
    assert show is not None
    assert [each.id for each in show.rooms[0].segments or ()][::2] == ["dish-1", "dish-2", "dish-3"]
    starts = show.rooms[0].planned_starts(show.start_ms)
    assert format_clock(starts[4], show.utc_offset_min) == "21:10:00"
    parsed = parse(
        (head.replace("lenght", "length") + segments).replace("repeat: 3", "repeat: 101")
    )
    assert [each.code for each in parsed.problems] == ["GS111"]


def test_the_later_rounds_are_known_as_such() -> None:
    parsed = judge_segments("""
          - {id: opening, kind: host, title: Hi, length: 9m}
          - repeat: 3
            segments: [{id: talk, kind: host, title: Talk, length: 20m}]
        """)
    assert parsed.repeats == {"talk-2", "talk-3"}
