"""The bytes of each message, as docs/protocol.md section 3 has them."""

from __future__ import annotations

import pytest

from gala.wire import messages
from gala.wire.codec import WireError
from gala.wire.messages import Tick
from gala.wire.steps import Cue
from tests.keys import PSEUDONYM, packed_receipt

TEXT = ("真心夜", "True Heart Night")
ID = bytes(range(16))
CUE = messages.cue("main", 2, 7, 0, "panic", ())


@pytest.mark.parametrize(
    ("packed", "message"),
    [
        (
            messages.welcome("616", TEXT, "app", 3000, [("fashion", TEXT)]),
            ["welcome", "616", [*TEXT], "app", 3000, [["fashion", [*TEXT]]]],
        ),
        (
            messages.snapshot("main", 2, 7, [CUE]),
            ["snapshot", "main", 2, 7, [["cue", "main", 2, 7, 0, "panic", []]]],
        ),
        (messages.snapshot("main", 0, 0, []), ["snapshot", "main", 0, 0, []]),
        (messages.resumed("main", 2, 7), ["resumed", "main", 2, 7]),
        (CUE, ["cue", "main", 2, 7, 0, "panic", []]),
        (
            messages.tick(5, 6, [("lipstick", 1, [("app", 0)])]),
            ["tick", 5, 6, [["lipstick", 1, [["app", 0]]]]],
        ),
        (messages.tick(5, 6, [], [("s1", 7)]), ["tick", 5, 6, [], [["s1", 7]]]),
        (messages.tick(5, 6, [], [], [("home", 2)]), ["tick", 5, 6, [], [], [["home", 2]]]),
        (messages.tick(5, 6, [], None, [("home", 2)]), ["tick", 5, 6, []]),
        (messages.clock(1, 2, 3, 4), ["clock", 1, 2, 3, 4]),
        (messages.you(ID), ["you", ID]),
        (messages.room_full("home"), ["room_full", "home"]),
        (
            packed_receipt("lipstick", 1, ID, 17, 1, 1_623_762_091_532),
            [
                "receipt",
                "lipstick",
                1,
                ID,
                17,
                1,
                1_623_762_091_532,
                1,
                "app",
                bytes.fromhex(PSEUDONYM),
                "1-0",
                0,
                1,
                b"",
                bytes(64),
                "always 0",
            ],
        ),
        (
            messages.answer("lipstick", 1, ID, "sold_out", 0),
            ["answer", "lipstick", 1, ID, "sold_out", 0],
        ),
        (
            messages.standing("prizes", "no", 0, 180, ["watched"]),
            ["standing", "prizes", "no", 0, 180, ["watched"]],
        ),
        (messages.ask_may("prizes"), ["may", "prizes"]),
        (messages.presented(2, 7, 12, 1), ["presented", 2, 7, 12, 1]),
        (messages.no_room("attic"), ["no_room", "attic"]),
        (messages.stale(4), ["stale", 4]),
        (messages.fresh(), ["fresh"]),
        (messages.ask_clock(1), ["clock", 1]),
        (messages.claim("lipstick", 1, ID, True), ["claim", "lipstick", 1, ID, True]),
        (messages.claim("rain", 1, ID, True, 1), ["claim", "rain", 1, ID, True]),
        (messages.claim("rain", 1, ID, True, 7), ["claim", "rain", 1, ID, True, 7]),
        (messages.enter("fashion"), ["enter", "fashion"]),
        (messages.leave(), ["leave"]),
        (messages.heart(7), ["heart", 7]),
        (messages.flag("s1", "other"), ["flag", "s1", "other"]),
    ],
)
def test_each_message(packed: bytes, message: list[object]) -> None:
    assert messages.unpack(packed) == message


def test_the_example_of_the_protocol() -> None:
    claim = messages.claim("seckill-lipstick", 1, ID, False)
    assert claim.hex(" ") == (
        "95 a5 63 6c 61 69 6d b0 73 65 63 6b 69 6c 6c 2d 6c 69 70 73 74 69 63 6b 01 "
        "c4 10 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f c2"
    )
    receipt = packed_receipt("seckill-lipstick", 1, ID, 17, 1, 1_623_762_091_532)
    assert receipt.hex(" ").startswith(
        "dc 00 10 a7 72 65 63 65 69 70 74 b0 73 65 63 6b 69 6c 6c 2d 6c 69 70 73 74 69 63 6b 01 "
        "c4 10 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f 11 01 cf 00 00 01 7a 0f c3 3e 0c"
    )


def test_a_cue_is_read() -> None:
    packed = messages.pack(["cue", "main", 2, 7, 5, "take", [["s1"], 9], "of a later version"])
    assert messages.read_cue(packed) == Cue("main", 2, 7, 5, "take", (["s1"], 9))


def test_a_tick_is_read() -> None:
    packed = messages.tick(5, 6, [("lipstick", 1, [("app", 0), ("tv", 3)])])
    left = (("lipstick", 1, (("app", 0), ("tv", 3))),)
    assert messages.read_tick(packed) == Tick(5, 6, left)
    packed = messages.tick(5, 6, [], [("s1", 7)])
    assert messages.read_tick(packed) == Tick(5, 6, (), (("s1", 7),))
    packed = messages.pack(["tick", 5, 6, [], None, "of a later version"])
    assert messages.read_tick(packed) == Tick(5, 6, ())


@pytest.mark.parametrize(
    "message",
    [
        ["tick"],
        ["tick", 1, 2, [3]],
        ["tick", 1, 2, [["w", 1, [["app"]]]]],
        ["tick", 1, 2, [], [["s1"]]],
        ["cue", "main", 1, 1],
    ],
)
def test_what_is_neither_is_refused(message: list[object]) -> None:
    packed = messages.pack(message)
    with pytest.raises(WireError):
        messages.read_tick(packed)
    with pytest.raises(WireError):
        messages.read_cue(packed)
