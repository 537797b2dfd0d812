from gala.proof.recount import verify_record
from tests.proof.night import PINS, Night


def _failed(night: Night) -> str:
    report = verify_record(night.record(), PINS)
    return report.checks[-1].name if not report.ok else ""


def test_a_window_that_opens_again_goes_on_where_it_was() -> None:
    night = Night()
    night.give("flash", ("ann", "app", 1))
    night.freeze("flash", ("app", 3), gen=1)
    night.give("flash", ("bob", "app", 1), gen=2)
    night.freeze("flash", ("app", 3), gen=2)
    assert _failed(night) == ""


def test_an_entry_that_is_left_out_of_the_frozen_tree_is_found() -> None:
    """The claims and receipts are whole, and the tree of the log is of fewer entries."""
    night = Night()
    night.give("entry", ("ann", "app", 1))
    night.freeze("entry", ("app", 0))
    night.give("entry", ("bob", "app", 1))
    assert _failed(night) == "window entry"


def test_an_entry_that_is_smuggled_in_is_found() -> None:
    night = Night()
    night.give("entry", ("ann", "app", 1), ("bob", "app", 1))
    night.freeze("entry", ("app", 0))
    night.claims.pop()
    night.receipts.clear()
    other = Night()
    other.give("entry", ("ann", "app", 1))
    night.receipts += other.receipts
    assert _failed(night) in ("receipts", "window entry")


def test_a_window_that_says_otherwise_what_was_given_is_found() -> None:
    for other in (
        {"root": "00" * 32},
        {"entries": 2},
        {"outlets": [["app", 3, 2]]},
        {"outlets": [["app", 4, 1]]},
        {"outlets": [["app", 0, 1]]},
        {"outlets": [["tv", 3, 1]]},
    ):
        night = Night()
        night.give("flash", ("ann", "app", 1))
        night.freeze("flash", ("app", 3), **other)
        assert _failed(night) == "window flash", other


def test_one_viewer_does_not_get_two_leaves() -> None:
    night = Night()
    night.give("entry", ("ann", "app", 1), ("ann", "tv", 1))
    night.freeze("entry", ("app", 0), ("tv", 0))
    assert _failed(night) == "window entry"
