from typing import Any

import pytest

from gala.proof.audit import Audit
from gala.proof.errors import ProofError
from gala.proof.rows import (
    Announced,
    Committed,
    DrawOpened,
    Frozen,
    GivenUp,
    HallDrawn,
    PassedOver,
    RainOpened,
    Revoked,
    Row,
    SheetEdited,
    ToppedUp,
    Voided,
    read_row,
)

AT, ROOT, PROOF = 1_750_000_000_000, "11" * 32, "22" * 80
SIGNED = ["pen", ROOT, "law", "2021-06-10", "55" * 64]
GOOD: list[tuple[list[Any], Row]] = [
    (
        ["entries_frozen", AT, "flash", 1, ROOT, 5, [["app", 3, 2], ["tv", 2, 1]]],
        Frozen(AT, "flash", 1, bytes.fromhex(ROOT), 5, (("app", 3, 2), ("tv", 2, 1))),
    ),
    (["draw_committed", AT, 1, "{}", "a", "b"], Committed(AT, 1, "{}", "a", "b")),
    (["hall_drawn", AT, 1, "3 1 6", "a", "b"], HallDrawn(AT, 1, "3 1 6", "a", "b")),
    (
        ["draw_opened", AT, 1, "33", PROOF, [[0, "leaf", "44"]]],
        DrawOpened(AT, 1, b"3", bytes.fromhex(PROOF), ((0, "leaf", b"D"),)),
    ),
    (
        ["rain_opened", AT, 1, "33", PROOF, ROOT, 5, 700, 300],
        RainOpened(AT, 1, b"3", bytes.fromhex(PROOF), bytes.fromhex(ROOT), 5, 700, 300),
    ),
    (["draw_voided", AT, 1, "late", "auto", "auto"], Voided(AT, 1, "late", "auto", "auto")),
    (["winner_passed_over", AT, 1, 0, "staff", "a", "b"], PassedOver(AT, 1, 0, "staff", "a", "b")),
    (["draw_announced", AT, 1, "host"], Announced(AT, 1, "host")),
    (["draw_given_up", AT, "first", "empty"], GivenUp(AT, "first", "empty")),
    (
        ["window_topped_up", AT, "flash", 0, "app", 20, "more came", "a", "b"],
        ToppedUp(AT, "flash", 0, "app", 20, "more came", "a", "b"),
    ),
    (
        ["window_revoked", AT, "flash", 1, "wrong price", "a", "b"],
        Revoked(AT, "flash", 1, "wrong price", "a", "b"),
    ),
    (
        ["sheet_edited", AT, "gala: 1", ROOT, [SIGNED], "a", ""],
        SheetEdited(
            *(AT, "gala: 1", bytes.fromhex(ROOT)),
            (Audit("pen", ROOT, "law", "2021-06-10", bytes.fromhex("55" * 64)),),
            *("a", ""),
        ),
    ),
]


@pytest.mark.parametrize(("event", "row"), GOOD, ids=lambda case: str(case)[:20])
def test_rows_are_read(event: list[Any], row: Row) -> None:
    assert read_row(event) == row


WRONG: list[Any] = [None, True, -1, 1.5, {}, [[]]]


@pytest.mark.parametrize("event", [event for event, _ in GOOD], ids=lambda event: event[0])
def test_no_field_may_be_of_another_kind(event: list[Any]) -> None:
    for at in range(1, len(event)):
        for wrong in WRONG:
            with pytest.raises(ProofError):
                read_row([*event[:at], wrong, *event[at + 1 :]])
    for changed in (event[:-1], [*event, 1]):
        with pytest.raises(ProofError):
            read_row(changed)


@pytest.mark.parametrize(("by", "second"), [("a", "a"), ("a", "auto"), ("auto", "a")])
def test_one_seat_is_not_two(by: str, second: str) -> None:
    with pytest.raises(ProofError, match="two seats"):
        read_row(["draw_voided", AT, 1, "dark", by, second])


@pytest.mark.parametrize(
    "outlets",
    [[["app", 1, 2]], [["app", 0, 1], ["app", 0, 1]], [["app", 2**52, 0], ["tv", 2**52, 0]]],
)
def test_outlets_that_cannot_be(outlets: list[Any]) -> None:
    with pytest.raises(ProofError):
        read_row(["entries_frozen", AT, "flash", 1, ROOT, 5, outlets])


def test_a_seckill_counts_what_was_declared_and_others_what_was_given() -> None:
    seckill = Frozen(AT, "flash", 1, b"", 5, (("app", 3, 2), ("tv", 0, 0)))
    rain = Frozen(AT, "rain", 1, b"", 5, (("app", 0, 2), ("tv", 0, 4)))
    assert (seckill.is_seckill, seckill.numbers) == (True, 3)
    assert (rain.is_seckill, rain.numbers) == (False, 6)


def test_other_events_prove_nothing_by_themselves() -> None:
    assert read_row(["cue_taken", AT, 1]) is None
    others: list[Any] = [[], [1], {}, "draw_voided"]
    for event in others:
        with pytest.raises(ProofError):
            read_row(event)


@pytest.mark.parametrize("value", ["", "六", "3\n", "\t", "6" * 65])
def test_a_hall_draws_printable_ascii(value: str) -> None:
    with pytest.raises(ProofError):
        read_row(["hall_drawn", AT, 1, value, "a", "b"])


@pytest.mark.parametrize(
    "event",
    [
        ["window_topped_up", AT, "flash", 1, "app", 0, "more came", "a", "b"],
        ["window_topped_up", AT, "flash", 1, "app", 20, "", "a", "b"],
        ["window_topped_up", AT, "flash", 1, "app", 20, "more came", "a", "a"],
        ["window_topped_up", AT, "flash", 1, "app", 20, "more came", "auto", "auto"],
        ["window_revoked", AT, "flash", 0, "wrong price", "a", "b"],
        ["window_revoked", AT, "flash", 1, "", "a", "b"],
        ["window_revoked", AT, "flash", 1, "wrong price", "auto", "auto"],
        ["sheet_edited", AT, "gala: 1", ROOT, [], "a", "a"],
        ["sheet_edited", AT, "gala: 1", ROOT, [], "auto", ""],
        ["sheet_edited", AT, "gala: 1", ROOT, [SIGNED, SIGNED], "a", "b"],
        ["sheet_edited", AT, "gala: 1", ROOT, [SIGNED[:4]], "a", "b"],
    ],
)
def test_what_is_done_to_a_window_takes_two_people_and_a_reason(event: list[Any]) -> None:
    with pytest.raises(ProofError):
        read_row(event)
