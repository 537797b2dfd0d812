"""What must hold of all that viewers are told, checked at every event of every viewer.

Cues complete and in order, each as the log has it; snapshots that show what the whole history
shows; one receipt, always the same bytes, of an entry that stands in the journal; no for an answer
only where it is true; nothing shown before its instant.
"""

from __future__ import annotations

from collections.abc import Callable

from gala.client import Answer, Cue, Event, Presented, Receipt, Resumed, Snapshot
from gala.core.eligibility import Eligible, Facts, Verdict, judge
from gala.core.window_steps import LIVE
from gala.crowd.witness import Witness
from gala.wire.board import Board
from gala.wire.picture import Picture

from . import night
from .rules_ledger import LedgerRules
from .rules_log import LogRules
from .viewers import Person

Broken = Callable[[str, str], None]

CUES = "cues complete and in order at every viewer"
COVERED = "a snapshot shows what the history shows"
SAME_BYTES = "the same receipt on every retry, from any edge"
HELD = "who has a receipt is never told no"
FINAL = "pending is never a no: every claim ends with a final answer"
TRUE_NO = "no for an answer only where it is true"
ENTITLED = "only who may take part is in, with the weight of its rule"
NOT_EARLY = "nothing is shown before its instant"

_DRIFT_MS = 25
"""What clocks may drift between two exchanges, which no error bound counts."""
_CLOSED_SLACK_MS = 250
_WINDOWS = {one.window.id: one.window for one in night.plan().segments if one.window}


