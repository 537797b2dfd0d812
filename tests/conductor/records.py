"""The record of a whole night on disk, made without a store: what a replay has to agree with."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from gala.conductor.record import LOG, write_claims
from gala.core.effects import CloseWindow, FreezeEntries, OpenWindow
from gala.core.events import EpochBegan, Event, WindowSettled
from gala.core.log import LogReader, header_line
from gala.core.schedule import next_due
from gala.core.seckill import Winner, Won
from gala.core.state import Show
from run_sheet import digest
from tests.core.playing import ORIGIN_MS, SHEET, frozen, sheet_of
from tests.keys import header

SOLD = {"app": 3, "tv": 2}
"""Units of the one window of `SHEET`."""


@dataclass
class Night:
    """Brings everything that is due; `sold` is what the ledger gives in each opening."""

    sold: dict[str, int] = field(default_factory=lambda: dict(SOLD))
    sheet: str = SHEET

    def __post_init__(self) -> None:
        self.lines = [
            header_line(
                header("live", self.sheet, digest(sheet_of(self.sheet)), 1000, ORIGIN_MS, "auto")
            )
        ]
        self.winners: list[Winner] = []
        self._reader = LogReader(self.lines[0])
        self.put(EpochBegan(1, 1, "test", 0))

    @property
    def show(self) -> Show:
        """The state so far."""
        return self._reader.show

    def put(self, event: Event) -> None:
        written = self._reader.write(event)
        self._reader.accept(written)
        self.lines.append(written.line)
        for effect in written.effects:
            if isinstance(effect, OpenWindow):
                self._give(effect)
            elif isinstance(effect, CloseWindow):
                sold = tuple(self.sold.items())
                self.put(WindowSettled(event.at_ms, effect.window, effect.gen, sold, 1))
            elif isinstance(effect, FreezeEntries):
                self.put(frozen(event.at_ms, effect))

    def play(self, events: int = 1_000) -> Night:
        """Bring so many events, at most to the end."""
        while events and (due := next_due(self._reader.show)):
            self.put(due[1])
            events -= 1
        return self

    def write(self, folder: Path) -> Path:
        """Write the record and return its folder."""
        (folder / LOG).write_bytes(b"".join(line + b"\n" for line in self.lines))
        write_claims(folder, {"sale": self.winners})
        return folder

    def _give(self, effect: OpenWindow) -> None:
        for outlet, opens_at_ms, _, _ in effect.rows:
            for unit in range(1, self.sold[outlet] + 1):
                claim_id = bytes([unit]) * 16
                won = Won(
                    effect.gen,
                    claim_id,
                    unit,
                    effect.price_fen,
                    opens_at_ms + unit,
                    1,
                    f"{unit}-0",
                    0,
                    1,
                )
                self.winners.append(Winner(f"v-{outlet}-{unit}", outlet, won))
