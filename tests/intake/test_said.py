from gala.intake.said import Told
from run_sheet.said import Said


def test_with_its_place_in_both_languages() -> None:
    told = Told(Said("不对", "wrong"), 3, "B `时长`", is_mistake=True)
    assert told.render("a.csv", chinese=False) == "a.csv, row 3, column B `时长`: wrong"
    assert told.render("a.csv", chinese=True) == "a.csv, 第 3 行, B `时长` 列: 不对"
    assert Told(Said("空", "empty")).render("a.csv", chinese=False) == "a.csv: empty"