class ViewerRules:
    """Hears all viewers. `now_ms` is the store's clock, `edges_ms` the latest that an edge says.

    The clocks of the store's machines, of which each may take over, lie within `apart_ms`.
    """

    def __init__(
        self,
        broken: Broken,
        log: LogRules,
        ledger: LedgerRules,
        now_ms: Callable[[], int],
        edges_ms: Callable[[], int],
        apart_ms: int = 0,
    ) -> None:
        self.receipts: dict[tuple[str, str], Receipt] = {}
        self.steady = True
        """Whether clocks can be held to their error bounds: not once the store's was set."""
        self._broken = broken
        self._log = log
        self._ledger = ledger
        self._now_ms = now_ms
        self._edges_ms = edges_ms
        self._apart_ms = apart_ms
        self._witnesses: dict[str, Witness] = {}

    def came(self, person: Person) -> None:
        """See `Witnesses.came`."""
        self._witnesses[person.name] = Witness(person.name)

    def heard(self, person: Person, event: Event | Presented) -> None:
        """See `Witnesses.heard`."""
        witness = self._witnesses[person.name]
        match event:
            case Cue():
                witness.cue(event)
                if event != self._log.cue(event.channel, event.seq):
                    self._broken(CUES, f"{person.name}: {event.channel} {event.seq} is another")
            case Snapshot():
                witness.snapshot(event)
                self._covers(person, event)
            case Resumed():
                witness.resumed(event)
            case Receipt():
                self._receipt(person, event)
            case Answer(final=True):
                self._no(person, event)
            case Presented(due_ms=due_ms) if due_ms and self.steady and person.viewer:
                early_ms = due_ms - self._edges_ms() - person.viewer.clock.error_ms
                if early_ms > _DRIFT_MS + self._apart_ms:
                    self._broken(NOT_EARLY, f"{person.name}: {early_ms:.1f} ms early")
        if witness.problems:
            self._broken(CUES, witness.problems[0])

    def claimed(self, person: Person, window: str, got: Receipt | Answer, retry: bool) -> None:
        """See `Witnesses.claimed`."""
        if isinstance(got, Answer) and not got.final:
            self._broken(FINAL, f"{person.name}: {window}: {got.outcome}")
        if retry and isinstance(got, Answer) and (window, person.pseudonym) in self._ledger.entries:
            self._broken(HELD, f"{person.name}: asked again in {window}, told {got.outcome}")

    def still_given(self) -> None:
        """Hold every receipt that anybody was shown against the journals."""
        for (name, window), receipt in self.receipts.items():
            self._stands(name, window, receipt)

    def _receipt(self, person: Person, receipt: Receipt) -> None:
        key = (person.name, receipt.window)
        first = self.receipts.setdefault(key, receipt)
        if first.frame != receipt.frame:
            self._broken(SAME_BYTES, f"{person.name}: {first} became {receipt}")
        if receipt.pseudonym != person.pseudonym:
            self._broken(SAME_BYTES, f"{person.name}: somebody else's")
        self._entitled(person, receipt)
        self._stands(person.name, receipt.window, receipt)

    def _entitled(self, person: Person, receipt: Receipt) -> None:
        """Hold a receipt to who may take part; only a ticket's claims decide in this night."""
        may = _may(person, receipt.window)
        if not isinstance(may, Eligible):
            self._broken(ENTITLED, f"{person.name} got {receipt.window}")
        elif _WINDOWS[receipt.window].weighed and receipt.quantity != may.weight:
            self._broken(ENTITLED, f"{person.name}: weight {receipt.quantity} of {may.weight}")

    def _stands(self, name: str, window: str, receipt: Receipt) -> None:
        entry = self._ledger.entries.get((window, receipt.pseudonym))
        if entry is None or entry.leaf().text() != receipt.leaf:
            self._broken(SAME_BYTES, f"{name}: {window}: the journal has not {receipt.leaf}")

    def _no(self, person: Person, answer: Answer) -> None:
        window, outlet = answer.window, person.outlet
        where = f"{person.name}: {window} {answer.gen}: {answer.outcome}"
        entry = self._ledger.entries.get((window, person.pseudonym))
        if entry is not None and entry.won.claim_id == answer.claim_id:
            self._broken(HELD, where)
        if answer.outcome == "not_eligible":
            if isinstance(_may(person, window), Eligible):
                self._broken(TRUE_NO, where)
            return
        row = next((r for r in self._ledger.rows(window, answer.gen) if r[0] == outlet), None)
        if row is None:
            return  # the log does not offer that
        newer = self._ledger.rows(window, answer.gen + 1)
        # A rain and a draw give any quantity; a seckill one.
        if answer.outcome == "sold_out":
            left = self._ledger.left(window, answer.gen, outlet)
            if left > 0:
                self._broken(TRUE_NO, f"{where}, {left} left")
            return
        left_ms = row[2] - self._now_ms()
        ended = newer or self._ledger.ended(window, answer.gen) or self._shut(window, answer.gen)
        if left_ms > _CLOSED_SLACK_MS and self.steady and not ended:
            self._broken(TRUE_NO, f"{where}, {left_ms} ms before the close")

    def _shut(self, window: str, gen: int) -> bool:
        """Whether the log has ended an opening; the ledger may hear of it a moment later."""
        if self._log.show is None:
            return False
        run = self._log.show.window(window)
        return run.gen > gen or run.state not in LIVE

    def _covers(self, person: Person, snapshot: Snapshot) -> None:
        """Hold a snapshot to what everything up to its seq makes, now and at each later instant."""
        viewer = person.viewer
        delay_ms = viewer.delay_ms if viewer else 0
        cues = [self._log.cue(snapshot.channel, seq) for seq in range(1, snapshot.seq + 1)]
        whole, part = Board(snapshot.channel), Board(snapshot.channel)
        if None in cues:
            self._broken(COVERED, f"{person.name}: {snapshot.channel} {snapshot.seq} is not yet")
            return
        whole.snapshot(snapshot.epoch, snapshot.seq, [cue for cue in cues if cue])
        part.snapshot(snapshot.epoch, snapshot.seq, snapshot.cues)
        # An edge goes by its own clock, which stands while the store's is set back.
        at_ms: int | None = max(self._now_ms(), self._edges_ms())
        while at_ms is not None:
            if _seen(whole.at(at_ms, delay_ms)) != _seen(part.at(at_ms, delay_ms)):
                self._broken(COVERED, f"{person.name}: {snapshot.channel} {snapshot.seq}")
                return
            at_ms = whole.next_change_ms(at_ms, delay_ms)


def _may(person: Person, window: str) -> Verdict:
    """Return what the rule of a window says of a viewer: here by its ticket alone."""
    claims = (("tier", night.tier(person.name)),)
    return judge(_WINDOWS[window].who, Facts(claims=claims))


def _seen(picture: Picture) -> tuple[object, ...]:
    """Return what a screen shows; windows that are settled may be gone."""
    windows = tuple(one for one in picture.windows if one.state != "settled")
    return (
        picture.segment, picture.ends_at_ms, picture.next, picture.ready, picture.announced,
        windows, picture.revoked, picture.visit, picture.phase,
    )  # fmt: skip
