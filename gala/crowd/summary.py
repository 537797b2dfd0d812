"""What a crowd has seen, in figures: one JSON-able dict over all its witnesses."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .viewer import MAIN, CrowdViewer
from .witness import PROBLEMS_MAX, Take

FAULTS = ("gaps", "duplicates", "out_of_order", "receipts_changed", "failed")


def percentile(values: Sequence[float], part: float) -> float | None:
    """Return the value that `part` (0-1) of `values` do not exceed, None without any."""
    if not values:
        return None
    ordered = sorted(values)
    return ordered[min(int(part * len(ordered)), len(ordered) - 1)]


@dataclass(slots=True)
class Account:
    """What some of a crowd have seen: plain data, which a process can hand to another."""

    viewers: int = 0
    joined: int = 0
    reconnects: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    answers: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    takes: list[Take] = field(default_factory=list)
    errors_ms: list[float] = field(default_factory=list)
    last_seqs: list[tuple[str, int, bool]] = field(default_factory=list)
    """By viewer: the newest seq of the main stage, and whether it was there at the end."""
    owners: dict[tuple[str, str, int], list[str]] = field(default_factory=dict)
    """By window, outlet and unit: who has a receipt for it."""


def account(viewers: Iterable[CrowdViewer]) -> Account:
    """Take down what `viewers` have seen."""
    made = Account()
    for viewer in viewers:
        witness = viewer.witness
        made.viewers += 1
        made.joined += viewer.joined
        made.reconnects += viewer.reconnects
        made.counts.update(witness.counts)
        made.answers.update(witness.answers)
        made.problems += witness.problems
        made.takes += witness.takes
        if viewer.joined:
            made.errors_ms.append(viewer.clock_error_ms)
        made.last_seqs.append((witness.viewer, witness.last_seq(MAIN) or 0, viewer.at_end))
        for receipt in witness.receipts.values():
            key = (receipt.window, viewer.outlet, receipt.unit)
            made.owners.setdefault(key, []).append(witness.viewer)
    return made


def together(accounts: Iterable[Account]) -> Account:
    """Return what all of them have seen."""
    total = Account()
    for one in accounts:
        total.viewers += one.viewers
        total.joined += one.joined
        total.reconnects += one.reconnects
        total.counts.update(one.counts)
        total.answers.update(one.answers)
        total.problems += one.problems
        total.takes += one.takes
        total.errors_ms += one.errors_ms
        total.last_seqs += one.last_seqs
        for unit, names in one.owners.items():
            total.owners.setdefault(unit, []).extend(names)
    return total


def summarize(seen: Account) -> dict[str, object]:
    """Return the crowd's account in figures.

    `complete` is True when everybody who came got in, every cue came exactly once and in order or
    was covered by a snapshot, everybody who was there at the end had the last cue, no receipt
    changed and no unit was sold twice. `skew_ms` is how late segments came on screen, by the
    viewers' own clocks, for takes that were sent while the viewer was connected; `late_arrivals`
    of them came after their instant, which is no clock's fault, and `worst` is the segment that
    was latest for half of those who saw it.
    """
    counts = seen.counts
    lost = _not_at_end(seen)
    twice = _sold_twice(seen)
    missed = [f"{name}: not at the final cue of the main stage" for name in lost]
    problems = [*seen.problems, *missed, *twice]
    late_ms = [take.late_ms for take in seen.takes]
    faultless = not (any(counts[fault] for fault in FAULTS) or lost or twice)
    return {
        "viewers": seen.viewers,
        "joined": seen.joined,
        "at_end": sum(at_end for _, _, at_end in seen.last_seqs),
        "not_at_end": len(lost),
        "reconnects": seen.reconnects,
        "resumed": counts["resumed"],
        "snapshots": counts["snapshots"],
        "cues": counts["cues"],
        **{fault: counts[fault] for fault in FAULTS},
        "entered": counts["entered"],
        "rooms_full": counts["rooms_full"],
        "claims": counts["claims"],
        "paid": counts["paid"],
        "hearts": counts["hearts"],
        "answers": dict(sorted(seen.answers.items())),
        "won": _won(seen),
        "sold_twice": len(twice),
        "skew_ms": {
            "takes": len(seen.takes),
            "late_arrivals": counts["late_arrivals"],
            "p50": percentile(late_ms, 0.5),
            "p99": percentile(late_ms, 0.99),
            "max": max(late_ms, default=None),
            "worst": _worst(seen.takes),
            "clock_error_p99": percentile(seen.errors_ms, 0.99),
        },
        "problems": problems[:PROBLEMS_MAX],
        "complete": faultless,
    }


def _worst(takes: list[Take]) -> dict[str, object] | None:
    by_segment: defaultdict[str, list[int]] = defaultdict(list)
    for take in takes:
        by_segment[take.segment].append(take.late_ms)
    middles = {segment: percentile(late_ms, 0.5) or 0 for segment, late_ms in by_segment.items()}
    if not middles:
        return None
    worst = max(middles, key=middles.__getitem__)
    return {"segment": worst, "p50": middles[worst], "takes": len(by_segment[worst])}


def _not_at_end(seen: Account) -> list[str]:
    """Return who was there at the end but has not the last seq that anybody has seen."""
    final = max((seq for _, seq, _ in seen.last_seqs), default=0)
    return [name for name, seq, at_end in seen.last_seqs if at_end and seq != final]


def _won(seen: Account) -> dict[str, dict[str, int]]:
    """Return units won, by window and outlet."""
    won: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for (window, outlet, _), names in seen.owners.items():
        won[window][outlet] += len(names)
    return {window: dict(sorted(outlets.items())) for window, outlets in sorted(won.items())}


def _sold_twice(seen: Account) -> list[str]:
    """Return a problem for each unit of an outlet that two viewers have a receipt for."""
    return [
        f"{window}: unit {unit} of {outlet} belongs to {', '.join(names)}"
        for (window, outlet, unit), names in sorted(seen.owners.items())
        if len(names) > 1
    ]
