from gala.client.events import Fresh, GapFound, NoSuchRoom, Resumed, Snapshot, Stale, Welcome
from gala.client.inbound import TickFrame
from gala.client.session import Session
from gala.wire.codec import unpack
from gala.wire.messages import Tick, tick
from gala.wire.steps import Cue

ROOM = "room:kitchen"


def hold(seq: int, channel: str = "main", epoch: int = 1) -> Cue:
    return Cue(channel, epoch, seq, 0, "hold", ())


def begun(room: str | None = None) -> Session:
    session = Session(room)
    session.opening()
    session.receive(Snapshot("main", 1, 5, ()))
    return session


def test_the_first_opening_asks_for_nothing() -> None:
    assert Session().query() == ""
    assert Session("kitchen").query() == "room:kitchen="


def test_later_openings_name_a_resume_point_per_channel() -> None:
    session = begun("kitchen")
    assert session.query() == "main=1.5&room:kitchen="
    session.receive(Snapshot(ROOM, 2, 9, ()))
    session.receive(hold(6, epoch=3))
    assert session.query() == "main=3.6&room:kitchen=2.9"
    session.leave()
    assert session.query() == "main=3.6"
    session.forget()
    assert session.query() == ""


def test_a_room_s_name_cannot_break_the_query() -> None:
    assert Session("a&main=9.9").query() == "room:a%26main%3D9.9="


def test_settled_when_every_channel_has_begun() -> None:
    session = Session("kitchen")
    session.opening()
    session.receive(Welcome("616", ("", ""), "tv", 30, ()))
    assert not session.settled
    assert session.delay_ms == 30
    session.receive(Snapshot("main", 1, 5, ()))
    assert not session.settled
    session.receive(Snapshot(ROOM, 1, 0, ()))
    assert session.settled
    session.opening()
    session.receive(Resumed("main", 1, 5))
    session.receive(Resumed(ROOM, 1, 0))
    assert session.settled


def test_a_gap_is_reported_and_not_taken_in() -> None:
    session = begun()
    assert session.receive(hold(7)) == GapFound(hold(7), 6)
    assert session.receive(hold(5)) == GapFound(hold(5), 6)
    assert session.receive(hold(6)) == hold(6)


def test_cues_of_a_room_that_was_left_are_nobody_s() -> None:
    session = begun("kitchen")
    session.receive(Snapshot(ROOM, 1, 3, ()))
    session.enter("garden")
    assert session.receive(hold(4, ROOM)) is None
    assert session.receive(Snapshot(ROOM, 1, 4, ())) is None
    assert session.room is not None
    assert session.room.channel == "room:garden"


def test_left_and_entered_again_begins_with_the_snapshot() -> None:
    session = begun("kitchen")
    session.receive(Snapshot(ROOM, 1, 3, ()))
    session.enter("kitchen")
    assert session.receive(hold(4, ROOM)) is None
    # The answer to an opening that still named the old resume point.
    assert session.receive(Resumed(ROOM, 1, 4)) is None
    assert not session.settled
    session.receive(Snapshot(ROOM, 1, 4, ()))
    assert session.receive(hold(5, ROOM)) == hold(5, ROOM)


def test_no_room_leaves_us_in_none_unless_it_is_about_another() -> None:
    session = begun("kitchen")
    assert session.receive(NoSuchRoom("garden")) is None
    assert session.room is not None
    assert session.receive(NoSuchRoom("kitchen")) == NoSuchRoom("kitchen")
    assert session.room is None
    assert session.settled


def test_figures_are_kept_and_make_no_event() -> None:
    session = begun()
    assert session.tick is None
    assert session.receive(TickFrame(tick(1, 2, ()))) is None
    assert session.tick == Tick(1, 2, ())


def test_staleness_lasts_until_fresh_or_another_edge() -> None:
    session = begun()
    session.receive(Stale(70))
    assert session.stale_since_ms == 70
    session.receive(Fresh())
    assert session.stale_since_ms is None
    session.receive(Stale(80))
    session.opening()
    assert session.stale_since_ms is None


def test_room_request_says_where_we_are() -> None:
    assert unpack(Session("kitchen").room_request()) == ["enter", "kitchen"]
    assert unpack(Session().room_request()) == ["leave"]


def outlet(seq: int, name: str, delay_ms: int, channel: str = "main") -> Cue:
    return Cue(channel, 1, seq, 0, "outlet", (name, delay_ms))


def test_a_delay_is_the_newest_that_was_told_of_our_outlet() -> None:
    session = begun()
    assert session.delay_ms == 0
    session.receive(outlet(6, "tv", 9_000))
    assert session.delay_ms == 0, "nobody has told us which is ours"
    session.receive(Welcome("616", ("晚", "N"), "tv", 3_000, ()))
    assert session.delay_ms == 3_000
    session.receive(outlet(7, "tv", 3_100))
    session.receive(outlet(8, "app", 100))
    assert session.delay_ms == 3_100
    session.receive(Snapshot("main", 1, 20, (outlet(11, "app", 1), outlet(12, "tv", 3_300))))
    assert session.delay_ms == 3_300
    session.enter("kitchen")
    session.receive(Snapshot(ROOM, 1, 1, (outlet(1, "tv", 1, ROOM),)))
    assert session.delay_ms == 3_300
    session.receive(Welcome("616", ("晚", "N"), "tv", 3_200, ()))
    assert session.delay_ms == 3_200
