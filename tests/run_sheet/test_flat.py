from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from run_sheet.compose import compose
from run_sheet.flat import WIDTH, flat

SHOWS = sorted((Path(__file__).parents[2] / "run_sheet" / "shows").glob("*.yaml"))

TEXTS = st.one_of(
    st.text(alphabet="a1: -[]{}#&*!|>'\"%@`\n\t\\,?~.<=\x7f\u2028\u202e\ufeff中🎉", max_size=20),
    st.sampled_from(
        ["", "~", "null", "true", "616", "1e3", ".nan", "-", "- a", "a: b", "...", "---"]
    ),
)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(10**14), 10**14), st.floats(), TEXTS),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(TEXTS, VALUES, min_size=1, max_size=4))
def test_it_reads_as_what_it_was(data: dict[str, Any]) -> None:
    document = compose(flat(data))
    assert document.is_complete, flat(data)
    # Not a number is not itself.
    assert repr(document.data) == repr(data), flat(data)


@pytest.mark.parametrize("path", SHOWS, ids=lambda path: path.name)
def test_a_show_stays_a_text_for_people(path: Path) -> None:
    data = compose(path.read_text(encoding="utf-8")).data
    text = flat(data)
    assert compose(text).data == data
    assert "\nsegments:\n  - id: " in text
    short = [line for line in text.splitlines() if len(line) <= WIDTH]
    assert len(short) > 0.9 * len(text.splitlines())
