"""What no bundle and no record can show; a verifier says it with every result."""

from __future__ import annotations

PERSONS = "that each viewer is one person: tickets and eligibility are the platform's word"
ARRIVAL = "the order of arrival in a seckill: the store's clock is the operator's"
ONE_LOG = (
    "that everybody is shown one and the same log: compare the root on the stage screen with yours"
)
DISK = (
    "that a disk did as promised: what was on disks before you were told is the operator's word; "
    "a signed receipt shows what a store has lost"
)
SILENCE = "that the operator did not stay silent: a draw that is not opened is visible as such"
LATER = (
    "that no line is left out of this file: one may pass over a winner, or freeze the entries "
    "anew; that those without a part had won is not shown either, the whole record shows it"
)
UNTOLD = (
    "that no line is left out of this file: a window may be frozen anew, or its results revoked; "
    "the whole record shows it"
)
UNHEARD = (
    "that the beacon's word did not come in time: its round can be looked up afterwards; a false "
    "`late` would be another throw"
)
FROZEN = "that this root is the one in the log: compare it with a draw's manifest, or the record"
KEPT = "that the leaf is in the frozen tree: ask for its entry, and compare"
AUDITORS = (
    "that an auditor's key is the auditor's own, and what was looked at: the sheet names the keys, "
    "a signature says that its holder stands for these words"
)
APPROVERS = (
    "that an approver's key is the approver's own, and that two keys are two people: the sheet "
    "names the keys"
)

_BEACONS = {
    "quicknet": "that the beacon's keepers did not collude: drand, a threshold of its members",
    "rehearsal": "anything to outsiders: the rehearsal beacon is the operator's own",
    "hall": "what fell on the stage: a hall beacon is as good as the eyes of those present",
}


def of_beacon(kind: str) -> str:
    """Return what is left to trust with a beacon of this kind."""
    return _BEACONS[kind]


def everything(kind: str) -> list[str]:
    """Return all that a whole night with a beacon of this kind leaves unproven."""
    return [PERSONS, ARRIVAL, DISK, of_beacon(kind), ONE_LOG, SILENCE]
