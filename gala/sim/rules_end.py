"""What must hold when the world has healed: the night is whole, and its record proves itself."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from gala.conductor.record import NO_CLAIM, claim_line
from gala.core.committing import finished
from gala.core.seckill import Winner
from gala.core.state import Show
from gala.proof.canon import read
from gala.proof.receipt import sign_batch
from gala.proof.recount_by_hand import check_by_hand
from gala.proof.recount_claims import check_claims, check_receipts, receipt_line
from gala.proof.recount_draws import check_draws
from gala.proof.recount_log import check_log
from gala.proof.recount_windows import check_windows
from gala.proof.report import Report, reporting
from gala.store.evidence import Evidence

from . import night
from .invariants import Judge
from .viewers import Person
from .watched import WatchedStore

CONVERGES = "a healed world converges"
RECORD = "the record proves itself"

_ALL = 1_000_000


def unsettled(judge: Judge, people: list[Person]) -> list[str]:
    """Return what is still to come before the night is whole; nothing when it is."""
    show = judge.log.show
    if show is None or not finished(show):
        return [f"the show is not finished: {_stands(show)}"]
    if not any(one.finished.is_set() for one in judge.cast.conductors.values()):
        return ["no conductor has noticed that it is over"]
    asked = dict(show.seqs)
    if judge.log.last != {channel: seq for channel, seq in asked.items() if seq}:
        return [f"cues are missing in the stream: {judge.log.last} of {asked}"]
    missing = []
    for person in people:
        viewer = person.viewer
        if person.over:
            continue
        if viewer is None or not viewer.connected:
            missing.append(f"{person.name} is not connected")
            continue
        for board in (viewer.board, viewer.room_board):
            if board is not None and (board.resume_point or (0, 0))[1] != asked[board.channel]:
                missing.append(f"{person.name} is at {board.resume_point} in {board.channel}")
        if person.open:
            missing.append(f"{person.name} waits for {sorted(person.open.values())}")
    if judge.orders is not None:
        missing += judge.orders.missing()
    return missing


def _stands(show: Show | None) -> str:
    if show is None:
        return "not begun"
    windows = " ".join(f"{one.id} {one.state}" for one in show.windows)
    draws = " ".join(f"{one.number} {one.state}" for one in show.draws)
    return f"{show.phase}, {show.mode}, {windows}, draws {draws or 'none'}"


def recounted(judge: Judge, store: WatchedStore) -> None:
    """Count everything again, as `gala verify` does; the replay has gone along with the night."""
    lines: list[bytes] = store.peek("log_read", 0, _ALL)
    if lines != judge.log.lines or judge.log.show is None:
        judge.broken(RECORD, "the store has another log than the one that was replayed")
        return
    origin = judge.log.show.night.origin
    winners = {
        window: [one for _, given in judge.ledger.journal(window) for one in given]
        for window in judge.ledger.windows
    }
    evidence = Evidence(night.SECRETS.log)
    evidence.begin(lines[0], origin)
    for line in lines[1:]:
        evidence.take(line)

    def count(report: Report) -> None:
        log = check_log(report, lines, evidence.checkpoint(), night.pins())
        claims = check_claims(report, _claim_lines(winners))
        receipts = _receipt_lines(winners, origin)
        named = (origin, log.header.promise)
        check_receipts(report, receipts, claims, named, night.pins().receipts)
        windows = check_windows(report, log.rows, claims)
        check_by_hand(report, log.rows, claims)
        check_draws(report, log, windows, night.pins())

    report = reporting(count)
    for check in report.checks:
        if not check.ok:
            judge.broken(RECORD, f"{check.name}: {check.detail}")
    if judge.orders is not None:
        judge.orders.recounted()
    if judge.guarantees is not None:
        judge.guarantees.recounted()


def _claim_lines(winners: dict[str, list[Winner]]) -> Iterator[bytes]:
    prev = NO_CLAIM
    for window, ones in winners.items():
        for one in ones:
            line = claim_line(window, one, prev)
            prev = read(line)["hash"]
            yield line


def _receipt_lines(winners: dict[str, list[Winner]], origin: str) -> Iterator[bytes]:
    for window, ones in winners.items():
        for batch, members in groupby(ones, key=lambda one: one.won.batch):
            leaves = [one.leaf().text() for one in members]
            signed = sign_batch(
                night.SECRETS.receipts, origin, window, batch, leaves, night.PROMISE
            )
            yield receipt_line(window, batch, signed)
