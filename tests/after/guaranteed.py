"""A record of a night whose goods came with guarantees, and claims on them."""

from __future__ import annotations

from pathlib import Path

from gala.conductor.guarantees import write_guarantees
from gala.conductor.record import LOG, RECEIPTS, write_claims
from gala.core.seckill import Winner
from gala.core.trust.claims import Decided, Entry, Filed, Filing, Redeemed, Verdict
from tests.conductor.records import Night
from tests.core.trust.cards import CARD, SAID, card

ANN, BO = "v-app-1", "v-app-2"
MET_FEN, COUPON_FEN = 300, 500


def guaranteed_night(folder: Path) -> Path:
    """Write the record: of two pens, one is refunded in part, freight is refused for it, and who
    has the other uses its coupon and waits for an answer. The inks come with nothing."""
    night = Night(sheet=CARD, sold={"app": 2}).play()
    (folder / LOG).write_bytes(b"".join(line + b"\n" for line in night.lines))
    pens, inks = night.winners[:2], night.winners[2:]
    write_claims(folder, {"pens": pens, "inks": inks})
    (folder / RECEIPTS).write_bytes(
        b'{"batch":"1-0","root":"","signature":"","size":2,"window":"pens"}\n'
        b'{"batch":"1-0","root":"","signature":"","size":2,"window":"inks"}\n'
    )
    write_guarantees(folder, CARD, claims_on(pens))
    return folder


def claims_on(pens: list[Winner]) -> list[Entry]:
    """Return the journal of claims on two pens."""
    at_ms = pens[-1].won.at_ms + 60_000
    first, second = pens
    return [
        Filed(at_ms, _filing(1, "refund", first)),
        Filed(at_ms + 1, _filing(2, "freight", first)),
        Decided(at_ms + 2, _verdict(1, "refund", MET_FEN)),
        Redeemed(at_ms + 3, _filing(3, "again", second)),
        Decided(at_ms + 4, _verdict(2, "freight", 0)),
        Filed(at_ms + 5, _filing(4, "tenfold", second)),
    ]


def _filing(claim: int, guarantee: str, of: Winner) -> Filing:
    offer, won = card().offers[guarantee], of.won
    return Filing(
        *(f"{claim:032x}", guarantee, "pens", of.outlet, won.unit, of.viewer, won.price_fen),
        *(offer.ceiling_fen(won.price_fen), offer.until_ms(won.at_ms), SAID),
    )


def _verdict(claim: int, guarantee: str, amount_fen: int) -> Verdict:
    met = amount_fen > 0
    return Verdict(f"{claim:032x}", guarantee, met, amount_fen, "director", "seen the pictures")
