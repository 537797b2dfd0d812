from run_sheet.nearest import LOOKED_AT_MAX, WRITTEN_CHARACTERS_MAX, likely, nearest


def test_a_misspelt_name_is_known() -> None:
    assert nearest("lipstik", ["lipstick", "necklace"]) == "lipstick"
    assert nearest("iphone", ["lipstick", "necklace"]) is None
    assert nearest("x", []) is None


def test_of_thousands_only_those_that_begin_like_it_are_compared() -> None:
    names = [f"good-{number}" for number in range(5_000)]
    assert nearest("good-4999x", names) == "good-4999"
    others = [f"other-{number}" for number in range(LOOKED_AT_MAX)]
    assert nearest("lipstik", [*others, "lipstick"]) == "lipstick"


def test_several_come_with_the_likeliest_first() -> None:
    names = ["lipsticks", "lipstick", "necklace"]
    assert likely("lipstik", names, 2) == ["lipstick", "lipsticks"]
    assert likely("lipstik", names, 1) == ["lipstick"]
    assert likely("iphone", names, 2) == []


def test_of_a_long_text_its_beginning_is_looked_at() -> None:
    assert nearest("a" * WRITTEN_CHARACTERS_MAX + "b" * 10_000, ["a" * 40]) == "a" * 40
