"""The as-run log: one line of canonical JSON an entry, each holding the hash of the one before.

    line 0    {"beacon":…,"gala":"log","hash":…,"keys":…,"mode":…,"origin_ms":…,"pace_milli":…,
               "promise":…,"rehearsal":…,"rules_version":…,"sheet":…,"sheet_digest":…,"show":…,
               "version":1}
    line n    {"effects":…,"event":[name,field,…],"hash":…,"i":n,"prev":…,"state":…}

Line 0 has `audits` too when auditors have signed what is sold (docs/audit.md), and `approvals` when
people have approved that the night goes by itself (docs/unattended.md).

`hash` is the SHA-256 of the line without its `hash`; `state` and `effects` are the digests of what
the event led to. So whoever reads the log through the rules finds the first byte that is not so.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from gala.core.canonical import digest
from gala.core.effects import Effect
from gala.core.events import Event, from_row, to_row
from gala.core.plan import Plan
from gala.core.sheets import plan_of
from gala.core.state import RULES_VERSION, Night, Show, first_state
from gala.core.step import step
from gala.core.tables import BadTransition, Mode
from gala.proof.approval import Approval, approval_rows, read_approvals
from gala.proof.audit import Audit, audit_rows, read_audits
from gala.proof.canon import unhex
from gala.proof.chain import Beacon, read_beacon
from gala.proof.errors import ProofError
from gala.proof.promise import UNSAID, Promise, read_promise

LOG_VERSION = 1


class LogError(Exception):
    """A line of the log is not what it should be. `index` counts lines from 0."""

    def __init__(self, index: int, message: str) -> None:
        super().__init__(f"log entry {index} (line {index + 1}): {message}")
        self.index = index


class OtherRules(LogError):
    """The log was made under rules that this version does not have."""


@dataclass(frozen=True, slots=True)
class LogKeys:
    """The public halves of the operator's keys, hex (docs/proof.md section 2)."""

    log: str
    receipts: str
    vrf: str


@dataclass(frozen=True, slots=True)
class Header:
    """What a show starts from; `sheet` is the run sheet's own text.

    `promise` is what an answer of the store means, from the first claim to the last. `audits` are
    the signatures under what is sold, sorted by goods and auditor, `approvals` those under a sheet
    that nobody drives, sorted by approver.
    """

    show: str
    sheet: str
    sheet_digest: str
    pace_milli: int
    origin_ms: int
    mode: str
    beacon: Beacon
    keys: LogKeys
    rehearsal: bool = False
    promise: Promise = UNSAID
    audits: tuple[Audit, ...] = ()
    approvals: tuple[Approval, ...] = ()


def header_line(header: Header) -> bytes:
    """Return line 0 of the log."""
    # Without auditors and approvers it is as it always was.
    signed: dict[str, object] = {}
    if header.audits:
        signed["audits"] = audit_rows(header.audits)
    if header.approvals:
        signed["approvals"] = approval_rows(header.approvals)
    return _sealed(
        {
            "gala": "log",
            "version": LOG_VERSION,
            "rules_version": RULES_VERSION,
            "show": header.show,
            "sheet": header.sheet,
            "sheet_digest": header.sheet_digest,
            "pace_milli": header.pace_milli,
            "origin_ms": header.origin_ms,
            "mode": header.mode,
            "beacon": header.beacon.fields(),
            "keys": asdict(header.keys),
            "rehearsal": header.rehearsal,
            "promise": header.promise.text(),
            **signed,
        }
    )


def effects_digest(effects: tuple[Effect, ...]) -> bytes:
    """Return the digest over what an event asked of the world."""
    return digest(tuple(effect.fields() for effect in effects))


@dataclass(frozen=True, slots=True)
class Written:
    """An event with what it led to, as a line ready for the log."""

    event: Event
    show: Show
    effects: tuple[Effect, ...]
    line: bytes


