from tests.run_sheet.sheets import judge, messages

HEAD = """\
gala: 1
id: test
title: Test
start: 2021-06-15T20:21:00+08:00
outlets:
  - {id: app, title: App, delay: 0s}
rooms:
  - {id: dojo, title: The dojo, host: Coach, capacity: 1000}
  - id: beauty
    title: Beauty
    host: Room host
    capacity: 1000
    segments:
"""


def test_a_room_is_over_with_the_show_and_that_is_told_once() -> None:
    parsed = judge(
        HEAD
        + """\
      - {id: a, kind: host, title: x, length: 9m}
      - {id: b, kind: host, title: x, length: 2m}
#                                             ^ GS254
      - {id: c, kind: host, title: x, length: 5m}
segments:
  - {id: opening, kind: host, title: Opening, length: 10m}
"""
    )
    assert messages(parsed) == (
        "the show is planned to be over at 20:31:00, 1m before `b` in `beauty` is: rooms close "
        "with the show (shorten the room's segments by 6m in all, or have them begin earlier)"
    )


def test_a_visit_finds_something_on() -> None:
    parsed = judge(
        HEAD
        + """\
      - {id: a, kind: host, title: x, length: 5m, at: "20:24"}
segments:
  - {id: opening, kind: host, title: Opening, length: 2m}
  - {id: early, kind: visit, title: x, length: 2m, room: beauty}
  - {id: well, kind: visit, title: x, length: 4m, room: beauty}
  - {id: late, kind: visit, title: x, length: 2m1s, rooms: {beauty: 1, dojo: 1}}
#                                                           ^ GS255
  - {id: never, kind: visit, title: x, length: 10s, room: beauty}
#                                                         ^ GS255
"""
    )
    assert "20:29:00 to 20:31:01, and for 2m1s of it nothing is on in `beauty`" in messages(parsed)


def test_both_can_be_waived_where_they_stand() -> None:
    waive = "waive: [{rule: %s, reason: Meant so, by: Director, on: 2021-06-01}]"
    parsed = judge(
        HEAD
        + f"""\
      - {{id: a, kind: host, title: x, length: 9m, {waive % "room-past-end"}}}
#                                             ^ GS254
segments:
  - {{id: opening, kind: host, title: Opening, length: 2m}}
"""
    )
    assert all(problem.waiver for problem in parsed.problems)
    judge(
        "rules: {GS254: off, visit-idle-room: 'off'}\n"
        + HEAD
        + """\
      - {id: a, kind: host, title: x, length: 9m, at: "20:22"}
segments:
  - {id: opening, kind: visit, title: Opening, length: 1m, room: beauty}
"""
    )


def test_times_are_judged_in_each_room_by_itself() -> None:
    parsed = judge(
        HEAD
        + """\
      - {id: a, kind: host, title: x, length: 3m, at: "20:31"}
      - {id: b, kind: host, title: x, length: 3m, at: "20:33"}
#                                                     ^ GS204
      - {id: c, kind: host, title: x, length: 3m, at: "20:38"}
#                                                     ^ GS206
      - {id: d, kind: host, title: x, length: 1m, at: "20:36"}
#                                                     ^ GS205
segments:
  - {id: opening, kind: host, title: Opening, length: 30m}
"""
    )
    assert parsed.sheet is None


def test_texts_and_guests_of_rooms_are_judged_too() -> None:
    judge(HEAD + """\
      - {id: a, kind: host, title: The best there is, length: 3m}
#                                  ^ GS501
      - {id: b, kind: story, title: x, length: 3m, guests: [{role: AI singer}]}
#                                                                  ^ GS606
segments:
  - {id: opening, kind: host, title: Opening, length: 30m}
""")  # fmt: skip
