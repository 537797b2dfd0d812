import pytest
from hypothesis import given

from gala.core.orders.journal import chained, entry_of, fields_of, unchained
from gala.proof.errors import ProofError
from tests.core.orders.playing import HISTORIES, Hold, Pass, Step, Window


@given(HISTORIES)
def test_a_record_holds_every_entry(history: list[Step]) -> None:
    window = Window()
    for step in history:
        window.step(step)
    entries = [("pens", entry) for entry in window.journal]
    assert list(unchained(chained(entries))) == entries
    assert all(entry_of(fields_of(entry)) == entry for entry in window.journal)


def test_a_line_that_was_taken_out_or_changed_is_found() -> None:
    window = Window()
    for step in (Hold("a", "app", 0), Hold("b", "app", 0), Pass(1), Hold("c", "tv", 0)):
        window.step(step)
    lines = list(chained(("pens", entry) for entry in window.journal))
    assert len(lines) == 3
    with pytest.raises(ProofError, match="line 2 of the orders"):
        list(unchained([lines[0], lines[2]]))
    with pytest.raises(ProofError, match="line 1 of the orders"):
        list(unchained([lines[0].replace(b'"unit":1', b'"unit":2')]))


def test_what_is_no_entry_is_refused() -> None:
    window = Window()
    window.step(Hold("a", "app", 0))
    fields = fields_of(window.journal[0])
    with pytest.raises(ProofError, match="no entry"):
        entry_of({**fields, "op": "stolen"})
    with pytest.raises(ProofError, match="lacks a key"):
        entry_of({})
