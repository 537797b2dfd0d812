"""Cheap viewers of a whole night: thousands of sockets in a process of their own, each a witness.

They come at a pace, follow the main stage, some claim in every window, and they stay to the end.
Whoever's connection ends before comes back with its resume point, as any client does. Run as a
module, with a `Wanted` as JSON; says a `Seen` as JSON once a second, and the last one when a line,
or the end, of standard input has sent everybody home.
"""

from __future__ import annotations

import heapq
import json
import os
import selectors
import socket
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from random import Random
from time import monotonic, time
from typing import Any, Literal, NamedTuple

from gala.edge.bench.requests import hang_up, request
from gala.edge.files import raise_file_limit
from gala.wire import messages
from gala.wire.codec import unpack
from gala.wire.steps import Cue
from gala.wire.tickets import TicketKey

from .frames import CLOSE, frames, masked

CLAIMS_EVERY = 5
"""One viewer in so many claims, in every window that its outlet has."""

REACTION_S = (0.2, 2.0)
"""From an opening to the thumb."""

AGAIN_S = 1.0
SAY_S = 1.0
PROBLEMS_MAX = 20
OVER = 1000

_CHUNK = 65_536
_HEAD_END = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who is to come: viewers `first` to `first + count` of a show, so many a second.

    `address` is this machine's that they come from: one has ports for 28,000 connections.
    """

    port: int
    kid: str
    secret: str
    show: str
    outlets: tuple[str, ...]
    first: int
    count: int
    per_s: float
    address: str


@dataclass(slots=True)
class Seen:
    """What they have seen so far."""

    came: int = 0
    """Viewers who were ever let in; `here` are in now."""
    here: int = 0
    busy: int = 0
    """Openings that were put off, with 503."""
    dropped: int = 0
    """Connections that ended before the show did."""
    home: int = 0
    """Connections that ended because the show was over."""
    cues: int = 0
    missed: int = 0
    """Cues of the main stage that did not come, or not in their order."""
    covered: int = 0
    """Snapshots in place of cues, for who was read too slowly."""
    messages: int = 0
    takes: int = 0
    late_takes: int = 0
    """Takes that came after their instant, by this machine's clock."""
    claims: int = 0
    answers: dict[str, int] = field(default_factory=dict)
    last: dict[int, int] = field(default_factory=dict)
    """The newest cue, by how many viewers have it; told at the end."""
    problems: list[str] = field(default_factory=list)
    done: bool = False


class _Step(NamedTuple):
    """Something that concerns the main stage or one's claims, out of a chunk of frames."""

    kind: Literal["snapshot", "resumed", "cue", "receipt", "answer", "close"]
    epoch: int = 0
    seq: int = 0
    word: str = ""
    """A cue's kind, an answer's outcome, why the connection is closed."""
    at_ms: int = 0
    body: tuple[Any, ...] = ()


class _Viewer:
    __slots__ = ("epoch", "number", "opened", "rest", "seq", "sock")

    def __init__(self, number: int) -> None:
        self.number = number
        self.sock: socket.socket | None = None
        self.rest = b""
        self.opened = False
        self.epoch = self.seq = -1


