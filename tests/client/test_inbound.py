import pytest

from gala.client.events import (
    Answer,
    Fresh,
    NoSuchRoom,
    Receipt,
    Resumed,
    RoomFull,
    Snapshot,
    Stale,
    Standing,
    Welcome,
    You,
)
from gala.client.inbound import READERS, ClockAnswer, Inbound, TickFrame, read
from gala.wire import messages
from gala.wire.codec import WireError, pack, unpack
from gala.wire.steps import Cue
from tests.keys import PROOF, PSEUDONYM, packed_receipt

from .scripted import CLAIM_ID

RECEIPT = packed_receipt("w", 1, CLAIM_ID, 17, 1, 99)
TICK = messages.tick(9, 300, (("w", 1, (("app", 4),)),))
HOLD = Cue("main", 1, 5, 100, "hold", ())
HOLD_FRAME = messages.cue("main", 1, 5, 100, "hold", ())

GOOD: list[tuple[bytes, Inbound]] = [
    (
        messages.welcome("616", ("晚", "N"), "tv", 30, [("k", ("厨", "K"))]),
        Welcome("616", ("晚", "N"), "tv", 30, (("k", ("厨", "K")),)),
    ),
    (messages.snapshot("main", 1, 5, [HOLD_FRAME]), Snapshot("main", 1, 5, (HOLD,))),
    (messages.resumed("main", 1, 5), Resumed("main", 1, 5)),
    (HOLD_FRAME, HOLD),
    (TICK, TickFrame(TICK)),
    (messages.clock(1, 2, 3, 4), ClockAnswer(1, 2, 3, 4)),
    (RECEIPT, Receipt("w", 1, CLAIM_ID, 17, 1, 99, 1, "app", PSEUDONYM, PROOF, RECEIPT)),
    (messages.answer("w", 1, CLAIM_ID, "closed", 0), Answer("w", 1, CLAIM_ID, "closed", 0)),
    (
        messages.standing("w", "no", 0, 180, ["watched"]),
        Standing("w", "no", 0, 180, ("watched",)),
    ),
    (messages.no_room("k"), NoSuchRoom("k")),
    (messages.room_full("k"), RoomFull("k")),
    (messages.you(bytes(16)), You("00" * 16)),
    (messages.stale(7), Stale(7)),
    (messages.fresh(), Fresh()),
]


def test_every_message_has_an_example_here() -> None:
    assert {unpack(frame)[0] for frame, _ in GOOD} == set(READERS)


@pytest.mark.parametrize(("frame", "value"), GOOD)
def test_reading(frame: bytes, value: Inbound) -> None:
    assert read(frame) == value


@pytest.mark.parametrize(
    "frame", [frame for frame, value in GOOD if not isinstance(value, Receipt | TickFrame)]
)
def test_elements_of_later_versions_are_ignored(frame: bytes) -> None:
    assert read(pack([*unpack(frame), "new", [7]])) == read(frame)


@pytest.mark.parametrize(
    "frame", [frame for frame, value in GOOD if not isinstance(value, Fresh | TickFrame)]
)
def test_a_message_cut_short_is_refused(frame: bytes) -> None:
    with pytest.raises(WireError):
        read(pack(unpack(frame)[:-1]))


def test_unknown_names_are_passed_over() -> None:
    assert read(pack(["fireworks", 3])) is None


@pytest.mark.parametrize("frame", [pack([]), pack([3]), b"\xc1", b"", b"text"])
def test_what_is_no_message_is_refused(frame: bytes) -> None:
    with pytest.raises(WireError):
        read(frame)