class LogReader:
    """Steps along a log, checking everything; also makes the next line."""

    def __init__(self, first: bytes) -> None:
        """Begin with line 0. Raises `LogError`, `OtherRules`."""
        fields = _opened(0, first)
        if fields.get("gala") != "log":
            raise LogError(0, "this is not a gala log")
        if fields.get("version") != LOG_VERSION or fields.get("rules_version") != RULES_VERSION:
            raise OtherRules(
                0,
                f"made under log version {fields.get('version')}, rules version "
                f"{fields.get('rules_version')}; this program has {LOG_VERSION}, {RULES_VERSION}",
            )
        try:
            self.header = header = _header(fields)
            plan = plan_of(header.sheet, header.pace_milli, header.rehearsal)
            night = Night(
                origin(header.show, fields["hash"]),
                header.beacon,
                bytes.fromhex(header.keys.vrf),
            )
            self.show = first_state(
                *(plan, night, header.origin_ms, Mode(header.mode)),
                sheet=header.sheet,
                audits=header.audits,
            )
        except (KeyError, TypeError, ValueError, ProofError) as error:
            raise LogError(0, f"the header is not whole ({error})") from None
        if plan.digest != self.header.sheet_digest:
            raise LogError(0, "the run sheet's digest is another")
        self.index = 0
        self._hash: str = fields["hash"]

    @property
    def plan(self) -> Plan:
        """The plan in force, as far as the log was read: an edit on air brings another."""
        return self.show.plan

    def feed(self, line: bytes) -> Written:
        """Take the next line through the rules. Raises `LogError` and stays where it was."""
        index = self.index + 1
        fields = _opened(index, line)
        if fields.get("i") != index:
            raise LogError(
                index, f"its number is {fields.get('i')!r}: an entry is missing or double"
            )
        if fields.get("prev") != self._hash:
            raise LogError(index, "it does not continue the entry before it")
        try:
            event = from_row(fields.get("event"))
            written = self.write(event)
        except (ValueError, BadTransition, KeyError, AssertionError, ProofError) as error:
            raise LogError(index, f"its event cannot follow: {error}") from None
        if written.line != line:
            wanted = json.loads(written.line)
            for name, what in (("state", "state"), ("effects", "effects")):
                if wanted[name] != fields.get(name):
                    raise LogError(index, f"replayed, {to_row(event)[0]} leads to another {what}")
            raise LogError(index, "it is not written as the rules write it")
        self.accept(written)
        return written

    def write(self, event: Event) -> Written:
        """Return what `event` would lead to and its line; nothing changes until `accept`."""
        show, effects = step(self.show, event)
        line = _sealed(
            {
                "i": self.index + 1,
                "prev": self._hash,
                "event": to_row(event),
                "state": show.state_hash().hex(),
                "effects": effects_digest(effects).hex(),
            }
        )
        return Written(event, show, effects, line)

    def accept(self, written: Written) -> None:
        """Go on from `written`, which now stands in the log."""
        self.show = written.show
        self.index += 1
        self._hash = json.loads(written.line)["hash"]


def origin(show: str, header_hash: str) -> str:
    """Return the name of one night's log, which everything that is signed bears."""
    return f"gala/{show}/{header_hash}"


def _header(fields: dict[str, Any]) -> Header:
    keys = fields["keys"]
    if set(keys) != set(LogKeys.__slots__):
        raise ValueError("its keys are not log, receipts and vrf")
    for key in keys.values():
        unhex(key, 32)
    signed = ("audits", "approvals")
    given = {name: fields[name] for name in Header.__slots__ if name not in signed}
    given["audits"] = read_audits(fields.get("audits", []))
    given["approvals"] = read_approvals(fields.get("approvals", []))
    given["beacon"] = read_beacon(fields["beacon"])
    given["promise"] = read_promise(fields["promise"])
    return Header(**{**given, "keys": LogKeys(**keys)})


def _sealed(fields: dict[str, Any]) -> bytes:
    """Return the canonical line of `fields` with its hash."""
    return _canonical({**fields, "hash": hashlib.sha256(_canonical(fields)).hexdigest()})


def _opened(index: int, line: bytes) -> dict[str, Any]:
    """Return a line's fields, once its hash and its writing have been checked."""
    try:
        fields = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        raise LogError(index, "it is not JSON") from None
    if not isinstance(fields, dict) or not isinstance(fields.get("hash"), str):
        raise LogError(index, "it is not an entry with a hash")
    bare = {name: value for name, value in fields.items() if name != "hash"}
    if _sealed(bare) != line:
        raise LogError(index, "its hash is not that of its content")
    return fields


def _canonical(fields: dict[str, Any]) -> bytes:
    return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode(
        "utf-8", "surrogatepass"
    )
