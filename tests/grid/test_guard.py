import pytest
from hypothesis import given
from hypothesis import strategies as st

from gala.grid.guard import guarded, unguarded


@given(st.text(alphabet="'=+-@\t\rab1", max_size=6))
def test_every_text_comes_back_and_none_runs(text: str) -> None:
    safe = guarded(text)
    assert unguarded(safe) == text
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("text", ["=1+1", "+86", "-5", "@SUM(A1)", "\t=1", "'=1"])
def test_what_would_run_is_text(text: str) -> None:
    assert guarded(text) == f"'{text}"


def test_other_texts_stay_as_they_are() -> None:
    assert guarded("口红 = 好") == "口红 = 好"
    assert unguarded("'tis") == "'tis"
