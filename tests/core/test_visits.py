import pytest

from gala.core.events import VisitCounted
from gala.core.state import Show
from gala.core.visits import (
    GIVE_UP_MS,
    SETTLE_MS,
    RoomCount,
    VisitResult,
    countable,
    counted,
    in_rooms,
    result,
)
from tests.core.playing import HEAD, ORIGIN_MS, Playing

ROOMS = HEAD.replace("goods:", "  - {id: dojo, title: Dojo, host: Coach, capacity: 9}\ngoods:") + (
    """
  - {id: opening, kind: host, title: Opening, length: 30s}
  - {id: walk, kind: visit, title: Walk, length: 30s, rooms: {beauty: 3, dojo: 1}, over: 4s}
  - {id: bye, kind: host, title: Bye, length: 60s}
"""
)
START_MS, END_MS = ORIGIN_MS + 30_000, ORIGIN_MS + 60_000


def edge(room: str, *figures: int, stayed: int | None = 0, segment: str = "walk") -> RoomCount:
    invited, entered, peak, refused = figures
    return RoomCount(room, 0, segment, START_MS, invited, entered, peak, refused, stayed)


ONE = (edge("beauty", 10, 6, 5, 0, stayed=4), edge("dojo", 10, 2, 2, 1, stayed=1))
OTHER = (edge("beauty", 7, 3, 3, 0, stayed=3),)
DEAD = (edge("dojo", 2, 2, 2, 0, stayed=None),)
OLD = (edge("beauty", 99, 99, 99, 99, segment="another"),)


def after(ms: int) -> Show:
    return Playing(ROOMS).until(END_MS + ms).show


def test_edges_add_up_and_one_that_died_is_not_forgotten() -> None:
    found = result("walk", START_MS, ("beauty", "dojo"), (ONE, OTHER, DEAD, OLD, ()))
    rows = (("beauty", 9, 8, 7, 0), ("dojo", 4, 4, 1, 1))
    assert found == VisitResult("walk", START_MS, 19, rows)


def test_no_figure_is_better_than_one_that_is_not_so() -> None:
    assert result("walk", START_MS, ("beauty",), (OLD, ())) is None
    assert counted(after(0), END_MS + SETTLE_MS, (OLD,)) is None


def test_a_visit_is_counted_once_when_all_edges_have_heard_of_its_end() -> None:
    show = after(0)
    assert counted(show, END_MS + SETTLE_MS - 1, (ONE,)) is None
    event = counted(show, END_MS + SETTLE_MS, (ONE, OTHER))
    assert event == VisitCounted(
        END_MS + SETTLE_MS, "walk", START_MS, 17, (("beauty", 9, 8, 7, 0), ("dojo", 2, 2, 1, 1))
    )
    assert counted(show, END_MS + GIVE_UP_MS + 1, (ONE,)) is None
    play = Playing(ROOMS).until(END_MS)
    before = play.show.state_hash()
    play.bring(event)
    assert play.show.visits == (VisitResult("walk", START_MS, 17, event.rooms),)
    assert play.show.state_hash() != before
    assert counted(play.show, END_MS + SETTLE_MS, (ONE,)) is None


def test_what_edges_have_is_known_before_it_is_final() -> None:
    show = after(0)
    assert countable(show, END_MS, (OLD,)) is None
    found = countable(show, END_MS, (ONE,))
    assert found is not None
    assert (found[0].invited, found[1]) == (10, END_MS)


def test_rooms_with_anybody_in_them() -> None:
    edges = ((RoomCount("b", 2), RoomCount("c", 0)), (RoomCount("b", 1), RoomCount("a", 4)))
    assert in_rooms(edges) == (("a", 4), ("b", 3))


def test_a_visit_that_is_on_is_not_counted() -> None:
    show = Playing(ROOMS).until(END_MS - 1).show
    assert counted(show, END_MS + SETTLE_MS, (ONE,)) is None


def test_every_room_of_a_visit_hears_of_it() -> None:
    play = Playing(ROOMS).until(END_MS)
    for channel in ("room:beauty", "room:dojo"):
        assert play.kinds(channel) == ["visit", "visit_over"]
    (take,) = [cue for cue in play.cues() if cue.kind == "take" and cue.body[0][0] == "walk"]  # type: ignore[index]
    rows = (("beauty", ("Beauty", "Beauty"), 3), ("dojo", ("Dojo", "Dojo"), 1))
    assert take.body[0][4] == ("beauty", ("Beauty", "Beauty"), rows, 4_000)  # type: ignore[index]


def test_a_result_is_of_a_segment() -> None:
    with pytest.raises(KeyError):
        Playing(ROOMS).bring(VisitCounted(5, "nowhere", 1, 0, ()))
