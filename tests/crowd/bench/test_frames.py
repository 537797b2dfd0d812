from __future__ import annotations

import pytest

from gala.crowd.bench.frames import CLOSE, frames, masked
from gala.edge import framing


@pytest.mark.parametrize("size", [0, 1, 125, 126, 65_535, 65_536])
def test_frames_of_every_length_are_cut_from_whatever_came(size: int) -> None:
    payload, end = bytes(size), framing.close(1000, "over")
    data = framing.binary(payload) + end
    assert frames(data) == (((2, payload), (CLOSE, b"\x03\xe8over")), b"")
    whole = len(data) - len(end)
    for cut in {1, min(3, whole - 1), whole - 1}:
        found, rest = frames(data[:cut])
        assert found == ()
        assert frames(rest + data[cut:])[0][0] == (2, payload)


def test_a_masked_frame() -> None:
    assert masked(b"hi") == b"\x82\x82\x00\x00\x00\x00hi"
    with pytest.raises(ValueError, match="125"):
        masked(bytes(126))
