"""The bundle of a draw or a rain: the lines of the log that tell of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gala.proof import deciding, shapes, unproven
from gala.proof.canon import canonical
from gala.proof.draw_story import DrawStory, read_story
from gala.proof.errors import ProofError
from gala.proof.manifest import Manifest
from gala.proof.pins import Pins
from gala.proof.proven_lines import check_lines, proven_fields
from gala.proof.report import Report
from gala.proof.rows import DrawOpened, RainOpened
from gala.proof.rules import DrawRule, RainRule

_KEYS = frozenset({"checkpoint", "gala", "lines", "version"})


def draw_bundle(checkpoint: str, lines: Sequence[tuple[int, str, bytes]]) -> bytes:
    """Return the file over the (number, line, path) of a draw's lines in the checkpoint's tree."""
    fields = {
        "checkpoint": checkpoint,
        "gala": "draw",
        "lines": proven_fields(lines),
        "version": 1,
    }
    return canonical(fields) + b"\n"


def check_draw_bundle(report: Report, value: dict[str, Any], pins: Pins) -> None:
    """Check everything that the bundle `value` claims, into `report`."""
    report.unproven += [unproven.PERSONS, unproven.ONE_LOG, unproven.SILENCE, unproven.LATER]
    with report.check("bundle"):
        fields = shapes.exact(value, _KEYS, "the bundle")
        shapes.constant(fields["version"], 1, "the version")
    checkpoint, lines = check_lines(report, fields["checkpoint"], fields["lines"], pins)
    with report.check("story"):
        story = read_story([line.row for line in lines])
    with report.check("manifest") as said:
        manifest = deciding.check_manifest(story.committed, checkpoint.origin, pins)
        said(f"draw {manifest.number}, a {manifest.kind} from {manifest.window}")
    report.unproven.append(unproven.of_beacon(manifest.beacon.chain.kind))
    with report.check("frozen entries") as said:
        deciding.check_entries(manifest, story.frozen)
        said(f"{manifest.entries} entries, {manifest.numbers} numbers")
    with report.check("round") as said:
        deciding.check_round(manifest, story.committed, pins)
        said(f"round {manifest.round} of {manifest.beacon.chain.kind}")
    with report.check("outcome"):
        if not (story.opened or story.voided):
            raise ProofError("the draw is neither opened nor voided in this log")
    if story.voided:
        with report.check("void") as said:
            deciding.check_void(manifest, story.voided, story.hall)
            said(story.voided.reason)
        if story.voided.reason == deciding.LATE:
            report.unproven.append(unproven.UNHEARD)
    if story.opened:
        _check_opened(report, story, manifest, story.opened, pins)


def _check_opened(
    report: Report,
    story: DrawStory,
    manifest: Manifest,
    opened: DrawOpened | RainOpened,
    pins: Pins,
) -> None:
    with report.check("beacon"):
        deciding.check_word(manifest, story.committed, opened, story.hall, pins)
    with report.check("vrf proof"):
        seed = deciding.check_seed(manifest, story.committed, opened, pins)
    if isinstance(manifest.rule, RainRule):
        with report.check("packets") as said:
            if not isinstance(opened, RainOpened):
                raise ProofError("a rain was opened as a draw")
            deciding.check_packets(manifest, manifest.rule, seed, opened)
            said(
                f"{opened.packets} packets, {opened.paid_fen} fen paid, "
                f"{opened.returned_fen} returned"
            )
    if isinstance(manifest.rule, DrawRule):
        with report.check("places") as said:
            if not isinstance(opened, DrawOpened):
                raise ProofError("a draw was opened as a rain")
            deciding.check_places(manifest, manifest.rule, seed, opened)
            said(f"{len(opened.places)} places")
    with report.check("passed over") as said:
        held = deciding.check_passed_over(manifest, story)
        said(f"{len(story.passed_over)} passed over, {sum(map(bool, held))} prizes held")
