from run_sheet.words.sentences import SENTENCE_CHARACTERS_MAX, clause, sentences


def split(text: str) -> list[str]:
    return [piece.text.strip() for piece in sentences(text)]


def test_sentences_of_both_languages_and_of_their_mixture() -> None:
    assert split("一句。两句！“三句？”四") == ["一句。", "两句！", "“三句？”", "四"]
    assert split("One. Two! No. 1 at 3.5 yuan? Four") == ["One.", "Two!", "No. 1 at 3.5 yuan?", "Four"]  # fmt: skip  # noqa: E501
    assert split("一行\ntwo lines. 三") == ["一行", "two lines.", "三"]
    assert split("") == []


def test_each_piece_says_where_it_begins() -> None:
    text = "One. 两句！三"
    assert all(text[each.start :].startswith(each.text) for each in sentences(text))
    assert "".join(each.text for each in sentences(text)) == text


def test_no_sentence_is_too_long() -> None:
    pieces = list(sentences("字" * 1001 + "。尾"))
    assert max(len(each.text) for each in pieces) == SENTENCE_CHARACTERS_MAX
    assert "".join(each.text for each in pieces) == "字" * 1001 + "。尾"


def test_the_clause_of_a_word() -> None:
    text = "不是药，但七天见效，是吗？"
    start = text.index("见效")
    assert clause(text, start, start + 2).text == "但七天见效"
    text = "It costs 1,000 yuan but it is the best"
    assert clause(text, len(text) - 4, len(text)).text == "but it is the best"
    assert clause("整句", 0, 1).text == "整句"
