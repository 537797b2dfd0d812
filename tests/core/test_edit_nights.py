"""Nights that people edit and press keys in at random: each ends, and reads back to the same."""

import random

import pytest

from gala.core.committing import finished
from gala.core.events import SheetEdited
from gala.core.step import step
from gala.core.tables import WindowState
from run_sheet.amending import Change, amended
from tests.core.playing import FILLERS, LOTS, ORIGIN_MS, SHEET, Playing

KEYS = ("go", "skip", "hold", "resume", "ready", "jump", "plan_b", "extend")
NIGHTS = 10


def change(chance: random.Random, play: Playing, fresh: int) -> Change:
    """Something that a person could ask for; much of it is refused."""
    ids = [run.id for run in play.show.runs if "." not in run.id]
    segment, other = chance.choice(ids), chance.choice(ids)
    match chance.randrange(6):
        case 0:
            return Change("set", segment, (("length", f"{chance.randrange(60, 120)}s"),))
        case 1:
            return Change("set", segment, (("title", {"zh": "新", "en": f"New {fresh}"}),))
        case 2:
            return Change("move", segment, after=other)
        case 3:
            return Change("remove", segment)
        case 4:
            values = {"id": f"new-{fresh}", "kind": "host", "title": "New", "length": "20s"}
            return Change("insert", values=tuple(values.items()), after=other)
        case _:
            sale = {
                "id": f"sale-{fresh}",
                "kind": "seckill",
                "title": "Sale",
                "length": "60s",
                "goods": "pen",
                "price_fen": chance.randrange(1, 900),
                "opens": "10s",
                "open_for": "20s",
                "stock": {"app": 5, "tv": 2},
            }
            return Change("insert", values=tuple(sale.items()), after=other)


def press(chance: random.Random, play: Playing, at_ms: int) -> None:
    name = chance.choice(KEYS)
    fields: dict[str, object] = {"by_ms": 5_000} if name == "extend" else {}
    if name in ("jump", "ready", "plan_b"):
        fields["segment"] = chance.choice(play.show.runs).id
    play.ask(name, at_ms, **fields)


@pytest.mark.parametrize("sheet", [SHEET, LOTS, FILLERS], ids=["sale", "lots", "fillers"])
def test_every_night_ends_and_reads_back(sheet: str) -> None:
    base = random.randrange(2**32)
    edits, refusals = 0, set()
    for seed in range(base, base + NIGHTS):
        print(f"seed {seed}")
        chance = random.Random(seed)
        play = Playing(sheet)
        play.sold = {"app": 3, "tv": 1}
        at_ms = ORIGIN_MS - 5_000
        for fresh in range(12):
            at_ms += chance.randrange(1_000, 40_000)
            if chance.random() < 0.3:
                press(chance, play, at_ms)
                continue
            play.until(at_ms - 1)
            text = amended(play.show.sheet, [change(chance, play, fresh)])
            refusals.add(play.edit(text, at_ms) or play.edit(text, at_ms + 1, by="second"))
        play.ask("resume", at_ms + 2_000)
        play.until(at_ms + 100 * 60_000)
        edits += len(play.came(SheetEdited))
        show = play.show
        assert finished(show), [window.state for window in show.windows]
        assert len(show.plan.segments) == len(show.runs)
        assert all(w.state in (WindowState.SETTLED, WindowState.PLANNED) for w in show.windows)
        replayed = play.first
        for event in play.events:
            replayed, _ = step(replayed, event)
        assert replayed.state_hash() == show.state_hash()
    assert edits >= NIGHTS, "people did edit"
    assert {"locked", None} <= refusals
