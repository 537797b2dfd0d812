from run_sheet import nouns
from run_sheet.said import Said


def test_every_noun_is_in_both_languages() -> None:
    said = [value for value in vars(nouns).values() if isinstance(value, Said)]
    assert said
    for noun in said:
        assert noun.en.isascii()
        assert not noun.zh.isascii()