class Audience:
    """The viewers; `home` ends it."""

    def __init__(self, wanted: Wanted, rng: Random) -> None:
        self.seen = Seen()
        self._wanted = wanted
        self._key = TicketKey(wanted.kid, bytes.fromhex(wanted.secret))
        self._rng = rng
        self._selector = selectors.DefaultSelector()
        self._viewers = [_Viewer(wanted.first + number) for number in range(wanted.count)]
        self._begun_s = monotonic()
        self._due: list[tuple[float, int]] = []
        """When who comes, or comes again, by index."""
        for index in range(wanted.count):
            self._due.append((self._begun_s + index / wanted.per_s, index))
        self._taps: list[tuple[float, int, str, int]] = []
        """When who claims, in which opening of a window."""
        self._tapped: set[tuple[str, int]] = set()

    def close(self) -> None:
        """Hang up on everybody."""
        for viewer in self._viewers:
            if viewer.sock is not None:
                hang_up(viewer.sock)
        self._selector.close()

    def turn(self, at_most_s: float) -> None:
        """Do what is due, and read what comes within so long."""
        now_s = monotonic()
        while self._due and self._due[0][0] <= now_s:
            _, index = heapq.heappop(self._due)
            self._call(self._viewers[index])
        while self._taps and self._taps[0][0] <= time():
            _, index, window, gen = heapq.heappop(self._taps)
            self._claim(self._viewers[index], window, gen)
        waits = [at_most_s]
        if self._due:
            waits.append(self._due[0][0] - now_s)
        if self._taps:
            waits.append(self._taps[0][0] - time())
        for key, mask in self._selector.select(max(0.0, min(waits))):
            viewer: _Viewer = key.data
            if mask & selectors.EVENT_WRITE:
                self._ask(viewer)
            else:
                self._read(viewer)

    def told(self) -> Seen:
        """Return what there is to tell at the end."""
        seen = self.seen
        seen.last = dict(Counter(viewer.seq for viewer in self._viewers if viewer.seq >= 0))
        seen.done = True
        return seen

    def _call(self, viewer: _Viewer) -> None:
        sock = socket.socket()
        sock.setblocking(False)
        viewer.sock, viewer.rest, viewer.opened = sock, b"", False
        try:
            sock.bind((self._wanted.address, 0))
            sock.connect(("127.0.0.1", self._wanted.port))
        except BlockingIOError:
            pass
        except OSError as error:
            self._gone(viewer, f"cannot come: {error.strerror}")
            return
        self._selector.register(sock, selectors.EVENT_WRITE, viewer)

    def _ask(self, viewer: _Viewer) -> None:
        sock = viewer.sock
        assert sock is not None
        outlets, number = self._wanted.outlets, viewer.number
        query = f"main={viewer.epoch}.{viewer.seq}" if viewer.seq >= 0 else ""
        outlet = outlets[number % len(outlets)]
        try:
            sock.send(request(self._key, f"v-{number}", self._wanted.show, outlet, query))
        except OSError as error:
            self._gone(viewer, f"cannot come: {error.strerror}")
            return
        self._selector.modify(sock, selectors.EVENT_READ, viewer)

    def _read(self, viewer: _Viewer) -> None:
        assert viewer.sock is not None
        try:
            data = viewer.rest + viewer.sock.recv(_CHUNK)
        except OSError:
            data = b""
        if len(data) == len(viewer.rest):
            self._gone(viewer, "the connection broke")
            return
        if not viewer.opened:
            head, end, data = data.partition(_HEAD_END)
            if not end:
                viewer.rest = head
                return
            if not head.startswith(b"HTTP/1.1 101 "):
                self._refused(viewer, head.decode("latin-1"))
                return
            viewer.opened = True
            self.seen.here += 1
            self.seen.came += viewer.seq < 0
        count, steps, viewer.rest = _taken(data)
        self.seen.messages += count
        for step in steps:
            self._take(viewer, step)

    def _take(self, viewer: _Viewer, step: _Step) -> None:
        seen = self.seen
        match step.kind:
            case "cue":
                if step.seq != viewer.seq + 1 or step.epoch < viewer.epoch:
                    seen.missed += 1
                    self._problem(viewer, f"cue {step.seq} where {viewer.seq + 1} is next")
                viewer.epoch, viewer.seq = step.epoch, step.seq
                seen.cues += 1
                if step.word == "take" and step.at_ms:
                    seen.takes += 1
                    seen.late_takes += step.at_ms < time() * 1_000
                elif step.word == "window":
                    self._consider(*step.body)
            case "snapshot":
                if step.seq < viewer.seq:
                    seen.missed += 1
                    self._problem(viewer, f"a snapshot at {step.seq} after {viewer.seq}")
                seen.covered += viewer.seq >= 0
                viewer.epoch, viewer.seq = step.epoch, step.seq
                for window in step.body:
                    self._consider(*window)
            case "receipt" | "answer":
                seen.answers[step.word] = seen.answers.get(step.word, 0) + 1
            case "close":
                self._gone(viewer, step.word, over=step.seq == OVER)

    def _consider(self, window: str, gen: int, state: str, rows: list[list[Any]]) -> None:
        """Decide, once for all, who claims in an opening and when."""
        if state not in ("armed", "open") or (window, gen) in self._tapped:
            return
        self._tapped.add((window, gen))
        opens = {outlet: (opens_ms, closes_ms) for outlet, opens_ms, closes_ms, *_ in rows}
        outlets = self._wanted.outlets
        for index in range(0, len(self._viewers), CLAIMS_EVERY):
            row = opens.get(outlets[self._viewers[index].number % len(outlets)])
            at_s = row and row[0] / 1_000 + self._rng.uniform(*REACTION_S)
            if row and at_s and time() < row[1] / 1_000:
                heapq.heappush(self._taps, (at_s, index, window, gen))

    def _claim(self, viewer: _Viewer, window: str, gen: int) -> None:
        if viewer.sock is None or not viewer.opened:
            return
        claim = messages.claim(window, gen, self._rng.randbytes(16), retry=False)
        try:
            self.seen.claims += viewer.sock.send(masked(claim)) > 0
        except OSError as error:
            self._problem(viewer, f"cannot claim: {error.strerror}")

    def _refused(self, viewer: _Viewer, head: str) -> None:
        first, *lines = head.split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in lines)
        if first.startswith("HTTP/1.1 503 "):
            self.seen.busy += 1
            self._again(viewer, float(headers.get("retry-after", AGAIN_S)))
        else:
            self._gone(viewer, first)

    def _gone(self, viewer: _Viewer, why: str, *, over: bool = False) -> None:
        self.seen.here -= viewer.opened
        if over:
            self.seen.home += 1
            self._hang_up(viewer)
        else:
            self.seen.dropped += 1
            self._problem(viewer, why)
            self._again(viewer, AGAIN_S * (1 + self._rng.random()))

    def _again(self, viewer: _Viewer, in_s: float) -> None:
        self._hang_up(viewer)
        heapq.heappush(self._due, (monotonic() + in_s, viewer.number - self._wanted.first))

    def _hang_up(self, viewer: _Viewer) -> None:
        sock, viewer.sock, viewer.opened = viewer.sock, None, False
        if sock is not None:
            if sock.fileno() in self._selector.get_map():
                self._selector.unregister(sock)
            hang_up(sock)

    def _problem(self, viewer: _Viewer, text: str) -> None:
        if len(self.seen.problems) < PROBLEMS_MAX:
            self.seen.problems.append(f"v-{viewer.number}: {text}")


