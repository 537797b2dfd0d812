from run_sheet import Visit
from tests.run_sheet.sheets import HEAD, judge, judge_segments, messages

ROOMS = HEAD.replace(
    "goods:",
    "  - {id: kitchen, title: Kitchen, host: Cook, capacity: 100}\n"
    "  - {id: dojo, title: Dojo, host: Coach, capacity: 60}\ngoods:",
)


def test_a_visit_has_a_room_and_a_weight() -> None:
    parsed = judge_segments("""
          - {id: a, kind: visit, title: x, length: 5m, room: beauty}
          - {id: b, kind: visit, title: x, length: 5m, room: beauty, weight: 3}
        """)
    assert parsed.sheet is not None
    visits = [each for each in parsed.sheet.segments if isinstance(each, Visit)]
    assert [(visit.room, visit.weight) for visit in visits] == [("beauty", 1), ("beauty", 3)]
    assert [visit.weights for visit in visits] == [(("beauty", 1),), (("beauty", 3),)]


def test_a_visit_may_name_several_rooms_with_weights() -> None:
    text = """
          - {id: a, kind: visit, title: x, length: 5m, rooms: {kitchen: 3, dojo: 1}, over: 8s}
        """
    parsed = judge(text, head=ROOMS)
    assert parsed.sheet is not None
    (visit,) = parsed.sheet.segments
    assert isinstance(visit, Visit)
    assert visit.weights == (("dojo", 1), ("kitchen", 3))
    assert visit.over_ms == 8_000


def test_the_room_must_be_declared() -> None:
    parsed = judge_segments("""
          - {id: a, kind: visit, title: x, length: 5m, room: beuty}
        #                                                    ^ GS202
          - {id: b, kind: visit, title: x, length: 5m}
        #   ^ GS102
          - {id: c, kind: visit, title: x, length: 5m, rooms: {beauty: 1, beuty: 2}}
        #                                                                 ^ GS202
        """)
    assert "did you mean `beauty`?" in messages(parsed)


def test_rooms_are_named_in_one_way() -> None:
    judge_segments("""
          - {id: a, kind: visit, title: x, length: 5m, room: beauty, rooms: {beauty: 1}}
        #                                              ^ GS251
          - {id: b, kind: visit, title: x, length: 5m, rooms: {beauty: 1}, weight: 2}
        #                                                                  ^ GS251
        """)


def test_weights_have_limits() -> None:
    judge_segments("""
          - {id: a, kind: visit, title: x, length: 5m, room: beauty, weight: 0}
        #                                                                    ^ GS104
          - {id: b, kind: visit, title: x, length: 5m, room: beauty, weight: 1001}
        #                                                                    ^ GS104
          - {id: c, kind: visit, title: x, length: 5m, room: beauty, weight: heavy}
        #                                                                    ^ GS103
          - {id: d, kind: visit, title: x, length: 5m, rooms: {beauty: 0}}
        #                                                              ^ GS104
          - {id: e, kind: visit, title: x, length: 5m, rooms: {beauty: 1.5}}
        #                                                              ^ GS103
          - {id: f, kind: visit, title: x, length: 5m, rooms: {}}
        #                                                     ^ GS111
        """)


def test_all_are_on_their_way_before_it_is_over() -> None:
    judge_segments("""
          - {id: a, kind: visit, title: x, length: 5s, room: beauty, over: 5s}
        #                                                                  ^ GS252
          - {id: b, kind: visit, title: x, length: 5m, room: beauty, over: 121s}
        #                                                                  ^ GS104
          - {id: c, kind: visit, title: x, length: 5m, room: beauty, over: 0s}
        """)


def test_a_room_that_is_full_much_before_the_others_is_pointed_out() -> None:
    text = """
          - {id: a, kind: visit, title: x, length: 5m, rooms: {kitchen: 1, dojo: 1}}
          - {id: b, kind: visit, title: x, length: 5m, rooms: {kitchen: 1, dojo: 4}}
        #                                                                        ^ GS253
        """
    parsed = judge(text, head=ROOMS)
    assert "full after about 75 viewers" in messages(parsed)
