import json

from gala.console.rooms_view import FRESH_MS, rooms_state, rooms_tick
from gala.core.events import VisitCounted
from gala.core.visits import RoomCount
from gala.ports import EdgeReport
from tests.core.playing import ORIGIN_MS, Playing
from tests.core.test_rooms import ROOMS as OWN
from tests.core.test_visits import ROOMS, START_MS

NOW_MS = START_MS + 9_000


def report(edge: str, *rooms: RoomCount, age_ms: int = 0) -> EdgeReport:
    return EdgeReport(edge, NOW_MS - age_ms, (), 0, 1, 0, rooms=rooms)


def test_rooms_and_what_visits_came_to() -> None:
    play = Playing(ROOMS).until(START_MS + 31_000)
    play.bring(VisitCounted(play.show.now_ms, "walk", START_MS, 9, (("dojo", 4, 3, 2, 1),)))
    view = rooms_state(play.show)
    json.dumps(view)
    assert view["rooms"][1] == {
        "id": "dojo", "title": {"zh": "Dojo", "en": "Dojo"}, "capacity": 9, "own": None,
    }  # fmt: skip
    row = {"room": "dojo", "entered": 4, "peak": 3, "stayed": 2, "refused": 1}
    assert view["visits"] == [
        {"segment": "walk", "started_ms": START_MS, "invited": 9, "rooms": [row]}
    ]


def test_what_is_on_by_a_room_s_own_order_and_what_comes_next() -> None:
    play = Playing(OWN)
    before, on, resting, last = (
        rooms_state(play.until(ORIGIN_MS + ms).show)["rooms"][1]["own"]
        for ms in (-60_000, 10_000, 100_000, 220_000)
    )
    json.dumps(on)
    bow = {"id": "bow", "kind": "host", "title": {"zh": "Bow", "en": "Bow"}, "notes": None}
    assert before == {"on": None, "next": {**bow, "at_ms": ORIGIN_MS}}
    assert on["on"] == {**bow, "since_ms": ORIGIN_MS, "ends_ms": ORIGIN_MS + 60_000}
    assert on["next"]["id"] == "kata"
    assert resting["on"] is None
    assert (resting["next"]["id"], resting["next"]["at_ms"]) == ("tea", ORIGIN_MS + 170_000)
    assert last == {"on": None, "next": None}


def test_who_is_in_rooms_while_a_visit_is_on() -> None:
    show = Playing(ROOMS).until(NOW_MS).show
    here = RoomCount("dojo", 3, "walk", START_MS, 8, 4, 4, 1)
    gone = RoomCount("dojo", 2, "walk", START_MS, 5, 2, 2, 0)
    reports = [report("e1", here), report("e2", gone, age_ms=FRESH_MS + 1)]
    view = rooms_tick(show, reports, NOW_MS)
    assert view["in_rooms"] == [{"room": "dojo", "viewers": 3}]
    assert view["visit"]["invited"] == 13
    beauty, dojo = view["visit"]["rooms"]
    assert (beauty["entered"], dojo["entered"], dojo["peak"], dojo["refused"]) == (0, 6, 6, 1)


def test_no_visit_is_on() -> None:
    show = Playing(ROOMS).until(START_MS - 1).show
    lingering = RoomCount("dojo", 3, "walk", START_MS, 8, 4, 4, 1)
    assert rooms_tick(show, [report("e1", lingering)], NOW_MS)["visit"] is None
    assert rooms_tick(Playing(ROOMS).show, [], NOW_MS) == {"in_rooms": [], "visit": None}
