import pytest

from tests.run_sheet.sheets import HEAD, judge, judge_segments, messages

DIGEST = "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"


def expecting(viewers: int) -> str:
    return HEAD.replace("outlets:\n", f"expected_viewers: {viewers}\noutlets:\n", 1)


def test_what_is_given_finds_takers() -> None:
    parsed = judge(expecting(10) + """\
  - {id: a, kind: rain, title: x, length: 2m, opens: 0s, open_for: 60s, per_viewer: 2,
     pool_fen: 100, packets: 21, min_fen: 1, max_fen: 200}
#                            ^ GS721
  - {id: b, kind: rain, title: x, length: 2m, opens: 0s, open_for: 60s, per_viewer: 2,
     pool_fen: 100, packets: 20, min_fen: 1, max_fen: 200}
  - {id: c, kind: seckill, title: x, length: 2m, opens: 0s, open_for: 60s, by: first_come,
     goods: lipstick, price_fen: 1, stock: {app: 5, tv: 6}}
#                                   ^ GS721
  - {id: d, kind: seckill, title: x, length: 2m, opens: 0s, open_for: 60s, by: first_come,
     goods: lipstick, price_fen: 1, stock: {app: 5, tv: 5}}
  - {id: e, kind: draw, title: x, length: 4m, opens: 0s, open_for: 60s,
     prizes: [{id: p, title: P, count: 6, value_fen: 1}, {id: q, title: Q, count: 5, value_fen: 1}]}
#    ^ GS721
""")  # fmt: skip
    assert "21 to give, but those who can take part get 20 at most: 1 are for nobody" in messages(
        parsed
    )


def test_a_list_is_an_audience() -> None:
    judge_segments(f"""
          - id: a
            kind: rain
            title: x
            length: 2m
            opens: 0s
            open_for: 60s
            pool_fen: 100
            packets: 11
        #            ^ GS721
            min_fen: 1
            max_fen: 200
            who: {{list: {{id: guests, count: 10, digest: {DIGEST}}}}}
        """)


def test_without_a_number_nothing_is_said_of_it() -> None:
    judge_segments("""
          - {id: a, kind: rain, title: x, length: 2m, opens: 0s, open_for: 60s,
             pool_fen: 1000000, packets: 1000000, min_fen: 1, max_fen: 1}
          - {id: b, kind: visit, title: x, length: 2m, room: beauty}
        """)


@pytest.mark.parametrize(("viewers", "told"), [(1000, False), (1001, True)])
def test_a_visit_has_room_for_all(viewers: int, told: bool) -> None:
    mark = "#   ^ GS723\n" if told else ""
    parsed = judge(
        expecting(viewers)
        + "  - id: a\n    kind: visit\n    title: x\n    length: 2m\n    room: beauty\n"
        + mark
    )
    assert ("the rooms of this visit take 1000" in messages(parsed)) == told


def test_several_rooms_take_more() -> None:
    rooms = "rooms:\n  - {id: tea, title: Tea, host: Host, capacity: 1000}\n"
    judge(
        expecting(2000).replace("rooms:\n", rooms)
        + "  - {id: a, kind: visit, title: x, length: 2m, rooms: {beauty: 1, tea: 1}}\n"
    )


RAIN = "pool_fen: 100, packets: 10, min_fen: 1, max_fen: 20}\n"


@pytest.mark.parametrize(("opens", "told"), [("4s", False), ("3999ms", True)])
def test_a_window_opens_when_the_one_before_is_closed_everywhere(opens: str, told: bool) -> None:
    # The first one closes 2 s before its segment ends, and is open for 6 s more on `tv`.
    mark = "#          ^ GS722\n" if told else ""
    parsed = judge(
        HEAD
        + f"  - {{id: a, kind: rain, title: x, length: 62s, opens: 0s, open_for: 60s, {RAIN}"
        + f"  - id: b\n    kind: draw\n    title: x\n    length: 4m\n    opens: {opens}\n{mark}"
        + "    open_for: 60s\n    prizes: [{id: p, title: P, count: 1, value_fen: 1}]\n"
        + "rules: {drawn-too-late: off}\n"
    )
    assert ("`a` is still open on `tv` for 1ms when `b` opens on `app`" in messages(parsed)) == told


def test_a_fixed_time_keeps_windows_apart() -> None:
    judge(
        HEAD
        + f"  - {{id: a, kind: rain, title: x, length: 60s, opens: 0s, open_for: 60s, {RAIN}"
        + '  - {id: b, kind: rain, at: "20:22:06", title: x, length: 2m, opens: 0s,'
        + f" open_for: 60s, {RAIN}"
        + "rules: {drawn-too-late: off}\n"
    )
