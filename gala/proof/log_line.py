"""A line of the log, as far as it can be checked by itself: its writing, its number, its hash."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from gala.proof import shapes
from gala.proof.approval import Approval, read_approvals
from gala.proof.audit import Audit, read_audits
from gala.proof.canon import canonical, read, rewritten, unhex
from gala.proof.chain import Beacon, read_beacon
from gala.proof.errors import ProofError
from gala.proof.promise import Promise, read_promise
from gala.proof.rows import Row, read_row

_LINE_KEYS = frozenset({"effects", "event", "hash", "i", "prev", "state"})
_HEADER_KEYS = frozenset(
    {"beacon", "gala", "hash", "keys", "mode", "origin_ms", "pace_milli", "promise"}
    | {"rehearsal", "rules_version", "sheet", "sheet_digest", "show", "version"}
)
_SIGNED = frozenset({"approvals", "audits"})
_KEYS_KEYS = frozenset({"log", "receipts", "vrf"})


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line from 1 on; `row` is `None` when its event proves nothing by itself."""

    i: int
    prev: str
    hash: str
    row: Row | None


@dataclass(frozen=True, slots=True)
class LogHeader:
    """Line 0: what was fixed before any entry."""

    hash: str
    show: str
    beacon: Beacon
    log: bytes
    receipts: bytes
    vrf: bytes
    promise: Promise
    audits: tuple[Audit, ...] = ()
    """What auditors have signed; whether that holds is for whoever knows the sheet to say."""
    approvals: tuple[Approval, ...] = ()
    """Who has approved a night that nobody drives; that too."""

    @property
    def origin(self) -> str:
        """The name of the night, which is in everything that is signed."""
        return f"gala/{self.show}/{self.hash}"


def sealed(fields: dict[str, Any]) -> bytes:
    """Return `fields` as a line with its hash, without a line feed."""
    return canonical({**fields, "hash": hashlib.sha256(canonical(fields)).hexdigest()})


def unsealed(line: bytes, keys: frozenset[str], what: str) -> dict[str, Any]:
    """Return the fields of a line that has `keys`, once its hash is seen to be its own."""
    fields = shapes.exact(read(line), keys, what)
    bare = rewritten({name: value for name, value in fields.items() if name != "hash"})
    if hashlib.sha256(bare).hexdigest() != fields["hash"]:
        raise ProofError(f"the hash of {what} is not that of its content")
    return fields


def read_line(line: bytes) -> LogLine:
    """Return the line, from 1 on, that `line` is. Raises `ProofError`."""
    fields = unsealed(line, _LINE_KEYS, "a line of the log")
    for name in ("effects", "prev", "state"):
        unhex(fields[name], 32)
    return LogLine(
        shapes.integer(fields["i"], "the number of a line", least=1),
        fields["prev"],
        fields["hash"],
        read_row(fields["event"]),
    )


def read_header(line: bytes) -> LogHeader:
    """Return line 0. Raises `ProofError`; what the rules make of it is for the replay to say."""
    fields = _header_fields(line)
    shapes.constant(fields["gala"], "log", "`gala`")
    shapes.constant(fields["version"], 1, "the log's version")
    for name in ("mode", "sheet", "sheet_digest"):
        shapes.text(fields[name], f"`{name}`")
    for name in ("origin_ms", "pace_milli", "rules_version"):
        shapes.integer(fields[name], f"`{name}`")
    if not isinstance(fields["rehearsal"], bool):
        raise ProofError("`rehearsal` is neither true nor false")
    keys = shapes.exact(fields["keys"], _KEYS_KEYS, "the keys")
    return LogHeader(
        fields["hash"],
        shapes.slug(fields["show"], "the show"),
        read_beacon(fields["beacon"]),
        unhex(keys["log"], 32),
        unhex(keys["receipts"], 32),
        unhex(keys["vrf"], 32),
        read_promise(fields["promise"]),
        read_audits(fields.get("audits", [])),
        read_approvals(fields.get("approvals", [])),
    )


def _header_fields(line: bytes) -> dict[str, Any]:
    """Return the fields of line 0, of which those of `_SIGNED` are there only when signed."""
    value = read(line)
    signed = _SIGNED & value.keys() if isinstance(value, dict) else frozenset()
    for name in sorted(signed):
        if value[name] == []:
            raise ProofError(f"there are no {name} in the list of {name}")
    return unsealed(line, _HEADER_KEYS | signed, "the first line of the log")
