from gala.grid.wrong import SaidError


def test_an_error_is_told_in_both_languages_and_is_english_as_a_text() -> None:
    error = SaidError("没有", "there is none")
    assert error.said == ("没有", "there is none")
    assert str(error) == "there is none"
