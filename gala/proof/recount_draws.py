"""Each draw of a night, decided again from the claims and the beacon's word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gala.proof import deciding
from gala.proof.chain import Beacon
from gala.proof.draw_story import DrawStory, read_story
from gala.proof.errors import ProofError
from gala.proof.leaf import parse_leaf
from gala.proof.manifest import Manifest
from gala.proof.opening import draw_places
from gala.proof.pins import Pins
from gala.proof.recount_log import TextRow, WholeLog
from gala.proof.recount_windows import Window
from gala.proof.report import Report
from gala.proof.rows import Committed, DrawOpened, GivenUp, OfDraw, PassedOver, RainOpened, Voided
from gala.proof.rules import DrawRule, RainRule
from gala.proof.winners import prizes_held


@dataclass(slots=True)
class Draw:
    """A draw with the lines that tell of it, and what took no part when it was committed."""

    manifest: Manifest
    window: Window
    taken: list[tuple[int, int]]
    lines: list[TextRow] = field(default_factory=list)

    def story(self) -> DrawStory:
        """Return what its lines tell. Raises `ProofError`."""
        return read_story([self.window.frozen, *(line.row for line in self.lines)])

    @property
    def came_too_late(self) -> bool:
        """Whether it was voided because its round had not come."""
        rows = (line.row for line in self.lines)
        return any(isinstance(row, Voided) and row.reason == deciding.LATE for row in rows)

    def winners(self) -> list[tuple[int, int]]:
        """Return (low, quantity) of those who have a prize, by the lines so far."""
        rule, rows = self.manifest.rule, [line.row for line in self.lines]
        opened = next((row for row in rows if isinstance(row, DrawOpened)), None)
        if opened is None or not isinstance(rule, DrawRule):
            return []
        passed_over = [row.place for row in rows if isinstance(row, PassedOver)]
        leaves = [parse_leaf(text) for _, text, _ in opened.places]
        held = prizes_held(rule, [leaf.outlet for leaf in leaves], passed_over)
        return [
            (deciding.low_of(self.manifest.outlets, leaf), leaf.quantity)
            for leaf, prize in zip(leaves, held, strict=True)
            if prize is not None
        ]


def check_draws(
    report: Report, log: WholeLog, windows: Mapping[int, Window], pins: Pins
) -> list[Draw]:
    """Return the draws in the order of their numbers, each decided again."""
    with report.check("numbers") as said:
        draws = _told(log, windows, pins)
        _check_given_up(log, draws)
        said(f"{len(draws)} draws")
    for number, draw in enumerate(draws, start=1):
        with report.check(f"draw {number}") as said:
            said(_check(draw, log.header.beacon, pins))
    return draws


def _told(log: WholeLog, windows: Mapping[int, Window], pins: Pins) -> list[Draw]:
    """Return the draws, once their numbers are seen to count from 1 without gaps."""
    draws: list[Draw] = []
    latest: dict[str, Window] = {}
    for line in log.rows:
        if line.i in windows:
            latest[windows[line.i].frozen.window] = windows[line.i]
        row = line.row
        if isinstance(row, Committed):
            if row.number != len(draws) + 1:
                raise ProofError(f"draw {len(draws) + 1} is missing before draw {row.number}")
            manifest = deciding.check_manifest(row, log.header.origin, pins)
            if manifest.window not in latest:
                raise ProofError(f"draw {row.number} is from a window that was not frozen")
            window = latest[manifest.window]
            earlier = [draw for draw in draws if draw.window is window]
            taken = sorted(winner for draw in earlier for winner in draw.winners())
            draws.append(Draw(manifest, window, taken))
        if isinstance(row, OfDraw):
            if row.number > len(draws):
                raise ProofError(f"draw {row.number} goes on without a commitment")
            draws[row.number - 1].lines.append(line)
    return draws


def _check(draw: Draw, beacon: Beacon, pins: Pins) -> str:
    """Hold a draw to what the rules lead to; returns how it ended."""
    manifest, story = draw.manifest, draw.story()
    if manifest.beacon != beacon:
        raise ProofError("the manifest names another beacon than the log")
    deciding.check_entries(manifest, story.frozen)
    deciding.check_round(manifest, story.committed, pins)
    if isinstance(manifest.rule, DrawRule) and list(manifest.rule.without) != draw.taken:
        raise ProofError("those without a part are not the winners from the same entries")
    if story.voided:
        deciding.check_void(manifest, story.voided, story.hall)
        return f"voided: {story.voided.reason}"
    if not story.opened:
        raise ProofError("it is neither opened nor voided")
    deciding.check_word(manifest, story.committed, story.opened, story.hall, pins)
    seed = deciding.check_seed(manifest, story.committed, story.opened, pins)
    if isinstance(manifest.rule, RainRule) and isinstance(story.opened, RainOpened):
        deciding.check_packets(manifest, manifest.rule, seed, story.opened)
    elif isinstance(manifest.rule, DrawRule) and isinstance(story.opened, DrawOpened):
        window = draw.window
        places = draw_places(manifest, manifest.rule, seed, window.tree, window.texts)
        if tuple(places) != story.opened.places:
            raise ProofError("the places are others")
    else:
        raise ProofError("a rain was opened as a draw, or a draw as a rain")
    held = deciding.check_passed_over(manifest, story)
    return f"{sum(map(bool, held))} prizes held" if held else "the pool was split"


def _check_given_up(log: WholeLog, draws: list[Draw]) -> None:
    """Nobody gives up what was drawn."""
    opened = {
        draw.manifest.segment
        for draw in draws
        if any(isinstance(line.row, DrawOpened | RainOpened) for line in draw.lines)
    }
    for line in log.rows:
        if isinstance(line.row, GivenUp) and line.row.segment in opened:
            raise ProofError(f"the draw of {line.row.segment} was opened, and given up")
