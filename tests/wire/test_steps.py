import pytest

from gala.wire.codec import WireError
from gala.wire.picture import Picture, Revoked
from gala.wire.steps import RULES, Cue, step_of

CARD = ("a", "host", ("甲", "A"), (), ())
NEXT = ("b", "rain", ("乙", "B"), 900)

GOOD: dict[str, tuple[object, ...]] = {
    "clear": (500, NEXT),
    "extend": ("a", 500, NEXT),
    "hold": (),
    "next": (NEXT,),
    "over": (),
    "panic": (),
    "ready": (CARD,),
    "resume": (500, None),
    "room_rest": (NEXT,),
    "room_take": (CARD, 500, NEXT),
    "take": (CARD, 500, NEXT),
    "visit": (CARD, 500),
    "visit_over": ("a",),
    "window": ("w", 1, "armed", ()),
    "window_revoked": ("w", 1, "wrong price"),
}


def cue(kind: str, *body: object) -> Cue:
    return Cue("main", 1, 1, 100, kind, body)


def test_every_kind_has_an_example_here() -> None:
    assert set(GOOD) == set(RULES)


@pytest.mark.parametrize("kind", GOOD)
def test_what_later_versions_add_to_a_body_is_ignored(kind: str) -> None:
    plain, longer = (step_of(cue(kind, *body)) for body in (GOOD[kind], (*GOOD[kind], "new", 7)))
    if GOOD[kind]:
        assert plain(Picture()) == longer(Picture())


@pytest.mark.parametrize("kind", [kind for kind in GOOD if GOOD[kind]])
def test_a_bad_body_is_found_when_it_arrives(kind: str) -> None:
    with pytest.raises(WireError):
        step_of(cue(kind, {"no": "body"}))


def test_an_unknown_kind_does_nothing() -> None:
    assert step_of(cue("fireworks", 1))(Picture(held=True)) == Picture(held=True)


def test_a_room_is_cleared_without_a_programme() -> None:
    picture = step_of(cue("clear"))(Picture(panic=True, ends_at_ms=7))
    assert picture == Picture(ends_at_ms=7)


def test_extend_and_visit_over_are_for_the_segment_they_name() -> None:
    picture = step_of(cue("take", CARD, 500, None))(Picture())
    assert step_of(cue("extend", "other", 700, None))(picture) == picture
    visiting = step_of(cue("visit", CARD, 500))(Picture())
    assert step_of(cue("visit_over", "other"))(visiting) == visiting
    assert step_of(cue("visit_over", "a"))(visiting).visit is None


def test_a_room_s_own_order_and_a_visit_lie_beside_each_other() -> None:
    own = step_of(cue("room_take", CARD, 500, NEXT))(Picture())
    assert own.segment is not None
    assert (own.segment.id, own.started_ms, own.ends_at_ms) == ("a", 100, 500)
    assert own.phase == "on_air"
    visited = step_of(cue("visit", CARD, 900))(own)
    assert step_of(cue("visit_over", "a"))(visited) == own
    resting = step_of(cue("room_rest", NEXT))(visited)
    assert (resting.segment, resting.ends_at_ms, resting.next) == (None, 0, own.next)
    assert resting.visit == visited.visit
    assert step_of(cue("room_rest", None))(own).phase == "waiting"


def test_what_is_void_stays_so_after_the_end() -> None:
    first = step_of(cue("window_revoked", "w", 1, "wrong price"))(Picture())
    both = step_of(cue("window_revoked", "w", 2, "again"))(first)
    assert both.revoked == (Revoked("w", 1, "wrong price"), Revoked("w", 2, "again"))
    assert step_of(cue("over"))(both).revoked == both.revoked


def test_read_takes_an_unpacked_message() -> None:
    message = ["cue", "main", 1, 2, 100, "hold", [], "new"]
    assert Cue.read(message) == Cue("main", 1, 2, 100, "hold", ())
    with pytest.raises(WireError):
        Cue.read(["cue", "main", 1, 2, 100, "hold"])


def test_an_outlet_shows_it_later_unless_at_once() -> None:
    assert cue("hold").due_ms(30) == 130
    assert Cue("main", 1, 1, 0, "panic", ()).due_ms(30) == 0
