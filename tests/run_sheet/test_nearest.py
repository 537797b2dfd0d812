from run_sheet.nearest import LOOKED_AT_MAX, nearest


def test_a_misspelt_name_is_known() -> None:
    assert nearest("lipstik", ["lipstick", "necklace"]) == "lipstick"
    assert nearest("iphone", ["lipstick", "necklace"]) is None
    assert nearest("x", []) is None


def test_of_thousands_only_those_that_begin_like_it_are_compared() -> None:
    names = [f"good-{number}" for number in range(5_000)]
    assert nearest("good-4999x", names) == "good-4999"
    others = [f"other-{number}" for number in range(LOOKED_AT_MAX)]
    assert nearest("lipstik", [*others, "lipstick"]) == "lipstick"
