"""Keys and beacons for tests: fixed, and nobody's."""

import hashlib

from gala.cli.operator_keys import OperatorKeys
from gala.core.log import Header
from gala.core.state import Night
from gala.edge import EdgeKeys
from gala.edge.receipts import ReceiptKeys
from gala.proof.chain import Beacon, rehearsal_chain
from gala.proof.leaf import Leaf
from gala.proof.promise import Promise
from gala.proof.pseudonym import pseudonym
from gala.wire import messages
from gala.wire.messages import BatchProof

KEYS = OperatorKeys(*(hashlib.sha256(b"gala tests %d" % n).digest() for n in range(5)))
ORIGIN = "gala/live/" + "ab" * 32
PROMISE = Promise("always", 0)
RECEIPT_KEYS = ReceiptKeys(KEYS.receipts, ORIGIN, PROMISE)
EDGE_KEYS = EdgeKeys(bytes(32), RECEIPT_KEYS)
PSEUDONYM = "0123456789abcdef" * 2
PROOF = BatchProof("1-0", 0, 1, b"", bytes(64), PROMISE)


def named(viewer: str) -> str:
    """The pseudonym of a viewer of the tests' edges."""
    return pseudonym(EDGE_KEYS.show_key, viewer)


def beacon(genesis_ms: int, period_ms: int = 100, margin_ms: int = 200) -> Beacon:
    """A rehearsal beacon that is quick."""
    return Beacon(rehearsal_chain(KEYS.pins.rehearsal, genesis_ms, period_ms), margin_ms, 5_000)


def night(origin_ms: int, by: Beacon | None = None) -> Night:
    """What draws of a show that starts then are bound to; `by` is another beacon."""
    return Night(ORIGIN, by or beacon(origin_ms), KEYS.pins.vrf)


def header(
    show: str, sheet: str, digest: str, pace_milli: int, origin_ms: int, mode: str
) -> Header:
    """The header of a show with these keys and a quick beacon."""
    return Header(
        show,
        sheet,
        digest,
        pace_milli,
        origin_ms,
        mode,
        beacon(origin_ms),
        KEYS.log_keys,
        promise=PROMISE,
    )


def packed_receipt(
    window: str, gen: int, claim_id: bytes, unit: int, price_fen: int, at_ms: int
) -> bytes:
    """A packed receipt of one unit of `app`, not really signed."""
    leaf = Leaf(PSEUDONYM, "app", unit, 1, gen, price_fen, at_ms, claim_id)
    return messages.receipt(window, leaf, PROOF)