@lru_cache(maxsize=256)
def _taken(data: bytes) -> tuple[int, tuple[_Step, ...], bytes]:
    """Return how many messages there are, the steps in them, and what is left.

    Most get the same bytes at about the same time: they are read once for all.
    """
    found, rest = frames(data)
    return len(found), tuple(_steps(found)), rest


def _steps(found: tuple[tuple[int, bytes], ...]) -> Iterator[_Step]:
    for opcode, payload in found:
        if opcode == CLOSE:
            yield _Step("close", seq=int.from_bytes(payload[:2], "big"), word=payload[2:].decode())
            return
        match unpack(payload):
            case ["cue", "main", int(epoch), int(seq), int(at_ms), str(kind), [*body], *_]:
                yield _Step("cue", epoch, seq, kind, at_ms, tuple(body))
            case ["snapshot", "main", int(epoch), int(seq), [*cues], *_]:
                told = map(Cue.read, cues)
                windows = tuple(tuple(cue.body) for cue in told if cue.kind == "window")
                yield _Step("snapshot", epoch, seq, body=windows)
            case ["resumed", "main", int(epoch), int(seq), *_]:
                yield _Step("resumed", epoch, seq)
            case ["receipt", *_]:
                yield _Step("receipt", word="receipt")
            case ["answer", _, _, _, str(outcome), *_]:
                yield _Step("answer", word=outcome)


def serve(wanted: Wanted) -> None:
    """Live through the night until standard input says that it is over."""
    raise_file_limit()
    audience = Audience(wanted, Random(f"gala audience {wanted.first}"))
    os.set_blocking(0, False)
    said_s = monotonic()
    try:
        while _nothing_said():
            audience.turn(SAY_S / 10)
            if monotonic() - said_s >= SAY_S:
                said_s = monotonic()
                _say(audience.seen)
        _say(audience.told())
    finally:
        audience.close()


def _nothing_said() -> bool:
    try:
        os.read(0, 1)
    except BlockingIOError:
        return True
    return False


def _say(seen: Seen) -> None:
    sys.stdout.write(json.dumps(asdict(seen)) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    told = json.loads(sys.argv[1])
    serve(Wanted(**told | {"outlets": tuple(told["outlets"])}))
