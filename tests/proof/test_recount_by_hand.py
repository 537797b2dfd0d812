from collections.abc import Sequence

from gala.proof.leaf import Leaf
from gala.proof.recount_by_hand import check_by_hand
from gala.proof.recount_claims import Claim
from gala.proof.recount_log import TextRow
from gala.proof.report import Report, reporting
from gala.proof.rows import Frozen, Revoked, Row, ToppedUp

BY = ("director", "producer")
MORE = ToppedUp(5, "flash", 1, "app", 20, "more came", *BY)
VOID = Revoked(9, "flash", 2, "wrong price", *BY)


def frozen(app: int, gen: int = 2) -> Frozen:
    return Frozen(8, "flash", gen, b"r" * 32, app + 3, (("app", app, 2), ("tv", 3, 0)))


def claim(gen: int, unit: int, quantity: int = 1) -> Claim:
    leaf = Leaf(f"{unit:032x}", "app", unit, quantity, gen, 100, 6, b"c" * 16)
    return Claim("flash", "1-0", 0, leaf)


def checked(rows: Sequence[Row], claims: Sequence[Claim] = ()) -> Report:
    lines = [TextRow(number, "", row) for number, row in enumerate(rows, start=1)]
    return reporting(lambda report: check_by_hand(report, lines, claims))


def test_a_night_without_such_rows_has_no_such_checks() -> None:
    assert checked([frozen(50)]).checks == []


def test_more_stock_is_told_with_who_and_why() -> None:
    report = checked([MORE, frozen(70)])
    assert [(check.name, check.ok) for check in report.checks] == [("topped up", True)]
    assert report.checks[0].detail == (
        "20 more of flash on app by director and producer: more came"
    )


def test_a_tree_is_over_what_was_declared_and_added_no_more_and_no_less() -> None:
    assert checked([frozen(50, 1), MORE, frozen(70)]).ok
    for later in (50, 69, 71):
        report = checked([frozen(50, 1), MORE, frozen(later)])
        assert report.checks[-1].detail == "the stock of flash on app is not what was added"
    assert not checked([MORE, frozen(19)]).ok


def test_what_is_void_is_counted_and_told_with_who_and_why() -> None:
    report = checked([VOID], [claim(1, 1), claim(2, 2), claim(2, 3, 4)])
    assert [(check.name, check.ok) for check in report.checks] == [("revoked", True)]
    assert report.checks[0].detail == (
        "5 units of opening 2 of flash are void, by director and producer: wrong price"
    )


def test_nothing_is_revoked_twice() -> None:
    report = checked([VOID, VOID])
    assert report.checks[-1].detail == "opening 2 of flash is revoked twice"
