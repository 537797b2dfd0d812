"""What msgpack from outside may be."""

from __future__ import annotations

import time
import tracemalloc
from typing import Any

import msgpack
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gala.wire.codec import VIEWER_BYTES_MAX, VIEWER_ITEMS_MAX, WireError, pack, pack_around, unpack

values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=5),
    max_leaves=20,
)


@given(st.lists(values))
def test_what_is_packed_comes_back(message: list[Any]) -> None:
    assert unpack(pack(message)) == message


@given(st.lists(values, max_size=3), st.lists(st.lists(values, max_size=3), max_size=3))
def test_packing_around_is_packing_whole(head: list[Any], inner: list[list[Any]]) -> None:
    assert pack_around(head, map(pack, inner)) == pack([*head, inner])


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\x91", id="cut short"),
        pytest.param(b"\x01", id="a number"),
        pytest.param(b"\x90\x90", id="two objects"),
        pytest.param(b"\x80", id="an empty map"),
        pytest.param(b"\x91\x81\xa1a\x01", id="a map inside"),
        pytest.param(b"\x91\xd4\x01\x00", id="an extension"),
        pytest.param(b"\x91\xd6\xff\x00\x00\x00\x00", id="a timestamp"),
        pytest.param(b"\x91\xa2\xff\xff", id="no UTF-8"),
        pytest.param(b"\x91\xc1", id="a type that is none"),
        pytest.param(b"\xdd\xff\xff\xff\xff", id="four thousand million elements"),
        pytest.param(b"\xdb\xff\xff\xff\xff", id="a text of four gigabytes"),
        pytest.param(b"\x91" * 4000 + b"\x90", id="nested"),
        pytest.param(pack([0] * 17), id="too many elements"),
        pytest.param(pack([b"x" * 4096]), id="too long"),
    ],
)
def test_all_else_is_refused(data: bytes) -> None:
    with pytest.raises(WireError):
        unpack(data, VIEWER_BYTES_MAX, VIEWER_ITEMS_MAX)


@given(st.binary(max_size=200))
def test_noise_is_a_message_or_refused(data: bytes) -> None:
    try:
        message = unpack(data, VIEWER_BYTES_MAX, VIEWER_ITEMS_MAX)
    except WireError:
        return
    assert isinstance(message, list)


def test_a_bomb_costs_no_more_than_its_length() -> None:
    bomb = (b"\xdc\xff\xff" * 2000)[:4096]
    tracemalloc.start()
    begun = time.perf_counter()
    with pytest.raises(WireError):
        unpack(bomb, VIEWER_BYTES_MAX, VIEWER_ITEMS_MAX)
    took_s, (_, peak) = time.perf_counter() - begun, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 100_000
    assert took_s < 0.01


def test_servers_messages_may_be_longer() -> None:
    message = [["x" * 1000] * 1000]
    assert unpack(msgpack.packb(message)) == message
