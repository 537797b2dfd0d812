from dataclasses import replace

import pytest

from gala.core.books import Figure
from gala.core.trust.claims import ClaimState, Decided, Entry, Filed, Redeemed
from gala.core.trust.figures import ALL, Journaled, Tally, examine, guarantee_figures
from tests.core.trust.cards import BO, UNITS, card, filing, verdict

FILED = Filed(2_000_000, filing())
MET = Decided(2_000_001, verdict())
USED = Redeemed(2_000_002, filing(2, "again"))
REFUSED = (Filed(2_000_003, filing(3, "freight")), Decided(2_000_004, verdict(3, 0, "freight")))
NIGHT: tuple[Entry, ...] = (FILED, MET, USED, *REFUSED)


def tally(*entries: Entry) -> Tally:
    made = Tally()
    for entry in entries:
        made.take(entry)
    return made


def differing(journaled: Journaled) -> dict[tuple[str, str], tuple[int, int]]:
    figures = guarantee_figures(card(), UNITS, journaled)
    return {(one.of, one.what): (one.said, one.counted) for one in figures if not one.equal}


def test_a_night_of_claims_agrees_to_the_fen() -> None:
    figures = list(guarantee_figures(card(), UNITS, Journaled(NIGHT, len(NIGHT), tally(*NIGHT))))
    assert all(one.equal for one in figures)
    assert Figure("guarantee refund", "met, fen", 400, 400) in figures
    assert Figure("guarantee again", "claims met, kept", 1, 1) in figures
    assert Figure("guarantee freight", "claims refused", 1, 1) in figures
    assert Figure(ALL, "claims kept", 3, 3) in figures


def test_a_record_says_nothing_of_a_store() -> None:
    assert not [one for one in guarantee_figures(card(), UNITS, Journaled(NIGHT)) if one.of == ALL]


def test_what_cannot_follow_differs_by_what_it_is_worth() -> None:
    twice = Decided(2_000_002, replace(verdict(), amount_fen=250))
    assert differing(Journaled((FILED, MET, twice))) == {
        ("guarantee refund", "claims met"): (1, 2),
        ("guarantee refund", "met, fen"): (400, 650),
    }
    figures = guarantee_figures(card(), UNITS, Journaled((FILED, MET, twice)))
    assert "decided" in next(one.note for one in figures if not one.equal)


def test_a_claim_on_nobodys_unit_is_named_and_the_others_still_count() -> None:
    found = examine(card(), UNITS, (Filed(1, filing(7, viewer=BO)), FILED, MET))
    assert "was not given" in found.faults["refund"]
    assert found.claims.counts["refund", ClaimState.MET] == 1
    stranger = Filed(2_000_000, replace(filing(7), guarantee="nothing"))
    assert differing(Journaled((stranger,))) == {("guarantee nothing", "claims"): (0, 1)}


def test_more_than_the_quota_is_a_difference() -> None:
    other = (Filed(2_000_002, filing(2, "freight", 2, BO)), Filed(2_000_003, filing(3, "freight")))
    met = tuple(Decided(2_000_004, verdict(n, 100, "freight")) for n in (2, 3))
    assert differing(Journaled((*other, *met)))[
        "guarantee freight", "met beyond the quota, claims"
    ] == (0, 1)


def test_a_store_that_has_counted_otherwise_is_a_difference() -> None:
    kept = tally(*NIGHT)
    kept.met_fen["refund"] -= 1
    kept.claims += 1
    assert differing(Journaled(NIGHT, len(NIGHT), kept)) == {
        (ALL, "claims kept"): (3, 4),
        ("guarantee refund", "met, kept, fen"): (400, 399),
    }
    assert differing(Journaled((), 0, tally(MET)))["guarantee refund", "claims met, kept"] == (0, 1)


@pytest.mark.parametrize("counted", range(len(NIGHT) + 1))
@pytest.mark.parametrize("before", range(len(NIGHT) + 1))
def test_what_came_while_it_was_read_is_no_difference(before: int, counted: int) -> None:
    journaled = Journaled(NIGHT, before, tally(*NIGHT[:counted]))
    if counted >= before:
        assert not differing(journaled)
    elif tally(*NIGHT[:counted]) != tally(*NIGHT[:before]):
        assert differing(journaled)
