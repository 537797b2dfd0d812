from dataclasses import replace

import pytest

from gala.core.approvals import approved, held_approvals
from gala.proof.approval import sign_approval
from gala.proof.errors import ProofError
from gala.proof.signing import public_key
from run_sheet import digest
from tests.approved import DAY, SECRETS, SHEET, UNATTENDED, signed
from tests.core.playing import sheet_of

EVENING = sheet_of(SHEET)


def held(*names: str, rehearsal: bool = False, mode: str = "auto") -> str:
    approvals = signed(EVENING, *names) if names else ()
    return held_approvals(EVENING, approvals, rehearsal=rehearsal, mode=mode)


def test_two_people_are_enough_whichever_two() -> None:
    for names in (("producer", "finance"), ("director", "finance"), tuple(SECRETS)):
        found = approved(EVENING, signed(EVENING, *names))
        assert found.whole
        assert found.digest == digest(EVENING)
        assert [one.approver for one in found.valid] == list(names)
    assert not approved(EVENING, signed(EVENING, "producer")).whole
    assert not approved(EVENING, ()).whole


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("spend_fen: 6500", "spend_fen: 6501"),
        ("length: 10s", "length: 11s"),
        ("The producer on duty", "Nobody"),
        ("pool_fen: 1000", "pool_fen: 1001"),
    ],
)
def test_any_change_voids_them(old: str, new: str) -> None:
    found = approved(sheet_of(SHEET.replace(old, new)), signed(EVENING))
    assert (found.valid, found.whole) == ((), False)
    assert {why.en for _, why in found.faults} == {"the sheet has been changed since it was signed"}


def test_layout_and_comments_do_not() -> None:
    assert approved(sheet_of("# Approved\n" + SHEET), signed(EVENING)).whole


def test_a_stranger_and_a_forger_approve_nothing() -> None:
    producer, finance = signed(EVENING)
    stranger = sign_approval(b"\x01" * 32, digest(EVENING), "friend", DAY)
    forged = replace(finance, signature=producer.signature)
    found = approved(EVENING, (producer, stranger, forged))
    assert found.valid == (producer,)
    assert [(one.approver, why.en) for one, why in found.faults] == [
        ("friend", "the sheet names no such approver"),
        ("finance", "the signature is not that of this key over this text"),
    ]


def test_one_key_in_two_names_is_one_approval() -> None:
    # The check refuses such a sheet; who makes one without it is not believed either.
    keys = {name: public_key(secret).hex() for name, secret in SECRETS.items()}
    unattended = EVENING.unattended
    assert unattended is not None
    approvers = tuple(
        one.model_copy(update={"key": keys["producer"]}) for one in unattended.approvers
    )
    forged = unattended.model_copy(update={"approvers": approvers})
    sheet = EVENING.model_copy(update={"unattended": forged})
    both = tuple(
        sign_approval(SECRETS["producer"], digest(sheet), name, DAY)
        for name in ("producer", "finance")
    )
    found = approved(sheet, both)
    assert len(found.valid) == 1
    assert found.faults[0][1].en == "another approver has signed with this very key"


def test_on_air_it_takes_two_and_goes_by_itself() -> None:
    assert held("producer", "finance") == "producer and finance approved the night unattended"
    for names, count in ((("producer",), "1 approval"), ((), "0 approvals")):
        with pytest.raises(ProofError, match=f"on air unattended, with {count} and not 2"):
            held(*names)
    with pytest.raises(ProofError, match="begun by hand"):
        held("producer", "finance", mode="manual")


def test_a_rehearsal_says_who_has_and_each_must_hold() -> None:
    said = held("producer", rehearsal=True, mode="manual")
    assert said == "producer approved the night unattended, in a rehearsal"
    assert held(rehearsal=True).startswith("nobody approved")
    forged = replace(signed(EVENING)[0], on="2021-06-11")
    for rehearsal in (False, True):
        with pytest.raises(ProofError, match="producer: the signature is not"):
            held_approvals(EVENING, (forged,), rehearsal=rehearsal, mode="auto")


def test_a_sheet_that_people_drive_has_no_approvers() -> None:
    attended = sheet_of(SHEET.replace(UNATTENDED, ""))
    found = approved(attended, signed(attended))
    assert {why.en for _, why in found.faults} == {"the sheet names no such approver"}
