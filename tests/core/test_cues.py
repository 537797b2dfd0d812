from gala.core.cues import in_all_rooms, one_cue, publish
from gala.core.effects import Publish
from tests.core.playing import ORIGIN_MS, Playing, small_show


def test_each_channel_counts_for_itself() -> None:
    show = small_show()
    show, first = publish(show, "next", (1,))
    show, room = publish(show, "visit", (2,), 7, "room:beauty")
    show, second = publish(show, "next", (3,))
    assert [first.seq, room.seq, second.seq] == [1, 1, 2]
    assert room == Publish("room:beauty", 0, 1, 7, "visit", (2,))
    assert show.seqs == (("main", 2), ("room:beauty", 1))


def test_a_cue_bears_the_present_epoch() -> None:
    show = Playing().until(ORIGIN_MS).show
    _, (cue,) = one_cue(show, "hold", ())
    assert isinstance(cue, Publish)
    assert (cue.epoch, cue.seq) == (1, dict(show.seqs)["main"] + 1)


def test_every_room_hears_it_once() -> None:
    show, cues = in_all_rooms(small_show(), "panic")
    assert cues == (Publish("room:beauty", 0, 1, 0, "panic", ()),)
    assert dict(show.seqs) == {"main": 0, "room:beauty": 1}


def test_the_show_that_was_given_does_not_change() -> None:
    show = small_show()
    publish(show, "next", ())
    assert dict(show.seqs)["main"] == 0
