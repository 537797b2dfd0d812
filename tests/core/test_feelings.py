import pytest
from hypothesis import given
from hypothesis import strategies as st

from gala.core.feelings import NONE, Feelings, at_least, total

_ROWS = st.dictionaries(
    st.tuples(st.sampled_from(["a", "b"]), st.sampled_from(["", "x", "y"])), st.integers(1, 9)
).map(lambda rows: tuple((one, other, n) for (one, other), n in sorted(rows.items())))
FEELINGS = st.builds(Feelings, _ROWS, _ROWS)


def test_counts_of_several_edges_add_up() -> None:
    one = Feelings((("a", "", 3), ("a", "food", 1)), (("a", "other", 1),))
    two = Feelings((("a", "", 4), ("b", "", 1)), (("a", "offensive", 2), ("a", "other", 1)))
    both = total((one, two))
    assert both == Feelings(
        (("a", "", 7), ("a", "food", 1), ("b", "", 1)),
        (("a", "offensive", 2), ("a", "other", 2)),
    )
    assert both.hearts_of("a") == 8
    assert both.hearts_of("nowhere") == 0
    assert both.flags_of("a") == (("offensive", 2), ("other", 2))


@given(before=FEELINGS, now=FEELINGS)
def test_news_lead_from_what_was_to_what_is_and_nothing_falls(
    before: Feelings, now: Feelings
) -> None:
    news = now.since(before)
    assert before.grown(news) == at_least((before, now))
    assert now.since(now) == NONE
    assert at_least((before, before)) == before


def test_what_does_not_grow_is_no_news() -> None:
    before = Feelings((("a", "", 3),))
    for count in (3, 2, 0, -1):
        with pytest.raises(ValueError, match="does not grow"):
            before.grown(Feelings((("a", "", count),)))
    with pytest.raises(ValueError, match="does not grow"):
        before.grown(Feelings(flags=(("a", "other", 0),)))
