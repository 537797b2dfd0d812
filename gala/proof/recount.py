"""A whole record, counted again: from the claims to every frozen tree, draw and bundle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from gala.proof import unproven
from gala.proof.bundles import verify_bundle
from gala.proof.canon import read
from gala.proof.draw_bundle import draw_bundle
from gala.proof.errors import ProofError
from gala.proof.note import read_checkpoint
from gala.proof.pins import Pins
from gala.proof.proven_lines import proven_texts
from gala.proof.record import check_record
from gala.proof.recount_by_hand import check_by_hand
from gala.proof.recount_claims import check_claims, check_receipts
from gala.proof.recount_draws import Draw, check_draws
from gala.proof.recount_log import TextRow, WholeLog, check_log
from gala.proof.recount_windows import Window, check_windows
from gala.proof.report import Report, reporting
from gala.proof.rows import ByHand
from gala.proof.window_bundle import window_bundle


@dataclass(frozen=True, slots=True)
class Record:
    """The files of a record, as far as they prove something; lines come without line feeds.

    `manifest` is record.json, `files` the size and SHA-256 of every other file by its path, and
    `bundles` the files of `bundles/` by their names. The lines are read once.
    """

    manifest: bytes
    files: Mapping[str, tuple[int, bytes]]
    log: Iterable[bytes]
    checkpoint: str
    claims: Iterable[bytes]
    receipts: Iterable[bytes]
    bundles: Mapping[str, bytes]


def verify_record(record: Record, pins: Pins) -> Report:
    """Return what a record proves under the operator's keys; never raises.

    That the log is what the rules write is for the replay to say, which knows the rules.
    """
    return reporting(partial(_verify, record, pins))


def _verify(record: Record, pins: Pins, report: Report) -> None:
    origin = check_record(report, record.manifest, record.files, pins)
    log = check_log(report, record.log, record.checkpoint, pins)
    report.unproven += unproven.everything(log.header.beacon.chain.kind)
    with report.check("origin") as said:
        if origin != log.header.origin:
            raise ProofError("record.json is of another night")
        said(origin)
    claims = check_claims(report, record.claims)
    night = (origin, log.header.promise)
    check_receipts(report, record.receipts, claims, night, pins.receipts)
    windows = check_windows(report, log.rows, claims)
    check_by_hand(report, log.rows, claims)
    draws = check_draws(report, log, windows, pins)
    if any(draw.came_too_late for draw in draws):
        report.unproven.append(unproven.UNHEARD)
    _check_bundles(report, record.bundles, log, windows, draws, pins)


def _check_bundles(
    report: Report,
    bundles: Mapping[str, bytes],
    log: WholeLog,
    windows: Mapping[int, Window],
    draws: Sequence[Draw],
    pins: Pins,
) -> None:
    """Hold each bundle to be there, to tell all the lines it should, and to verify."""
    wanted: dict[str, list[TextRow]] = {}
    leaves: dict[str, list[str]] = {}
    for number, draw in enumerate(draws, start=1):
        wanted[f"draw-{number}.json"] = [draw.window.line, *draw.lines]
    for window in windows.values():
        if window.frozen.is_seckill:
            name = f"window-{window.frozen.window}.json"
            by_hand = [
                row
                for row in log.rows
                if isinstance(row.row, ByHand) and row.row.window == window.frozen.window
            ]
            wanted[name] = sorted([window.line, *by_hand], key=lambda row: row.i)
            leaves[name] = window.texts
    with report.check("bundles") as said:
        if odd := sorted(bundles.keys() ^ wanted.keys()):
            raise ProofError(f"bundles are missing, or too many: {', '.join(odd)}")
        said(f"{len(wanted)} bundles")
    for name, rows in wanted.items():
        with report.check(f"bundle {name}"):
            lines = [(row.i, row.text, log.tree.path(row.i)) for row in rows]
            if name in leaves:
                rebuilt = window_bundle(log.checkpoint, lines, leaves[name])
            else:
                rebuilt = draw_bundle(log.checkpoint, lines)
            if bundles[name] != rebuilt:
                _check_older(bundles[name], rows, log, pins)


def _check_older(data: bytes, rows: Sequence[TextRow], log: WholeLog, pins: Pins) -> None:
    """Accept a bundle that was made over an earlier checkpoint of this same log."""
    for check in verify_bundle(data, pins).checks:
        if not check.ok:
            raise ProofError(f"{check.name}: {check.detail}")
    fields = read(data[:-1])
    signed = read_checkpoint(fields["checkpoint"], pins.log)
    told = [(i, text) for i, text, _ in proven_texts(fields["lines"])]
    if signed.origin != log.header.origin or signed.size > len(log.tree):
        raise ProofError("it is about another log")
    if signed.root != log.tree.root(signed.size):
        raise ProofError("its checkpoint is not one of this log")
    if told != [(row.i, row.text) for row in rows]:
        raise ProofError("it does not tell the lines that the log has")
