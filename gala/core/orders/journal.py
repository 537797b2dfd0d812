"""Orders as they are kept: the fields of an entry, and the chained lines of a record.

{"at_ms":…,"by":…,"hash":…,"held_ms":…,"holding":…,"op":"held"|"paid"|…,"outlet":…,"place":…,
 "prev":…,"price_fen":…,"pseudonym":…,"ref":…,"unit":…,"until_ms":…,"window":…}
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from gala.core.orders.book import Entry
from gala.core.orders.tables import Op
from gala.proof import shapes
from gala.proof.canon import read
from gala.proof.errors import ProofError
from gala.proof.log_line import sealed, unsealed

NO_LINE = ""
"""What the first line has as `prev`."""

_ENTRY = frozenset(
    {"at_ms", "by", "held_ms", "holding", "op", "outlet", "place", "price_fen", "pseudonym"}
    | {"ref", "unit", "until_ms"}
)
_CHAIN = frozenset({"hash", "prev", "window"})


def fields_of(entry: Entry) -> dict[str, Any]:
    """Return an entry as an object of canonical JSON."""
    return {
        "at_ms": entry.at_ms,
        "by": entry.by,
        "held_ms": entry.held_ms,
        "holding": entry.holding,
        "op": str(entry.op),
        "outlet": entry.outlet,
        "place": entry.place,
        "price_fen": entry.price_fen,
        "pseudonym": entry.viewer,
        "ref": entry.ref,
        "unit": entry.unit,
        "until_ms": entry.until_ms,
    }


def entry_of(value: object) -> Entry:
    """Return the entry that an object is. Raises `ProofError`."""
    fields = shapes.exact(value, _ENTRY, "an order's entry")
    try:
        op = Op(shapes.text(fields["op"], "the kind"))
    except ValueError:
        raise ProofError(f"there is no entry {fields['op']!r} of orders") from None
    return Entry(
        op,
        shapes.integer(fields["at_ms"], "the instant"),
        shapes.slug(fields["outlet"], "the outlet"),
        shapes.integer(fields["unit"], "the unit"),
        shapes.integer(fields["holding"], "the holding"),
        shapes.text(fields["pseudonym"], "the pseudonym"),
        shapes.integer(fields["price_fen"], "the price"),
        shapes.integer(fields["held_ms"], "since when"),
        shapes.integer(fields["until_ms"], "the deadline"),
        shapes.integer(fields["place"], "the place"),
        shapes.text(fields["by"], "who did it"),
        shapes.text(fields["ref"], "the reference"),
    )


def chained(entries: Iterable[tuple[str, Entry]]) -> Iterator[bytes]:
    """Yield the lines of a record, each holding the hash of the one before, without line feeds.

    `entries` are `(window, entry)`.
    """
    prev = NO_LINE
    for window, entry in entries:
        line = sealed({**fields_of(entry), "window": window, "prev": prev})
        prev = read(line)["hash"]
        yield line


def unchained(lines: Iterable[bytes]) -> Iterator[tuple[str, Entry]]:
    """Yield `(window, entry)` of a record's lines. Raises `ProofError` where the chain breaks."""
    before = NO_LINE
    for number, line in enumerate(lines, start=1):
        fields = unsealed(line, _ENTRY | _CHAIN, f"line {number} of the orders")
        if fields["prev"] != before:
            raise ProofError(f"line {number} of the orders does not continue the one before it")
        before = fields["hash"]
        window = shapes.slug(fields["window"], "the window")
        yield window, entry_of({name: one for name, one in fields.items() if name not in _CHAIN})
