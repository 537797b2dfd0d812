from dataclasses import replace

import pytest

from gala.core.by_lot import ever_held
from gala.core.seckill import Winner, Won
from gala.core.trust.claims import ClaimState, Decided, Entry, Filed, Redeemed
from gala.core.trust.recount import Bought, bought, recount
from gala.proof.errors import ProofError
from gala.proof.leaf import parse_leaf
from tests.core.playing import ORIGIN_MS, Playing
from tests.core.trust.cards import ANN, BO, BOUGHT_MS, CARD, UNITS, card, filing, verdict

FILED = Filed(2_000_000, filing())
MET = Decided(2_000_001, verdict())
USED = Redeemed(2_000_002, filing(2, "again"))


def refused(*entries: Entry) -> str:
    with pytest.raises(ProofError) as said:
        recount(card(), UNITS, entries)
    return str(said.value)


def test_a_night_of_claims_is_counted_to_the_fen() -> None:
    claims = recount(card(), UNITS, [FILED, MET, USED])
    assert claims.met_fen == {"refund": 400, "again": 500}
    assert claims.counts["again", ClaimState.MET] == 1
    assert recount(card(), {}, []).standings == {}


def test_who_has_no_such_unit_has_no_claim() -> None:
    assert "was not given" in refused(Filed(2_000_000, filing(viewer=BO)))
    assert "was not given" in refused(Filed(2_000_000, filing(unit=3)))


def test_what_the_sheet_does_not_give_is_no_claim() -> None:
    assert "gives inks no guarantee" in refused(Filed(1, replace(filing(), window="inks")))
    assert "no guarantee nothing" in refused(Decided(1, verdict(guarantee="nothing")))


def test_the_terms_are_the_sheets() -> None:
    mine = filing()
    others = (
        replace(mine, paid_fen=401),
        replace(mine, ceiling_fen=401),
        replace(mine, until_ms=9),
    )
    for other in others:
        assert "other terms" in refused(Filed(2_000_000, other))


def test_a_coupon_is_redeemed_and_nothing_else_is() -> None:
    assert "another way" in refused(Filed(2_000_000, filing(1, "again")))
    assert "another way" in refused(Redeemed(2_000_000, filing(1, "refund")))


def test_the_rules_hold_entry_for_entry() -> None:
    assert "already" in refused(FILED, Filed(2_000_001, filing(2)))
    assert "already" in refused(FILED, MET, MET)
    assert "decided" in refused(FILED, MET, Decided(2_000_002, verdict(by="second")))
    assert "over" in refused(FILED, Decided(2_000_001, verdict(amount_fen=401)))
    assert "unknown" in refused(MET)
    assert "late" in refused(Filed(filing().until_ms, filing()))
    assert "comes before" in refused(FILED, Decided(1_999_999, verdict()))
    used_by_bo = Redeemed(2_000_003, filing(3, "again", 2, BO))
    assert "quota" in refused(USED, used_by_bo)
    assert ANN != BO


def test_by_lot_who_was_drawn_has_bought_and_who_entered_has_not() -> None:
    play = Playing(CARD.replace("open_for: 40s, stock:", "open_for: 40s, by: lot, stock:", 1))
    play.entries["pens"] = {"app": (1,) * 9}
    show = play.until(ORIGIN_MS + 500_000).show
    lots = play.lots("pens")
    assert lots is not None
    leaves = [parse_leaf(text) for text in lots.texts]
    winners = [
        Winner(one.pseudonym, "app", Won(1, b"c" * 16, one.unit, 400, BOUGHT_MS)) for one in leaves
    ]
    units = bought(show, {"pens": winners})
    assert frozenset(one.viewer for one in units.values()) == ever_held(show, "pens")
    assert 0 < len(units) < len(winners)
    assert set(bought(Playing(CARD).until(ORIGIN_MS + 1).show, {"pens": winners}).values()) == {
        Bought(one.pseudonym, 400, BOUGHT_MS) for one in leaves
    }
