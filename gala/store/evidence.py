"""What a night's log proves to others: checkpoints, and the lines and paths of bundles.

Whoever follows the log (the console, the recorder) feeds its lines in and can then hand out what
docs/proof.md section 6 describes.
"""

from __future__ import annotations

from collections.abc import Sequence

from gala.core.events import (
    DrawAnnounced,
    DrawCommitted,
    DrawOpened,
    DrawVoided,
    EntriesFrozen,
    Event,
    HallDrawn,
    RainOpened,
    WindowRevoked,
    WindowToppedUp,
    WinnerPassedOver,
)
from gala.proof import note, signing
from gala.proof.draw_bundle import draw_bundle
from gala.proof.log_tree import LogTree, leaf_hash
from gala.proof.manifest import read_manifest
from gala.proof.window_bundle import window_bundle

OUTCOMES = (DrawOpened, RainOpened, DrawVoided)
_OF_A_DRAW = (HallDrawn, *OUTCOMES, WinnerPassedOver, DrawAnnounced)

_Line = tuple[int, str]


class Evidence:
    """The log of one night as a tree, with the lines that bundles tell.

    `secret` is the log key's.
    """

    def __init__(self, secret: bytes) -> None:
        self.origin = ""
        self._secret = secret
        self._public = signing.public_key(secret)
        self._tree = LogTree()
        self._frozen: dict[str, tuple[_Line, EntriesFrozen]] = {}
        self._by_hand: dict[str, list[_Line]] = {}
        self._draws: dict[int, list[_Line]] = {}
        self._decided: set[int] = set()

    def begin(self, first_line: bytes, origin: str) -> None:
        """Take the log's first line; `origin` is the name that it makes. Once is enough."""
        if not len(self._tree):
            self.origin = origin
            self.take(first_line)

    def take(self, line: bytes, event: Event | None = None) -> None:
        """Take the log's next line; `event` is None for the first."""
        here = (len(self._tree), line.decode("utf-8", "surrogatepass"))
        self._tree.append(leaf_hash(line))
        match event:
            case EntriesFrozen():
                self._frozen[event.window] = (here, event)
            case WindowToppedUp() | WindowRevoked():
                self._by_hand.setdefault(event.window, []).append(here)
            case DrawCommitted():
                window = read_manifest(event.manifest).window
                self._draws[event.number] = [self._frozen[window][0], here]
            case _ if isinstance(event, _OF_A_DRAW):
                self._draws[event.number].append(here)
                if isinstance(event, OUTCOMES):
                    self._decided.add(event.number)

    @property
    def draws(self) -> list[int]:
        """The numbers of the draws that have come to something."""
        return sorted(self._decided)

    @property
    def committed(self) -> list[int]:
        """The numbers of all draws."""
        return sorted(self._draws)

    @property
    def seckills(self) -> list[str]:
        """The windows of seckills whose units are frozen."""
        return [
            window
            for window, (_, event) in self._frozen.items()
            if any(declared for _, declared, _ in event.outlets)
        ]

    def frozen(self, window: str) -> EntriesFrozen | None:
        """Return how a window was frozen last."""
        found = self._frozen.get(window)
        return found[1] if found else None

    def checkpoint(self) -> str:
        """Return the log's size and root now, signed."""
        return note.checkpoint(
            self.origin,
            len(self._tree),
            self._tree.root(),
            lambda text: signing.sign(self._secret, text),
            self._public,
        )

    def draw(self, number: int) -> bytes:
        """Return a draw's bundle. Raises `KeyError`."""
        lines = self._draws[number]
        return draw_bundle(self.checkpoint(), [self._proven(line) for line in lines])

    def window(self, window: str, leaves: Sequence[str]) -> bytes:
        """Return a window's bundle over its leaves. Raises `KeyError`."""
        lines = sorted([self._frozen[window][0], *self._by_hand.get(window, ())])
        proven = [self._proven(line) for line in lines]
        return window_bundle(self.checkpoint(), proven, leaves)

    def _proven(self, line: _Line) -> tuple[int, str, bytes]:
        index, text = line
        return index, text, self._tree.path(index)
