from gala.intake.items import Item, free_id, give_ids, id_after, line_of, slug
from run_sheet import Text


def ids(*wishes: tuple[str, str, str]) -> list[str]:
    items = [Item(1, kind, Text(zh=title, en=title), named) for named, kind, title in wishes]
    give_ids(items)
    return [item.id for item in items]


def test_an_id_by_name_by_title_or_by_kind() -> None:
    assert ids(("A-01", "host", "开场"), ("", "host", "The Song!"), ("", "rain", "红包雨")) == [
        "a-01",
        "the-song",
        "rain",
    ]
    assert ids(("", "host", "616"), ("第一", "host", "2 × 3")) == ["host", "host-2"]


def test_no_two_are_the_same_and_none_is_too_long() -> None:
    long = "a" * 60
    made = ids(("x", "host", "X"), ("x", "host", "X"), (long, "host", "X"), (long, "host", "X"))
    assert made == ["x", "x-2", "a" * 40, f"{'a' * 38}-2"]


def test_titles_that_fit_on_a_line() -> None:
    assert line_of("  一首 \t 歌\n第二行") == "一首 歌"
    assert line_of("x" * 121) == "x" * 119 + "…"
    assert line_of("") == ""
    assert slug("Über_uns 2") == "ber-uns-2"


def test_an_id_after_a_title_and_one_that_is_free() -> None:
    assert (id_after("Red Kettle"), id_after("水壶"), id_after("616")) == ("red-kettle", "", "")
    taken: set[str] = set()
    assert [free_id("a", taken), free_id("a", taken), free_id("x" * 40, taken)] == [
        *("a", "a-2", "x" * 40),
    ]
    assert free_id("x" * 40, taken) == "x" * 38 + "-2"
