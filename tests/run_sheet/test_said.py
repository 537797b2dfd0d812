from run_sheet.said import Said, both, did_you_mean


def test_an_id_is_the_same_in_both_languages() -> None:
    assert both("GS206") == Said("GS206", "GS206")


def test_the_nearest_name_is_asked_for() -> None:
    assert did_you_mean("gap") == Said("是不是 `gap`？", "did you mean `gap`?")
