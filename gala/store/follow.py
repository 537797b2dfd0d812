"""Following a show's log through the rules: what standbys, consoles and recorders do."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from gala.core.effects import Publish
from gala.core.log import LogReader, Written
from gala.core.state import Show
from gala.ports import Log

RECENT_CUES = 256


class Follower:
    """Holds the state that a log leads to, and feeds itself what is appended.

    `recent` keeps the latest cues, for a conductor that takes over to publish again.
    """

    def __init__(self, log: Log, on_entry: Callable[[Written], None] | None = None) -> None:
        self.recent: deque[Publish] = deque(maxlen=RECENT_CUES)
        self._log = log
        self._on_entry = on_entry
        self._reader: LogReader | None = None
        self.first_line: bytes | None = None

    @property
    def reader(self) -> LogReader:
        """The reader; only after a first successful `catch_up`."""
        assert self._reader is not None, "the log has not been read yet"
        return self._reader

    @property
    def origin(self) -> str:
        """The name that the log's first line makes (docs/proof.md section 2)."""
        return self.reader.show.night.origin

    @property
    def show(self) -> Show:
        """The state as far as it was read."""
        return self.reader.show

    @property
    def started(self) -> bool:
        """Whether the log has been found."""
        return self._reader is not None

    async def catch_up(self) -> bool:
        """Read what there is; True when something came. Raises `StoreDown`, `LogError`."""
        return self._take(await self._log.read(self._next))

    async def wait(self, timeout_ms: int) -> bool:
        """As `catch_up`, but wait up to `timeout_ms` for something. Raises the same."""
        return self._take(await self._log.wait(self._next, timeout_ms))

    def accept(self, written: Written) -> None:
        """Go on from an entry that this process has itself appended."""
        self.reader.accept(written)
        self._noted(written)

    @property
    def _next(self) -> int:
        return self._reader.index + 1 if self._reader else 0

    def _take(self, lines: list[bytes]) -> bool:
        for line in lines:
            if self._reader is None:
                self._reader = LogReader(line)
                self.first_line = line
            else:
                self._noted(self._reader.feed(line))
        return bool(lines)

    def _noted(self, written: Written) -> None:
        self.recent.extend(cue for cue in written.effects if isinstance(cue, Publish))
        if self._on_entry:
            self._on_entry(written)
