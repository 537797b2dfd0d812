import json
from typing import Any

import pytest

from gala.proof.approval import sign_approval
from gala.proof.audit import sign_audit
from gala.proof.errors import ProofError
from gala.proof.log_line import read_header, read_line, sealed
from gala.proof.rows import Frozen
from tests.proof.night import PINS, REHEARSED, rehearsed

HEADER, FREEZE = rehearsed().log[0], rehearsed().log[2]


def _other(line: bytes, **fields: Any) -> bytes:
    """Return the line with other fields, and a hash that is right."""
    bare = {name: value for name, value in json.loads(line).items() if name != "hash"}
    return sealed({**bare, **fields})


def test_the_header_fixes_keys_and_beacon() -> None:
    header = read_header(HEADER)
    assert (header.log, header.receipts, header.vrf) == (PINS.log, PINS.receipts, PINS.vrf)
    assert header.beacon == REHEARSED
    assert header.origin == rehearsed().origin


def test_a_line_is_read() -> None:
    line = read_line(FREEZE)
    assert line.i == 2
    assert line.prev == json.loads(rehearsed().log[1])["hash"]
    assert isinstance(line.row, Frozen)
    assert read_line(rehearsed().log[1]).row is None


def test_a_segment_may_have_been_shortened() -> None:
    # Found by the simulator, seed 12: the record of such a night could not be verified.
    shortened = ["segment_extended", 5, "opening", -500, "director"]
    assert read_line(_other(FREEZE, event=shortened)).row is None


def test_every_changed_byte_of_a_line_is_refused() -> None:
    for at in range(len(FREEZE)):
        changed = bytearray(FREEZE)
        changed[at] ^= 1
        with pytest.raises(ProofError):
            read_line(bytes(changed))


@pytest.mark.parametrize(
    "fields",
    [
        {"i": 0},
        {"i": "2"},
        {"prev": ""},
        {"state": "00"},
        {"effects": None},
        {"event": []},
        {"x": 1},
    ],
)
def test_a_right_hash_does_not_make_a_line(fields: dict[str, Any]) -> None:
    with pytest.raises(ProofError):
        read_line(_other(FREEZE, **fields))


@pytest.mark.parametrize(
    "fields",
    [
        {"gala": "record"},
        {"version": 2},
        {"version": True},
        {"show": "The Night"},
        {"beacon": {}},
        {"keys": {"log": PINS.log.hex()}},
        {"mode": 1},
        {"sheet": None},
        {"origin_ms": "0"},
        {"rules_version": True},
        {"rehearsal": 1},
        {"keys": {"log": "00", "receipts": "00", "vrf": "00"}},
        {"x": 1},
    ],
)
def test_a_right_hash_does_not_make_a_header(fields: dict[str, Any]) -> None:
    with pytest.raises(ProofError):
        read_header(_other(HEADER, **fields))


def test_a_header_is_no_line_and_a_line_no_header() -> None:
    for reading, line in ((read_line, HEADER), (read_header, FREEZE)):
        with pytest.raises(ProofError):
            reading(line)


def test_a_header_may_have_audits() -> None:
    assert read_header(HEADER).audits == ()
    audit = sign_audit(bytes(32), "pen", "ab" * 32, "quality", "2021-06-10")
    assert read_header(_other(HEADER, audits=[audit.fields()])).audits == (audit,)


@pytest.mark.parametrize("audits", [[], None, {}, [1], [{"goods": "pen"}]])
def test_an_empty_list_of_audits_and_what_is_none_are_refused(audits: Any) -> None:
    with pytest.raises(ProofError):
        read_header(_other(HEADER, audits=audits))


def test_a_header_may_have_approvals_beside_them() -> None:
    assert read_header(HEADER).approvals == ()
    approval = sign_approval(bytes(32), "ab" * 32, "producer", "2021-06-10")
    audit = sign_audit(bytes(32), "pen", "ab" * 32, "quality", "2021-06-10")
    alone = _other(HEADER, approvals=[approval.fields()])
    assert read_header(alone).approvals == (approval,)
    both = _other(HEADER, approvals=[approval.fields()], audits=[audit.fields()])
    assert (read_header(both).approvals, read_header(both).audits) == ((approval,), (audit,))


@pytest.mark.parametrize("name", ["approvals", "audits"])
def test_a_header_has_no_empty_list_of_signatures(name: str) -> None:
    with pytest.raises(ProofError, match=f"there are no {name} in the list"):
        read_header(_other(HEADER, **{name: []}))
