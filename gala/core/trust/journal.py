"""Claims on guarantees as they are kept: the fields of an entry, and the chained lines of a record.

    {"at_ms":…,"hash":…,"op":"filed"|"redeemed","claim":…,"guarantee":…,"prev":…, …}
    {"amount_fen":…,"at_ms":…,"by":…,"claim":…,"hash":…,"op":"met"|"refused","prev":…,"reason":…, …}

What a viewer told is not among them: its digest is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from gala.core.trust.claims import ClaimState, Decided, Entry, Filed, Filing, Redeemed, Verdict
from gala.proof import shapes
from gala.proof.canon import read
from gala.proof.errors import ProofError
from gala.proof.log_line import sealed, unsealed

NO_LINE = ""
"""What the first line has as `prev`."""

_FILING = frozenset(
    {"at_ms", "ceiling_fen", "claim", "files", "guarantee", "op", "outlet", "paid_fen"}
    | {"pseudonym", "said_sha256", "unit", "until_ms", "window"}
)
_VERDICT = frozenset({"amount_fen", "at_ms", "by", "claim", "guarantee", "op", "reason"})
_CHAIN = frozenset({"hash", "prev"})
_FILING_OPS = ("filed", "redeemed")


def fields_of(entry: Entry) -> dict[str, Any]:
    """Return an entry as an object of canonical JSON."""
    if isinstance(entry, Decided):
        verdict = entry.verdict
        return {
            "amount_fen": verdict.amount_fen,
            "at_ms": entry.at_ms,
            "by": verdict.by,
            "claim": verdict.claim,
            "guarantee": verdict.guarantee,
            "op": str(verdict.state),
            "reason": verdict.reason,
        }
    filing = entry.filing
    return {
        "at_ms": entry.at_ms,
        "ceiling_fen": filing.ceiling_fen,
        "claim": filing.claim,
        "files": list(filing.files),
        "guarantee": filing.guarantee,
        "op": "redeemed" if isinstance(entry, Redeemed) else "filed",
        "outlet": filing.outlet,
        "paid_fen": filing.paid_fen,
        "pseudonym": filing.viewer,
        "said_sha256": filing.said_sha256,
        "unit": filing.unit,
        "until_ms": filing.until_ms,
        "window": filing.window,
    }


def entry_of(value: object) -> Entry:
    """Return the entry that an object is. Raises `ProofError`."""
    op = value.get("op") if isinstance(value, dict) else None
    try:
        return _filing(value) if op in _FILING_OPS else _verdict(value)
    except ValueError as error:
        raise ProofError(f"a claim on a guarantee: {error}") from None


def _filing(value: object) -> Filed | Redeemed:
    fields = shapes.exact(value, _FILING, "a claim on a guarantee")
    filing = Filing(
        shapes.text(fields["claim"], "the claim"),
        shapes.slug(fields["guarantee"], "the guarantee"),
        shapes.slug(fields["window"], "the window"),
        shapes.slug(fields["outlet"], "the outlet"),
        shapes.integer(fields["unit"], "the unit", least=1),
        shapes.text(fields["pseudonym"], "the pseudonym"),
        shapes.integer(fields["paid_fen"], "what was paid"),
        shapes.integer(fields["ceiling_fen"], "the ceiling"),
        shapes.integer(fields["until_ms"], "the last instant"),
        shapes.text(fields["said_sha256"], "the digest"),
        tuple(shapes.text(one, "a digest") for one in shapes.items(fields["files"], "the files")),
    )
    kind = Redeemed if fields["op"] == "redeemed" else Filed
    return kind(shapes.integer(fields["at_ms"], "the instant"), filing)


def _verdict(value: object) -> Decided:
    fields = shapes.exact(value, _VERDICT, "a decision on a guarantee")
    if fields["op"] not in (str(ClaimState.MET), str(ClaimState.REFUSED)):
        raise ProofError("it is no entry of claims on guarantees")
    verdict = Verdict(
        shapes.text(fields["claim"], "the claim"),
        shapes.slug(fields["guarantee"], "the guarantee"),
        fields["op"] == str(ClaimState.MET),
        shapes.integer(fields["amount_fen"], "the amount"),
        shapes.text(fields["by"], "who decided"),
        shapes.text(fields["reason"], "the reason"),
    )
    return Decided(shapes.integer(fields["at_ms"], "the instant"), verdict)


def chained(entries: Iterable[Entry], prev: str = NO_LINE) -> Iterator[bytes]:
    """Yield the lines of a record, each holding the hash of the one before, without line feeds.

    `prev` is the hash of the line that they go on from.
    """
    for entry in entries:
        line = sealed({**fields_of(entry), "prev": prev})
        prev = read(line)["hash"]
        yield line


def unchained(lines: Iterable[bytes]) -> Iterator[Entry]:
    """Yield the entries of a record's lines. Raises `ProofError` where the chain does not hold."""
    before = NO_LINE
    for number, line in enumerate(lines, start=1):
        value = read(line)
        op = value.get("op") if isinstance(value, dict) else None
        keys = (_FILING if op in _FILING_OPS else _VERDICT) | _CHAIN
        fields = unsealed(line, keys, f"claim on a guarantee {number}")
        if fields["prev"] != before:
            raise ProofError(f"line {number} does not continue the one before it")
        before = fields["hash"]
        yield entry_of({name: one for name, one in fields.items() if name not in _CHAIN})
