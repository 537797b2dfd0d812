import json
from dataclasses import replace
from typing import Any

import pytest

from gala.proof import signing
from gala.proof.approval import (
    Approval,
    approval_message,
    approval_rows,
    read_approvals,
    sign_approval,
)
from gala.proof.errors import ProofError

SECRET, DIGEST = b"\x07" * 32, "ab" * 32
KEY = signing.public_key(SECRET)
APPROVAL = sign_approval(SECRET, DIGEST, "producer", "2021-06-10")


def test_what_is_signed_is_plain_text() -> None:
    message = approval_message(DIGEST, "producer", "2021-06-10")
    assert message == b"gala/approve/v1\n" + DIGEST.encode() + b"\nproducer\n2021-06-10\n"
    signing.verify(KEY, message, APPROVAL.signature)
    APPROVAL.check(KEY)


@pytest.mark.parametrize(
    "other",
    [
        replace(APPROVAL, digest="cd" * 32),
        replace(APPROVAL, approver="finance"),
        replace(APPROVAL, on="2021-06-11"),
        replace(APPROVAL, signature=bytes(64)),
    ],
)
def test_a_signature_holds_for_nothing_else(other: Approval) -> None:
    with pytest.raises(ProofError):
        other.check(KEY)


def test_another_key_checks_nothing() -> None:
    with pytest.raises(ProofError):
        APPROVAL.check(signing.public_key(b"\x08" * 32))


def test_rows_are_sorted_and_read_as_they_were() -> None:
    other = sign_approval(SECRET, DIGEST, "finance", "2021-06-10")
    rows = approval_rows([APPROVAL, other])
    assert [row["approver"] for row in rows] == ["finance", "producer"]
    assert read_approvals(json.loads(json.dumps(rows))) == (other, APPROVAL)
    assert read_approvals([]) == ()


@pytest.mark.parametrize(
    "fields",
    [
        {"approver": "The Producer"},
        {"approver": 1},
        {"digest": "ab"},
        {"digest": DIGEST.upper()},
        {"on": "2021-6-10"},
        {"on": 20210610},
        {"signature": "00"},
        {"signature": None},
        {"note": "fine"},
    ],
)
def test_what_is_no_approval_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ProofError):
        read_approvals([{**APPROVAL.fields(), **fields}])


@pytest.mark.parametrize("value", [{}, None, [1], [APPROVAL.fields(), APPROVAL.fields()]])
def test_a_list_and_each_once(value: object) -> None:
    with pytest.raises(ProofError):
        read_approvals(value)
