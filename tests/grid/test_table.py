import pytest

from gala.grid.table import Column, Kind, Table, count, percent, share, shown, yuan


def table() -> Table:
    made = Table(
        "t", "表", "T", (Column("who", "谁", "Who"), count("n", "数", "N"), yuan("y", "元", "Y"))
    )
    made.add("a", 2, 150)
    made.add("b", None, 1)
    return made


def test_totals_are_of_numbers() -> None:
    assert (table().total("n"), table().total("y")) == (2, 151)
    with pytest.raises(KeyError):
        table().total("z")


def test_a_row_has_all_columns() -> None:
    with pytest.raises(ValueError, match="2 values for 3 columns"):
        table().add("c", 1)


def test_values_are_shown_by_their_kind() -> None:
    assert shown(Kind.YUAN, 150) == "1.50"
    assert shown(Kind.COUNT, 150) == "150"
    assert shown(Kind.TEXT, "x") == "x"
    assert shown(Kind.YUAN, None) == ""
    assert shown(Kind.PERCENT, 7) == "7 %"
    assert shown(Kind.TEXT, ("口红", "Lipstick")) == "口红 · Lipstick"
    assert shown(Kind.TEXT, ("App", "App")) == "App"
    assert percent("p", "比", "P").kind is Kind.PERCENT


def test_a_share_is_the_nearest_percent() -> None:
    assert [share(*pair) for pair in ((1, 3), (2, 3), (1, 2), (0, 5), (5, 5), (1, 200))] == [
        33, 67, 50, 0, 100, 1,
    ]  # fmt: skip
    assert share(0, 0) is None
