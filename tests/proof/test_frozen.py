import hashlib
from dataclasses import replace

import pytest

from gala.proof.errors import ProofError
from gala.proof.frozen import check_frozen, check_leaf, frozen_root, frozen_texts, frozen_tree
from gala.proof.leaf import Leaf, parse_leaf
from gala.proof.rows import Frozen


def _leaf(viewer: int, outlet: str, unit: int, quantity: int = 1) -> Leaf:
    return Leaf(f"{viewer:032x}", outlet, unit, quantity, 1, 9900, 17, viewer.to_bytes(16, "big"))


GIVEN = {"app": [_leaf(1, "app", 1), _leaf(2, "app", 2)], "tv": [_leaf(3, "tv", 1)]}
CAUGHT = {"app": [_leaf(1, "app", 1, 4)], "tv": [_leaf(2, "tv", 1, 2), _leaf(3, "tv", 3, 5)]}


def _frozen(texts: list[str], *outlets: tuple[str, int, int]) -> Frozen:
    root = frozen_root("flash", len(texts), frozen_tree(texts).root_node)
    return Frozen(17, "flash", 1, root, len(texts), outlets)


def test_a_seckill_has_a_leaf_for_every_unit() -> None:
    texts = frozen_texts([("tv", 1), ("app", 4), ("web", 1)], GIVEN)
    assert texts == [
        GIVEN["tv"][0].text(),
        GIVEN["app"][0].text(),
        GIVEN["app"][1].text(),
        "- app 3 1 unsold",
        "- app 4 1 unsold",
        "- web 1 1 unsold",
    ]
    tree = check_frozen(_frozen(texts, ("tv", 1, 1), ("app", 4, 2), ("web", 1, 0)), texts)
    assert tree.total == 6


def test_a_rain_has_the_chances_that_were_caught() -> None:
    texts = frozen_texts([("app", 0), ("tv", 0)], CAUGHT)
    tree = check_frozen(_frozen(texts, ("app", 0, 4), ("tv", 0, 7)), texts)
    assert [tree.low(index) for index in range(3)] == [0, 4, 6]


def test_a_window_that_nobody_came_to() -> None:
    frozen = _frozen([], ("app", 0, 0))
    assert check_frozen(frozen, []).root_node == bytes(40)
    bound = b"gala/frozen/v1\nflash\n" + bytes(8) + bytes(40)
    assert frozen.root == hashlib.sha256(bound).digest()


@pytest.mark.parametrize(
    "outlets",
    [
        [("app", 0, 5), ("tv", 0, 6)],
        [("app", 0, 3), ("tv", 0, 8)],
        [("tv", 0, 7), ("app", 0, 4)],
        [("app", 0, 4)],
        [("app", 0, 4), ("tv", 0, 7), ("web", 0, 1)],
        [("app", 4, 4), ("tv", 7, 7)],
    ],
)
def test_what_each_outlet_gave_is_what_its_leaves_say(outlets: list[tuple[str, int, int]]) -> None:
    texts = frozen_texts([("app", 0), ("tv", 0)], CAUGHT)
    with pytest.raises(ProofError):
        check_frozen(_frozen(texts, *outlets), texts)


def test_leaves_of_which_the_tree_is_right_but_the_window_cannot_be() -> None:
    first, second = GIVEN["app"]
    for texts in (
        [first.text(), replace(second, pseudonym=first.pseudonym).text()],
        [first.text(), replace(second, unit=1).text()],
        [first.text(), replace(second, outlet="tv").text()],
        [second.text(), first.text()],
        [first.text(), "- app 2 1 unsold"],
        ["- app 1 1 unsold", "- app 2 1 unsold"],
    ):
        with pytest.raises(ProofError):
            check_frozen(_frozen(texts, ("app", 2, 2)), texts)


def test_shards_number_the_units_of_a_seckill_in_their_turn_and_entries_are_never_so() -> None:
    first, second = GIVEN["app"]
    later = replace(second, unit=7)
    texts = frozen_texts([("app", 4)], {"app": [first, later]})
    assert texts[2:] == ["- app 8 1 unsold", "- app 9 1 unsold"]
    assert check_frozen(_frozen(texts, ("app", 4, 2)), texts).total == 4
    again = [*texts[:2], replace(later, pseudonym="0" * 32).text(), texts[3]]
    with pytest.raises(ProofError, match="does not come after unit 7"):
        check_frozen(_frozen(again, ("app", 4, 3)), again)
    entries = texts[:2]
    with pytest.raises(ProofError, match="does not come after unit 1"):
        check_frozen(_frozen(entries, ("app", 0, 2)), entries)


def test_another_tree_is_refused() -> None:
    texts = frozen_texts([("app", 2)], GIVEN)
    frozen = _frozen(texts, ("app", 2, 2))
    other = replace(parse_leaf(texts[0]), at_ms=18).text()
    for changed, leaves in (
        (replace(frozen, root=bytes(32)), texts),
        (replace(frozen, root=frozen_tree(texts).root), texts),
        (replace(frozen, window="other"), texts),
        (frozen, [other, texts[1]]),
        (frozen, texts[:1]),
        (replace(frozen, entries=3), [*texts, "- app 3 1 unsold"]),
    ):
        with pytest.raises(ProofError):
            check_frozen(changed, leaves)
    assert check_frozen(frozen, texts).total == 2


def test_a_leaf_is_in_the_tree_of_one_window_one_size_and_one_sum() -> None:
    texts = frozen_texts([("app", 0), ("tv", 0)], CAUGHT)
    frozen = _frozen(texts, ("app", 0, 4), ("tv", 0, 7))
    tree = frozen_tree(texts)
    for index, text in enumerate(texts):
        assert check_leaf(frozen, index, text, tree.path(index)) == tree.low(index)
        for other in (
            replace(frozen, window="flash2"),
            replace(frozen, entries=2),
            # Of four leaves the last one's path has another length; the first one's has not.
            replace(frozen, entries=4),
            replace(frozen, outlets=(("app", 0, 4), ("tv", 0, 8))),
            replace(frozen, root=tree.root),
        ):
            with pytest.raises(ProofError):
                check_leaf(other, index, text, tree.path(index))
