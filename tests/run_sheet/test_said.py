from run_sheet.said import Said, both


def test_plain_text_stands_for_both_languages() -> None:
    assert both("GS206") == Said("GS206", "GS206")
    assert both(Said("好", "good")) == Said(zh="好", en="good")
