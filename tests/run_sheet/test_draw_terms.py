import pytest
from pydantic import ValidationError

from run_sheet.draw_terms import KEPT_DAYS_MAX, DrawTerms
from run_sheet.text import Text

ASK = Text(zh="问我们", en="Ask us")


def test_terms_say_in_words_and_for_how_long() -> None:
    terms = DrawTerms(text=ASK, kept_days=730)
    assert (terms.text.zh, terms.kept_days) == ("问我们", 730)


@pytest.mark.parametrize("kept_days", [0, KEPT_DAYS_MAX + 1])
def test_records_are_not_kept_for_ever(kept_days: int) -> None:
    with pytest.raises(ValidationError, match="kept_days"):
        DrawTerms(text=ASK, kept_days=kept_days)
