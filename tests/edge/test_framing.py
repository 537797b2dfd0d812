"""Frames out and frames in."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.frames import Frame, Opcode

from gala.edge import framing
from gala.edge.framing import FrameError, Reader

BINARY, CONT, TEXT = Opcode.BINARY, Opcode.CONT, Opcode.TEXT


def masked(opcode: Opcode, data: bytes, fin: bool = True) -> bytes:
    return Frame(opcode, data, fin).serialize(mask=True)


@pytest.mark.parametrize("size", [0, 1, 125, 126, 65535, 65536])
def test_binary_frames_are_those_of_websockets(size: int) -> None:
    payload = bytes(size)
    assert framing.binary(payload) == Frame(BINARY, payload).serialize(mask=False)


def test_control_frames_are_those_of_websockets() -> None:
    assert framing.pong(b"x" * 125) == Frame(Opcode.PONG, b"x" * 125).serialize(mask=False)
    assert framing.close(1001, "drain 5") == Frame(Opcode.CLOSE, b"\x03\xe9drain 5").serialize(
        mask=False
    )


frames = st.lists(
    st.tuples(st.sampled_from([BINARY, Opcode.PING, Opcode.PONG]), st.binary(max_size=125)),
    max_size=6,
)


@given(frames, st.lists(st.integers(0, 900), max_size=10))
def test_frames_come_out_however_they_are_cut(
    sent: list[tuple[Opcode, bytes]], cuts: list[int]
) -> None:
    stream = b"".join(masked(opcode, data) for opcode, data in sent)
    edges = [0, *sorted(min(cut, len(stream)) for cut in cuts), len(stream)]
    reader = Reader()
    got = [frame for start, end in pairwise(edges) for frame in reader.feed(stream[start:end])]
    assert got == sent
    assert reader.idle


@given(st.lists(st.binary(max_size=50), min_size=2, max_size=8))
def test_fragments_are_joined_and_control_frames_come_between(parts: list[bytes]) -> None:
    reader = Reader()
    got = list(reader.feed(masked(BINARY, parts[0], fin=False)))
    assert not reader.idle
    for part in parts[1:-1]:
        got += reader.feed(masked(Opcode.PING, b"?") + masked(CONT, part, fin=False))
    got += reader.feed(masked(CONT, parts[-1]))
    assert [data for opcode, data in got if opcode is BINARY] == [b"".join(parts)]
    assert [data for opcode, data in got if opcode is Opcode.PING] == [b"?"] * (len(parts) - 2)
    assert reader.idle


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(Frame(BINARY, b"x").serialize(mask=False), 1002, id="unmasked"),
        pytest.param(masked(TEXT, b"x"), 1003, id="text"),
        pytest.param(masked(TEXT, b"x", fin=False), 1003, id="a fragment of text"),
        pytest.param(masked(CONT, b"x"), 1002, id="the end of nothing"),
        pytest.param(masked(BINARY, b"x", fin=False) + masked(BINARY, b"y"), 1002, id="mixed"),
        pytest.param(masked(BINARY, bytes(4097)), 1009, id="too long"),
        pytest.param(
            masked(BINARY, bytes(4000), fin=False) + masked(CONT, bytes(97), fin=False),
            1009,
            id="too long in fragments",
        ),
        pytest.param(b"\x82\xff\xff\xff\xff\xff\xff\xff\xff\xff", 1009, id="2^64 bytes announced"),
        pytest.param(b"\x83\x80....", 1002, id="a reserved opcode"),
        pytest.param(b"\xc2\x80....", 1002, id="a reserved bit"),
        pytest.param(b"\x09\x80....", 1002, id="a fragmented ping"),
        pytest.param(b"\x89\xfe\x00\x7e...." + bytes(126), 1002, id="a long ping"),
    ],
)
def test_breaches(data: bytes, code: int) -> None:
    with pytest.raises(FrameError) as broken:
        list(Reader().feed(data))
    assert broken.value.code == code


def test_what_came_before_a_breach_counts() -> None:
    feed = Reader().feed(masked(BINARY, b"good") + masked(TEXT, b"bad"))
    assert next(feed) == (BINARY, b"good")
    with pytest.raises(FrameError):
        next(feed)


def test_what_is_kept_is_bounded() -> None:
    reader = Reader()
    whole = masked(BINARY, bytes(4096))
    begun = time.perf_counter()
    for at in range(0, len(whole) - 1, 16):
        list(reader.feed(whole[at : at + 16]))
        assert len(reader._rest) <= 4096 + 14
    assert time.perf_counter() - begun < 1


def test_empty_fragments_do_not_pile_up() -> None:
    reader = Reader()
    list(reader.feed(masked(BINARY, b"", fin=False)))
    for _ in range(1000):
        list(reader.feed(masked(CONT, b"", fin=False)))
    assert reader._begun == b""


@pytest.mark.parametrize(
    ("payload", "code"), [(b"", 1000), (b"\x03\xe8", 1000), (b"\x0f\xa0bye", 4000)]
)
def test_a_close_is_answered_with_its_own_code(payload: bytes, code: int) -> None:
    assert framing.close_code(payload) == code


@pytest.mark.parametrize(
    ("payload", "code"), [(b"\x03", 1002), (b"\x03\xec", 1002), (b"\x03\xe8\xff", 1007)]
)
def test_a_close_may_be_malformed(payload: bytes, code: int) -> None:
    with pytest.raises(FrameError) as broken:
        framing.close_code(payload)
    assert broken.value.code == code


@pytest.mark.parametrize("size", [0, 1, 45, 125])
def test_a_short_message_in_one_piece_is_read_at_once(size: int) -> None:
    payload = bytes(range(size))
    data = masked(BINARY, payload)
    assert framing.whole(data) == payload
    assert list(Reader().feed(data)) == [(BINARY, payload)]


def test_all_else_is_fed() -> None:
    good = masked(BINARY, b"good")
    for data in (
        *(b"", good[:1], good[:-1], good + b"\x82", good + good),
        *(masked(BINARY, bytes(126)), masked(BINARY, b"a", fin=False), masked(TEXT, b"a")),
        *(masked(Opcode.PING, b""), framing.binary(b"unmasked"), b"\xc2" + good[1:]),
    ):
        assert framing.whole(data) is None


def test_frames_are_counted() -> None:
    sizes = (0, 1, 125, 126, 65_535, 65_536)
    assert framing.count(b"") == 0
    assert framing.count(b"".join(framing.binary(b"\x82" * size) for size in sizes)) == len(sizes)
