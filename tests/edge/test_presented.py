from dataclasses import dataclass

from gala.core.skew import UNSURE_MS, Skew, bucket
from gala.edge.presented import TAKES, PresentedCounts
from gala.wire import messages
from gala.wire.requests import TellPresented
from gala.wire.steps import Cue

from .house import running, until

SEGMENT = ["a", "host", ["开场", "Opening"], [], []]


@dataclass
class Someone:
    outlet: str = "app"
    told_take: int = 0


def take(seq: int, at_ms: int = 5_000, epoch: int = 1) -> Cue:
    return Cue("main", epoch, seq, at_ms, "take", ())


def late(seq: int, late_ms: int, error_ms: int = 1, epoch: int = 1) -> TellPresented:
    return TellPresented(epoch, seq, late_ms, error_ms)


def test_each_viewer_counts_once_a_take() -> None:
    counts = PresentedCounts()
    counts.apply(take(3))
    ann, bob, cat = Someone(), Someone(), Someone("tv")
    for _ in range(2):
        counts.told(ann, late(3, 10))
    counts.told(bob, late(3, 20))
    counts.told(cat, late(3, 30, error_ms=UNSURE_MS + 1))
    assert counts.skews() == (
        Skew(1, 3, "app", 0, ((bucket(10), 1), (bucket(20), 1))),
        Skew(1, 3, "tv", 1, ()),
    )
    counts.apply(take(4))
    counts.told(ann, late(4, 0))
    counts.told(ann, late(3, 0))  # of an older one, once more
    assert counts.skews()[-1] == Skew(1, 4, "app", 0, ((0, 1),))
    assert counts.skews()[0].viewers == 2


def test_what_was_no_take_or_is_long_past_counts_for_nothing() -> None:
    counts = PresentedCounts()
    counts.apply(take(1, at_ms=0))
    counts.apply(Cue("main", 1, 2, 5_000, "hold", ()))
    for seq in range(3, 4 + TAKES):
        counts.apply(take(seq))
    for told in (late(1, 5), late(2, 5), late(3, 5), late(4, 5, epoch=2), late(99, 5)):
        counts.told(Someone(), told)
    assert counts.skews() == ()
    counts.told(Someone(), late(4, 5))
    assert [skew.seq for skew in counts.skews()] == [4]


async def test_an_edge_reports_what_its_viewers_tell() -> None:
    async with running() as house, house.guest() as guest:
        await house.cues.say("take", SEGMENT, 9, None, at_ms=house.clock.now_ms() + 50)
        await guest.next("cue")
        await guest.send(messages.presented(1, 1, 12, 2))
        await until(lambda: house.counters.made and house.counters.made[-1].skew)
        assert house.counters.made[-1].skew == (Skew(1, 1, "app", 0, ((bucket(12), 1),)),)
