"""The process that builds trees: reads requests on standard input, answers on standard output.

It ends when its input does, so it never outlives who started it. Frames are a length (4 bytes,
big-endian) and msgpack.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from typing import Any, BinaryIO

import msgpack

from gala.ports import StoreDown, StoreError
from gala.proof.rules import DrawRule, RainRule
from gala.store.connection import Connections
from gala.store.keys import ShowKeys
from gala.store.trees import Tree

BEHIND_THE_SHOW = 10
"""By how much this process steps back where there are not cores enough for all."""

PAGE = 500
"""Entries of a journal in one read: the store serves nobody else meanwhile."""

READ_DEADLINE_MS = 10_000
LENGTH_BYTES = 4
TREES_KEPT = 4


class Child:
    """Answers requests about the trees of one show."""

    def __init__(self, url: str, show: str) -> None:
        self._url = url
        self._keys = ShowKeys(show)
        self._trees: dict[tuple[str, int, tuple[tuple[str, int, int], ...]], Tree] = {}

    def answer(self, request: list[Any]) -> object:
        """Return what a request asks for. Raises `StoreError`, `StoreDown`."""
        name, window, gen, outlets, *more = request
        tree = self._tree(window, gen, [tuple(row) for row in outlets])
        match name, more:
            case "freeze", []:
                return (tree.root, tree.size)
            case "places", [seed, prizes, alternates, without, by_outlet]:
                given = (tuple(map(tuple, prizes)), alternates, tuple(map(tuple, without)))
                rule = DrawRule(*given, by_outlet=by_outlet)
                return tree.places(seed, rule)
            case "split", [seed, *rule]:
                done = tree.split(seed, RainRule(*rule))
                return (done.root, done.packets, done.paid_fen, done.returned_fen)
            case "entry", [outlet, unit]:
                return tree.entry(outlet, unit)
            case "leaves", [start, count]:
                return [leaf.decode() for leaf in tree.leaves[start : start + count]]
        raise StoreError(f"the archive cannot {name!r}")

    def _tree(self, window: str, gen: int, outlets: list[tuple[str, int, int]]) -> Tree:
        key = (window, gen, tuple(outlets))
        kept = self._trees.get(key)
        if kept is None:
            while len(self._trees) >= TREES_KEPT:
                del self._trees[next(iter(self._trees))]
            kept = self._trees[key] = Tree(window, self._journal(window), outlets)
        return kept

    def _journal(self, window: str) -> Iterator[tuple[bytes, list[bytes]]]:
        # A loop for each reading: nobody else needs one here.
        with asyncio.Runner() as runner:
            connections = Connections(self._url)

            def ask(*command: bytes | str | int) -> Any:
                return runner.run(connections.call(*command, deadline_ms=READ_DEADLINE_MS))

            try:
                for shard in range(int(ask("HGET", self._keys.shards, window) or 1)):
                    journal = self._keys.window(window, shard).journal
                    after = b"-"
                    while True:
                        page = ask("XRANGE", journal, after, "+", "COUNT", PAGE)
                        yield from page
                        if len(page) < PAGE:
                            break
                        after = b"(" + page[-1][0]
            finally:
                runner.run(connections.aclose())


def read(stream: BinaryIO) -> Any:
    """Return the next frame, None at the end."""
    head = stream.read(LENGTH_BYTES)
    if len(head) < LENGTH_BYTES:
        return None
    body = stream.read(int.from_bytes(head, "big"))
    return msgpack.unpackb(body)


def write(stream: BinaryIO, value: object) -> None:
    """Send one frame."""
    body = msgpack.packb(value)
    stream.write(len(body).to_bytes(LENGTH_BYTES, "big") + body)
    stream.flush()


def main() -> None:
    """Serve `gala.store.archive`: the first frame is `[url, show]`."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who started us
    os.nice(BEHIND_THE_SHOW)
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    hello = read(requests)
    if hello is None:
        return
    child = Child(*hello)
    with contextlib.suppress(BrokenPipeError):
        while (request := read(requests)) is not None:
            try:
                write(answers, ["ok", child.answer(request)])
            except StoreDown as error:
                write(answers, ["down", str(error)])
            except StoreError as error:
                write(answers, ["broken", str(error)])


if __name__ == "__main__":
    main()
