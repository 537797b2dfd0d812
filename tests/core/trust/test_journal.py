import json

import pytest

from gala.core.trust.claims import Decided, Entry, Filed, Redeemed
from gala.core.trust.journal import chained, entry_of, fields_of, unchained
from gala.proof.errors import ProofError
from tests.core.trust.cards import filing, verdict

ENTRIES: list[Entry] = [
    Filed(5, filing(1)),
    Decided(6, verdict(1)),
    Redeemed(7, filing(2, "again")),
    Filed(7, filing(3, "tenfold")),
    Decided(8, verdict(3, 0, "tenfold")),
]


def test_what_is_written_is_read_again() -> None:
    assert [entry_of(fields_of(one)) for one in ENTRIES] == ENTRIES
    lines = list(chained(ENTRIES))
    assert list(unchained(lines)) == ENTRIES
    assert [json.loads(line)["op"] for line in lines] == [
        *("filed", "met", "redeemed", "filed", "refused")
    ]
    assert list(chained(ENTRIES)) == lines


def test_what_a_viewer_told_is_in_no_line() -> None:
    assert "said" not in json.loads(next(chained(ENTRIES)))


def test_a_line_that_is_missing_or_changed_is_found() -> None:
    lines = list(chained(ENTRIES))
    with pytest.raises(ProofError, match="line 2 does not continue"):
        list(unchained([lines[0], *lines[2:]]))
    with pytest.raises(ProofError, match="hash"):
        list(unchained([lines[0].replace(b'"at_ms":5', b'"at_ms":4')]))
    with pytest.raises(ProofError):
        list(unchained([b"[]"]))
    with pytest.raises(ProofError):
        list(unchained([b"not JSON"]))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("op", "paid"),
        ("claim", "short"),
        ("unit", 0),
        ("unit", True),
        ("files", ["x"]),
        ("window", "Pens"),
        ("said", "it broke"),
    ],
)
def test_an_entry_of_another_form_is_none(key: str, value: object) -> None:
    with pytest.raises(ProofError):
        entry_of({**fields_of(ENTRIES[0]), key: value})


def test_a_decision_without_a_reason_is_none() -> None:
    with pytest.raises(ProofError, match="reason"):
        entry_of({**fields_of(ENTRIES[1]), "reason": ""})
    with pytest.raises(ProofError, match=r"no entry|lacks a key"):
        entry_of({**fields_of(ENTRIES[1]), "op": "kept"})
