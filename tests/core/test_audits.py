from dataclasses import replace

import pytest

from gala.core.audits import held_audits, standings
from gala.proof.errors import ProofError
from tests.audited import AUDITORS, SHEET, sheet_of, signed

EVENING = sheet_of()
DEARER = sheet_of(SHEET.replace("price_fen: 1,", "price_fen: 2,"))


def states(sheet: object = EVENING, audits: object = ()) -> dict[str, str]:
    return {one.goods: one.state for one in standings(sheet, audits)}  # type: ignore[arg-type]


def test_goods_that_are_sold_want_a_signature() -> None:
    assert states() == {"pen": "unsigned", "cup": "unsigned"}
    assert states(EVENING, signed(EVENING, "quality", "pen")) == {
        "pen": "audited",
        "cup": "unsigned",
    }


def test_any_of_the_auditors_will_do() -> None:
    audits = signed(EVENING, "quality", "pen") + signed(EVENING, "law", "cup")
    assert states(EVENING, audits) == {"pen": "audited", "cup": "audited"}
    assert held_audits(EVENING, audits, rehearsal=False) == (
        "quality has signed pen; law has signed cup"
    )


def test_one_fen_voids_the_signature_of_the_goods_and_of_no_others() -> None:
    (pen, cup) = standings(DEARER, signed(EVENING))
    assert (pen.state, cup.state) == ("void", "audited")
    assert [wrong.en for _, wrong in pen.faults] == [
        "the goods have been changed since they were signed"
    ]


def test_a_void_signature_beside_a_good_one_takes_nothing_away() -> None:
    audits = signed(EVENING, "quality", "pen") + signed(DEARER, "law", "pen")
    (pen, _) = standings(DEARER, audits)
    assert pen.state == "audited"
    assert (len(pen.valid), len(pen.faults)) == (1, 1)


def test_a_stranger_and_a_forger_sign_nothing() -> None:
    (pen, cup) = signed(EVENING)
    stranger = replace(pen, auditor="friend")
    forged = replace(cup, signature=cup.signature[:-1] + bytes([cup.signature[-1] ^ 1]))
    others = replace(pen, auditor="law")
    found = standings(EVENING, (stranger, forged, others))
    assert [one.state for one in found] == ["void", "void"]
    assert [wrong.en for one in found for _, wrong in one.faults] == [
        "the sheet names no such auditor",
        "the signature is not that of this key over this text",
        "the signature is not that of this key over this text",
    ]


def test_on_air_nothing_is_sold_that_nobody_signed() -> None:
    with pytest.raises(ProofError, match="no auditor has signed: pen, cup"):
        held_audits(EVENING, (), rehearsal=False)
    with pytest.raises(ProofError, match="no auditor has signed: cup"):
        held_audits(EVENING, signed(EVENING, "quality", "pen"), rehearsal=False)


def test_a_rehearsal_says_what_is_missing() -> None:
    said = held_audits(EVENING, signed(EVENING, "quality", "pen"), rehearsal=True)
    assert said == "quality has signed pen; not audited, in a rehearsal: cup"


@pytest.mark.parametrize("rehearsal", [False, True])
def test_every_signature_that_is_there_must_hold(rehearsal: bool) -> None:
    whole = signed(EVENING)
    with pytest.raises(ProofError, match="quality under pen: the goods have been changed"):
        held_audits(DEARER, whole, rehearsal=rehearsal)
    wrong = (*whole, replace(whole[0], auditor="law"))
    with pytest.raises(ProofError, match="law under pen: the signature"):
        held_audits(EVENING, wrong, rehearsal=rehearsal)
    with pytest.raises(ProofError, match="shown is audited, and nothing sells it"):
        held_audits(EVENING, (*whole, replace(whole[0], goods="shown")), rehearsal=rehearsal)


def test_a_sheet_without_auditors_has_no_signatures() -> None:
    nobody = sheet_of(SHEET.replace(AUDITORS, ""))
    with pytest.raises(ProofError, match="the sheet names no such auditor"):
        held_audits(nobody, signed(EVENING), rehearsal=False)


def test_auditors_of_a_night_that_sells_nothing_have_nothing_to_sign() -> None:
    talk = SHEET[: SHEET.index("segments:")] + (
        "segments:\n  - {id: a, kind: host, title: A, length: 1m}\n"
    )
    assert held_audits(sheet_of(talk), (), rehearsal=False) == "nothing is sold"
