from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest

from gala.after.account import from_folder
from gala.after.guarantees import card, claimed, entries_of, figures, standing
from gala.after.reconcile import differences, reconcile
from gala.conductor.guarantees import GUARANTEES
from gala.conductor.record import CLAIMS, write_claims
from gala.core.trust.claims import ClaimState, Decided
from gala.core.trust.figures import Journaled
from tests.after.guaranteed import ANN, BO, COUPON_FEN, MET_FEN, guaranteed_night


@pytest.fixture
def night(tmp_path: Path) -> Path:
    return guaranteed_night(tmp_path)


def test_claims_are_reconciled_with_sheet_receipts_and_rules(night: Path) -> None:
    account = from_folder(night)
    found = reconcile(account)
    assert differences(found) == []
    told = {(one.of, one.what): one.counted for one in found}
    assert told["guarantee refund", "met, fen"] == MET_FEN
    assert told["guarantee again", "met, fen"] == COUPON_FEN
    assert told["guarantee freight", "claims refused"] == 1
    assert set(card(account).windows) == {"pens"}


def test_each_claim_as_it_stands(night: Path) -> None:
    account = from_folder(night)
    got = [
        (one.filing.viewer, one.offer.id, one.standing.state, one.owed_fen)
        for one in claimed(account)
    ]
    assert got == [
        (ANN, "refund", ClaimState.MET, MET_FEN),
        (ANN, "freight", ClaimState.REFUSED, 0),
        (BO, "again", ClaimState.MET, 0),
        (BO, "tenfold", ClaimState.FILED, 0),
    ]
    assert [one.is_coupon for one in claimed(account)] == [False, False, True, False]
    assert {one.sold.merchant for one in claimed(account)} == {"shop"}


def test_a_decision_for_more_is_a_difference_to_the_fen(night: Path) -> None:
    account = from_folder(night)
    entries = list(account.guarantees.entries)
    met = entries[2]
    assert isinstance(met, Decided)
    entries[2] = replace(met, verdict=replace(met.verdict, amount_fen=MET_FEN + 101))
    bent = replace(account, guarantees=Journaled(tuple(entries)))
    found = {one.what: (one.said, one.counted) for one in differences(list(figures(bent)))}
    assert found == {"claims met": (0, 1), "met, fen": (0, MET_FEN + 101)}
    assert standing(bent).counts["refund", ClaimState.FILED] == 1


def test_a_claim_whose_unit_is_gone_is_a_difference(night: Path) -> None:
    account = from_folder(night)
    write_claims(night, {"pens": account.winners("pens")[:1], "inks": account.winners("inks")})
    found = {(one.of, one.what) for one in differences(list(figures(from_folder(night))))}
    assert ("guarantee again", "met, fen") in found
    assert ("guarantee tenfold", "claims") in found
    assert (night / CLAIMS).exists()


def test_claims_that_are_gone_or_torn_are_a_difference(night: Path, drawn_record: Path) -> None:
    assert entries_of(drawn_record) == ([], None)
    lines = (night / GUARANTEES).read_bytes().splitlines(keepends=True)
    (night / GUARANTEES).write_bytes(b"".join([*lines[:3], *lines[4:]]))
    found = differences(reconcile(from_folder(night)))
    assert [(one.of, one.what) for one in found] == [("guarantees", "entries that cannot follow")]
    assert "does not continue" in found[0].note
    (night / GUARANTEES).unlink()
    entries, why = entries_of(night)
    assert (entries, why is not None and "missing" in why) == ([], True)


def test_claims_of_a_night_that_guarantees_nothing_are_a_difference(
    night: Path, drawn_account_folder: Path
) -> None:
    (drawn_account_folder / GUARANTEES).write_bytes((night / GUARANTEES).read_bytes())
    found = differences(reconcile(from_folder(drawn_account_folder)))
    assert ("guarantee refund", "met, fen") in {(one.of, one.what) for one in found}
    assert all("guarantee" in one.of for one in found)


@pytest.fixture
def drawn_account_folder(tmp_path_factory: pytest.TempPathFactory, drawn_record: Path) -> Path:
    return Path(copytree(drawn_record, tmp_path_factory.mktemp("drawn") / "out"))
