from run_sheet import Visit
from tests.run_sheet.sheets import judge_segments, messages


def test_a_visit_has_a_room_and_a_weight() -> None:
    parsed = judge_segments("""
          - {id: a, kind: visit, title: x, length: 5m, room: beauty}
          - {id: b, kind: visit, title: x, length: 5m, room: beauty, weight: 3}
        """)
    assert parsed.sheet is not None
    visits = [each for each in parsed.sheet.segments if isinstance(each, Visit)]
    assert [(visit.room, visit.weight) for visit in visits] == [("beauty", 1), ("beauty", 3)]


def test_the_room_must_be_declared() -> None:
    parsed = judge_segments("""
          - {id: a, kind: visit, title: x, length: 5m, room: beuty}
        #                                                    ^ GS202
          - {id: b, kind: visit, title: x, length: 5m}
        #   ^ GS102
        """)
    assert "did you mean `beauty`?" in messages(parsed)


def test_weights_have_limits() -> None:
    judge_segments("""
          - {id: a, kind: visit, title: x, length: 5m, room: beauty, weight: 0}
        #                                                                    ^ GS104
          - {id: b, kind: visit, title: x, length: 5m, room: beauty, weight: 1001}
        #                                                                    ^ GS104
          - {id: c, kind: visit, title: x, length: 5m, room: beauty, weight: heavy}
        #                                                                    ^ GS103
        """)
