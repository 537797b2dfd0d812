import pytest

from run_sheet.words import FAMILIES, TRICKS
from run_sheet.words.lexicon import exemptions, lexicon


@pytest.mark.parametrize(("name", "families"), [("claims", FAMILIES), ("tricks", TRICKS)])
def test_every_family_has_words_in_both_languages_and_a_source(
    name: str, families: tuple[str, ...]
) -> None:
    words = lexicon(name)
    assert [each.family for each in words.words[::2]] == list(families)
    for chinese, english in zip(words.words[::2], words.words[1::2], strict=True):
        assert chinese.script.search("字")
        assert english.script.search("word")
        assert chinese.family == english.family
        assert len(words.sources[chinese.source]) > 20
    assert {each.source for each in words.words} <= set(words.sources)


def test_words_are_small_for_they_meet_small_letters() -> None:
    for name in ("claims", "tricks"):
        for each in lexicon(name).words:
            letters = each.pattern.pattern.replace("\\W", "").replace("\\S", "")
            assert letters == letters.lower()


def test_every_exemption_has_a_name_a_reason_and_something_to_look_at() -> None:
    for rule in exemptions():
        assert rule.name == rule.name.lower()
        assert rule.why.endswith(".")
        assert rule.before or rule.after or rule.around or rule.clause or rule.sentence
        assert rule.families is None or rule.families <= {*FAMILIES, *TRICKS}
