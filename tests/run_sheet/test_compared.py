from hypothesis import given
from hypothesis import strategies as st

from run_sheet import Break, Good, Prize, Rain, Text
from run_sheet.compared import changes, moved
from run_sheet.kinds import Draw, Host, Seckill

GOOD = {"id": "pen", "title": "Pen", "price_fen": 900}
SALE = {
    "id": "sale",
    "kind": "seckill",
    "title": "Sale",
    "length": "2m",
    "goods": "pen",
    "price_fen": 1,
    "opens": "0s",
    "open_for": "1m",
    "stock": {"app": 1, "tv": 2},
}


def found(old: object, new: object) -> list[tuple[str, str, object, object]]:
    return [
        (
            one.what,
            ".".join(f"{part.key}/{part.id}" if part.id else part.key for part in one.place),
            one.before,
            one.after,
        )
        for one in changes(old, new)  # type: ignore[arg-type]
    ]


def test_a_value_is_named_by_its_key() -> None:
    old = Good.model_validate(GOOD)
    assert not found(old, old)
    assert found(old, Good.model_validate(GOOD | {"price_fen": 800, "title": "Pens"})) == [
        ("changed", "title", Text(zh="Pen", en="Pen"), Text(zh="Pens", en="Pens")),
        ("changed", "price_fen", 900, 800),
    ]


def test_nothing_and_left_out_are_two_things() -> None:
    old, new = Good.model_validate(GOOD), Good.model_validate(GOOD | {"guarantees": []})
    assert found(old, new) == [("changed", "guarantees", None, ())]


def test_mappings_by_their_keys() -> None:
    new = SALE | {"stock": {"tv": 3, "lite": 4}, "opens": "5s"}
    assert found(Seckill.model_validate(SALE), Seckill.model_validate(new)) == [
        ("changed", "opens", 0, 5000),
        ("removed", "stock/app", 1, None),
        ("changed", "stock/tv", 2, 3),
        ("added", "stock/lite", None, 4),
    ]


def test_entries_by_their_ids_and_their_order() -> None:
    def draw(*ids: str) -> Draw:
        prizes = [{"id": one, "title": one, "count": 1, "value_fen": 1} for one in ids]
        return Draw.model_validate(
            {"id": "d", "kind": "draw", "title": "D", "length": "1m", "prizes": prizes}
        )

    gone = Prize.model_validate({"id": "a", "title": "a", "count": 1, "value_fen": 1})
    assert found(draw("a", "b", "c"), draw("c", "b")) == [
        ("removed", "prizes/a", gone, None),
        ("reordered", "prizes", ("a", "b", "c"), ("c", "b")),
    ]


def test_lists_without_ids_by_what_the_other_has_not() -> None:
    def host(*roles: str) -> Host:
        guests = [{"role": role} for role in roles]
        return Host.model_validate(
            {"id": "h", "kind": "host", "title": "H", "length": "1m", "guests": guests}
        )

    ((what, key, before, after),) = found(host("a", "b"), host("b", "c"))
    assert (what, key) == ("changed", "guests")
    assert (before, after) == (host("a").guests, host("c").guests)
    assert found(host("a", "b"), host("b", "a")) == [("reordered", "guests", None, None)]
    assert found(host("a", "a"), host("a")) == [("reordered", "guests", None, None)]


def test_another_kind_is_what_both_have_and_what_one_lacks() -> None:
    common = {"id": "x", "title": "X", "length": "1m"}
    rain = {"pool_fen": 9, "packets": 3, "min_fen": 1, "max_fen": 5, "opens": "0s"}
    old = Break.model_validate(common | {"kind": "break"})
    new = Rain.model_validate(common | rain | {"kind": "rain", "open_for": "1m"})
    told = found(old, new)
    assert told[0] == ("changed", "kind", "break", "rain")
    assert ("changed", "pool_fen", None, 9) in told
    assert {one[1] for one in found(new, old)} == {one[1] for one in told}


@given(st.lists(st.sampled_from("abcdefgh"), unique=True), st.permutations("abcdefgh"))
def test_moving_no_more_than_is_needed(old: list[str], new: list[str]) -> None:
    moves = moved(old, new)
    kept = [name for name in old if name in new and name not in moves]
    assert kept == [name for name in new if name in kept]
    assert bool(moves) == (
        [name for name in old if name in new] != [name for name in new if name in old]
    )


def test_one_that_goes_far_is_one_move() -> None:
    assert moved("abcdef", "bcdefa") == ("a",)
    assert moved("abc", "xbyac") in [("a",), ("b",)]
