from run_sheet import digest
from run_sheet.room_segments import ROOM_KINDS
from tests.run_sheet.checks.test_rooms import HEAD
from tests.run_sheet.sheets import judge, messages

SEGMENTS = """\
segments:
  - {id: opening, kind: host, title: Opening, length: 30m}
"""


def test_a_room_has_the_kinds_without_a_window() -> None:
    assert ROOM_KINDS == ("host", "story", "performance", "break")
    parsed = judge(HEAD + """\
      - {id: a, kind: rain, title: x, length: 3m}
#                     ^ GS108
      - {id: b, kind: hots, title: x, length: 3m}
#                     ^ GS108
      - {id: c, title: x, length: 3m}
#       ^ GS102
""" + SEGMENTS)  # fmt: skip
    assert "a room has no segments of the kind `rain` (in a room kinds are `host`" in messages(
        parsed
    )
    assert "did you mean `host`?" in messages(parsed)


def test_its_segments_are_read_as_those_of_the_main_stage() -> None:
    parsed = judge(HEAD + """\
      - {id: a, kind: host, title: x, length: 3m, at: "20:21", guests: [{role: Singer}], notes: x}
      - {id: opening, kind: break, title: x, length: 3m}
#            ^ GS201
      - {id: b, kind: break, title: x, length: 3m, guests: []}
#                                                  ^ GS101
      - {id: c, kind: story, title: x, length: 3x}
#                                              ^ GS106
""" + SEGMENTS)  # fmt: skip
    assert "is taken by the segment on line" in messages(parsed)


def test_there_is_no_plan_b_in_a_room() -> None:
    parsed = judge(HEAD + """\
      - {id: a, kind: host, title: x, length: 3m, plan_b: {title: x, length: 1m}}
#                                                 ^ GS101
""" + SEGMENTS)  # fmt: skip
    assert "a room's host fills in" in messages(parsed)


def test_times_of_day_are_those_of_the_show() -> None:
    parsed = judge(HEAD + """\
      - {id: a, kind: host, title: x, length: 3m, at: "20:31"}
      - {id: b, kind: host, title: x, length: 3m}
""" + SEGMENTS)  # fmt: skip
    assert parsed.sheet is not None
    room = parsed.sheet.rooms[1]
    start_ms = parsed.sheet.start_ms
    assert room.planned_starts(start_ms) == (start_ms + 600_000, start_ms + 780_000)
    assert parsed.sheet.rooms[0].planned_starts(start_ms) == ()


def test_a_room_without_any_means_what_it_meant() -> None:
    plain = judge(HEAD.removesuffix("    segments:\n") + SEGMENTS).sheet
    own = judge(HEAD + """\
      - {id: a, kind: host, title: x, length: 3m}
""" + SEGMENTS).sheet  # fmt: skip
    assert plain is not None
    assert own is not None
    assert digest(plain) != digest(own)
    assert "segments" not in plain.rooms[1].model_dump(exclude_none=True)


def test_a_list_of_none_is_told() -> None:
    parsed = judge(HEAD.removesuffix("\n") + " []\n" + """\
#             ^ GS111
""" + SEGMENTS)  # fmt: skip
    assert parsed.sheet is None
