"""msgpack within limits: arrays of arrays, text, bytes and integers, and nothing that can explode.

What comes from outside is refused as `WireError` before it costs more than its own length: a short
message can announce long arrays, and nest them.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgpack

VIEWER_BYTES_MAX = 4096
"""A message from a viewer (docs/protocol.md section 3)."""
VIEWER_ITEMS_MAX = 16
"""Elements of an array from a viewer; room for what later versions add."""
SERVER_BYTES_MAX = 1 << 20
SERVER_ITEMS_MAX = 8192
ID_CHARS_MAX = 64
CLAIM_ID_BYTES = 16


class WireError(ValueError):
    """Not a message of the protocol."""


def pack(message: list[object] | tuple[object, ...]) -> bytes:
    """Return `message` as msgpack; tuples become arrays."""
    return msgpack.packb(message)  # type: ignore[no-any-return]


def pack_around(head: Iterable[object], packed: Iterable[bytes]) -> bytes:
    """Pack an array of the elements `head` and, last, an array of what is packed already."""
    head, packed = tuple(head), tuple(packed)
    packer = msgpack.Packer()
    return b"".join(
        (
            packer.pack_array_header(len(head) + 1),
            *map(packer.pack, head),
            packer.pack_array_header(len(packed)),
            *packed,
        )
    )


def unpack(
    data: bytes, bytes_max: int = SERVER_BYTES_MAX, items_max: int = SERVER_ITEMS_MAX
) -> list[object]:
    """Return the one array in `data`: lists, `str`, `bytes`, `int`, `bool`, `None`, `float`.

    Raises `WireError` for anything else: longer than `bytes_max`, an array of more than `items_max`
    elements, a map, an extension type (timestamps too), text that is not UTF-8, a second object.
    """
    size = len(data)
    if size > bytes_max:
        raise WireError(f"{size} bytes, at most {bytes_max}")
    try:
        message = msgpack.unpackb(
            data,
            max_str_len=size,
            max_bin_len=size,
            # The parser allocates an array when it is announced, and again for each one nested.
            max_array_len=min(size, items_max),
            max_map_len=0,
            max_ext_len=0,
        )
    except (ValueError, RecursionError) as error:  # all that msgpack raises for bad input
        raise WireError("not msgpack as the protocol has it") from error
    if not isinstance(message, list):
        raise WireError("not an array")
    return message
