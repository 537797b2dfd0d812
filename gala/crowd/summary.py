"""What a crowd has seen, in figures: one JSON-able dict over all its witnesses."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from .viewer import MAIN, CrowdViewer
from .witness import PROBLEMS_MAX, Take

FAULTS = ("gaps", "duplicates", "out_of_order", "receipts_changed", "failed")


def percentile(values: Sequence[float], part: float) -> float | None:
    """Return the value that `part` (0-1) of `values` do not exceed, None without any."""
    if not values:
        return None
    ordered = sorted(values)
    return ordered[min(int(part * len(ordered)), len(ordered) - 1)]


def summarize(viewers: Iterable[CrowdViewer]) -> dict[str, object]:
    """Return the crowd's account.

    `complete` is True when everybody who came got in, every cue came exactly once and in order or
    was covered by a snapshot, everybody who was there at the end had the last cue, no receipt
    changed and no unit was sold twice. `skew_ms` is how late segments came on screen, by the
    viewers' own clocks, for takes that were sent while the viewer was connected; `late_arrivals`
    of them came after their instant, which is no clock's fault, and `worst` is the segment that
    was latest for half of those who saw it.
    """
    viewers = list(viewers)
    counts: Counter[str] = Counter()
    answers: Counter[str] = Counter()
    for viewer in viewers:
        counts.update(viewer.witness.counts)
        answers.update(viewer.witness.answers)
    problems = [problem for viewer in viewers for problem in viewer.witness.problems]
    lost = _not_at_end(viewers)
    problems += [
        f"{viewer.witness.viewer}: not at the final cue of the main stage" for viewer in lost
    ]
    twice = _sold_twice(viewers)
    problems += twice
    takes = [take for viewer in viewers for take in viewer.witness.takes]
    late_ms = [take.late_ms for take in takes]
    errors_ms = [viewer.clock_error_ms for viewer in viewers if viewer.joined]
    faultless = not (any(counts[fault] for fault in FAULTS) or lost or twice)
    return {
        "viewers": len(viewers),
        "joined": sum(viewer.joined for viewer in viewers),
        "at_end": sum(viewer.at_end for viewer in viewers),
        "not_at_end": len(lost),
        "reconnects": sum(viewer.reconnects for viewer in viewers),
        "resumed": counts["resumed"],
        "snapshots": counts["snapshots"],
        "cues": counts["cues"],
        **{fault: counts[fault] for fault in FAULTS},
        "entered": counts["entered"],
        "rooms_full": counts["rooms_full"],
        "claims": counts["claims"],
        "paid": counts["paid"],
        "hearts": counts["hearts"],
        "answers": dict(sorted(answers.items())),
        "won": _won(viewers),
        "sold_twice": len(twice),
        "skew_ms": {
            "takes": len(takes),
            "late_arrivals": counts["late_arrivals"],
            "p50": percentile(late_ms, 0.5),
            "p99": percentile(late_ms, 0.99),
            "max": max(late_ms, default=None),
            "worst": _worst(takes),
            "clock_error_p99": percentile(errors_ms, 0.99),
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


def _not_at_end(viewers: list[CrowdViewer]) -> list[CrowdViewer]:
    """Return who was there at the end but has not the last seq that anybody has seen."""
    here = [viewer for viewer in viewers if viewer.at_end]
    final = max((viewer.witness.last_seq(MAIN) or 0 for viewer in viewers), default=0)
    return [viewer for viewer in here if viewer.witness.last_seq(MAIN) != final]


def _won(viewers: list[CrowdViewer]) -> dict[str, dict[str, int]]:
    """Return units won, by window and outlet."""
    won: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for viewer in viewers:
        for window in viewer.witness.receipts:
            won[window][viewer.outlet] += 1
    return {window: dict(sorted(outlets.items())) for window, outlets in sorted(won.items())}


def _sold_twice(viewers: list[CrowdViewer]) -> list[str]:
    """Return a problem for each unit of an outlet that two viewers have a receipt for."""
    owners: defaultdict[tuple[str, str, int], list[str]] = defaultdict(list)
    for viewer in viewers:
        for receipt in viewer.witness.receipts.values():
            owners[receipt.window, viewer.outlet, receipt.unit].append(viewer.witness.viewer)
    return [
        f"{window}: unit {unit} of {outlet} belongs to {', '.join(names)}"
        for (window, outlet, unit), names in sorted(owners.items())
        if len(names) > 1
    ]
