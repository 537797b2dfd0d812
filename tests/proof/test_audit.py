import json
from dataclasses import replace
from typing import Any

import pytest

from gala.proof import signing
from gala.proof.audit import Audit, audit_message, audit_rows, read_audits, sign_audit
from gala.proof.errors import ProofError

SECRET, DIGEST = b"\x07" * 32, "ab" * 32
KEY = signing.public_key(SECRET)
AUDIT = sign_audit(SECRET, "pen", DIGEST, "quality", "2021-06-10")


def test_what_is_signed_is_plain_text() -> None:
    assert audit_message("pen", DIGEST, "quality", "2021-06-10") == (
        b"gala/audit/v1\npen\n" + DIGEST.encode() + b"\nquality\n2021-06-10\n"
    )
    signing.verify(KEY, audit_message("pen", DIGEST, "quality", "2021-06-10"), AUDIT.signature)
    AUDIT.check(KEY)


@pytest.mark.parametrize(
    "other",
    [
        replace(AUDIT, goods="cup"),
        replace(AUDIT, digest="cd" * 32),
        replace(AUDIT, auditor="law"),
        replace(AUDIT, on="2021-06-11"),
        replace(AUDIT, signature=bytes(64)),
    ],
)
def test_a_signature_holds_for_nothing_else(other: Audit) -> None:
    with pytest.raises(ProofError):
        other.check(KEY)


def test_another_key_and_one_that_is_none_check_nothing() -> None:
    for key in (signing.public_key(b"\x08" * 32), bytes(32), b"\xff" * 32, b""):
        with pytest.raises(ProofError):
            AUDIT.check(key)


def test_rows_are_sorted_and_read_as_they_were() -> None:
    other = sign_audit(SECRET, "cup", DIGEST, "quality", "2021-06-10")
    rows = audit_rows([AUDIT, other])
    assert [row["goods"] for row in rows] == ["cup", "pen"]
    assert read_audits(json.loads(json.dumps(rows))) == (other, AUDIT)
    assert read_audits([]) == ()


@pytest.mark.parametrize(
    "fields",
    [
        {"goods": "The Pen"},
        {"goods": 1},
        {"auditor": ""},
        {"digest": "ab"},
        {"digest": DIGEST.upper()},
        {"on": "2021-6-10"},
        {"on": 20210610},
        {"signature": "00"},
        {"signature": None},
        {"note": "fine"},
    ],
)
def test_what_is_no_audit_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ProofError):
        read_audits([{**AUDIT.fields(), **fields}])


@pytest.mark.parametrize("value", [{}, None, [1], [AUDIT.fields(), AUDIT.fields()]])
def test_a_list_and_each_once(value: object) -> None:
    with pytest.raises(ProofError):
        read_audits(value)
