import asyncio
import json
import pickle

from gala.client import Cue, Receipt, Snapshot, Ticket
from gala.crowd.behaviour import Habits, Night
from gala.crowd.summary import account, percentile, summarize, together
from gala.crowd.viewer import CrowdViewer
from gala.crowd.witness import Take
from tests.keys import PROOF, PSEUDONYM


async def nowhere(_: str | None) -> Ticket:
    raise AssertionError


def viewer(index: int, last_seq: int, unit: int | None = None) -> CrowdViewer:
    """A viewer who stayed to the end, saw the cues up to `last_seq` and may have a unit."""
    habits = Habits(index, "test", "app", 0, (), None, False)
    made = CrowdViewer(habits, Night(1), nowhere, asyncio.Event())
    made.joined = made.at_end = True
    made.outlet = "app"
    made.reconnects = 1
    made.witness.snapshot(Snapshot("main", 1, 0, ()))
    for seq in range(1, last_seq + 1):
        made.witness.cue(Cue("main", 1, seq, 0, "hold", ()))
    if unit is not None:
        made.witness.receipt(
            Receipt("w", 1, bytes(16), unit, 1, 9, 1, "app", PSEUDONYM, PROOF, b"%d" % unit)
        )
    made.witness.take_shown(Take("opening", index))
    return made


def summed(viewers: list[CrowdViewer]) -> dict[str, object]:
    """Sum up as two processes do that had half of the viewers each."""
    parts = together([account(viewers[::2]), account(viewers[1::2])])
    assert summarize(parts) == summarize(pickle.loads(pickle.dumps(parts)))
    return summarize(parts)


def test_a_good_night_can_be_written_as_json() -> None:
    summary = summed([viewer(1, 5, unit=1), viewer(2, 5, unit=2), viewer(3, 5)])
    assert json.loads(json.dumps(summary)) == {
        "viewers": 3,
        "joined": 3,
        "at_end": 3,
        "not_at_end": 0,
        "reconnects": 3,
        "resumed": 0,
        "snapshots": 3,
        "cues": 15,
        "gaps": 0,
        "duplicates": 0,
        "out_of_order": 0,
        "receipts_changed": 0,
        "failed": 0,
        "entered": 0,
        "rooms_full": 0,
        "claims": 0,
        "paid": 0,
        "hearts": 0,
        "answers": {"receipt": 2},
        "won": {"w": {"app": 2}},
        "sold_twice": 0,
        "skew_ms": {
            "takes": 3,
            "late_arrivals": 0,
            "p50": 2,
            "p99": 3,
            "max": 3,
            "worst": {"segment": "opening", "p50": 2, "takes": 3},
            "clock_error_p99": 0.0,
        },
        "problems": [],
        "complete": True,
    }


def test_somebody_who_missed_the_end() -> None:
    summary = summed([viewer(1, 5), viewer(2, 4)])
    assert summary["not_at_end"] == 1
    assert summary["problems"] == ["viewer 2: not at the final cue of the main stage"]
    assert summary["complete"] is False


def test_somebody_who_left_before_it_is_not_missed() -> None:
    left = viewer(2, 4)
    left.at_end = False
    assert summed([viewer(1, 5), left])["complete"] is True


def test_a_unit_with_two_owners() -> None:
    summary = summed([viewer(1, 5, unit=7), viewer(2, 5, unit=7)])
    assert summary["sold_twice"] == 1
    assert summary["problems"] == ["w: unit 7 of app belongs to viewer 1, viewer 2"]
    assert summary["complete"] is False


def test_any_fault_makes_it_incomplete() -> None:
    for fault in ("gaps", "duplicates", "out_of_order", "receipts_changed", "failed"):
        faulty = viewer(1, 5)
        faulty.witness.problem(fault, "planted")
        summary = summed([faulty, viewer(2, 5)])
        assert summary[fault] == 1
        assert summary["complete"] is False


def test_nobody_came() -> None:
    summary = summed([])
    assert summary["complete"] is True
    assert json.dumps(summary)


def test_percentiles() -> None:
    assert percentile([], 0.5) is None
    assert percentile([5], 0.99) == 5
    assert percentile(list(range(100)), 0.5) == 50
    assert percentile(list(range(100)), 0.99) == 99
