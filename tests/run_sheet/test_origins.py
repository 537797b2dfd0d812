from run_sheet import Rule
from run_sheet.compose import compose
from run_sheet.origins import File, Origins, in_file
from run_sheet.problem import Finding, Path, problem
from run_sheet.said import Said

SHEET = File(None, compose("goods: [{id: a}]\nsegments:\n  - {id: s, kind: host}\n"))
GOODS = File("goods.yaml", compose("# Of the red counter.\ngoods:\n  - {id: b}\n  - &x {id: c}\n"))


def origins() -> Origins:
    made = Origins(SHEET)
    made.graft(("goods", 1), GOODS, ("goods", 0))
    made.graft(("goods", 2), GOODS, ("goods", 1))
    return made


def finding(path: Path, see: Path | None = None) -> Finding:
    said = Said("{see}已用", "taken on {see}"), Said("改名", "rename")
    return Finding(Rule.DUPLICATE_ID, path, *said, see=see)


def test_what_was_not_put_elsewhere_stands_in_the_sheet() -> None:
    placed = origins().problem(finding(("segments", 0, "id"), see=("goods", 0, "id")))
    assert (placed.file, placed.line, placed.column) == (None, 3, 10)
    assert placed.message == "taken on line 1"
    assert placed.zh == ("第 1 行已用", "改名")


def test_what_was_put_in_is_told_where_it_is_written() -> None:
    placed = origins().problem(finding(("goods", 1, "id"), see=("goods", 2, "id")))
    assert (placed.file, placed.line, placed.column) == ("goods.yaml", 3, 10)
    assert placed.path == "goods[0].id"
    assert placed.message == "taken on line 4"


def test_a_line_of_another_file_is_told_with_its_name() -> None:
    there = origins().problem(finding(("goods", 0, "id"), see=("goods", 1, "id")))
    assert there.message == "taken on line 3 of goods.yaml"
    assert there.zh[0] == " goods.yaml 第 3 行已用"
    here = origins().problem(finding(("goods", 1, "id"), see=("goods", 0, "id")))
    assert here.message == "taken on line 1 of the sheet"


def test_what_cannot_be_read_is_told_already() -> None:
    made = origins()
    assert made.is_told(("goods", 2, "price_fen"))
    assert not made.is_told(("goods", 1))
    made.mute(("segments", 0))
    assert made.is_told(("segments", 0, "id"))
    made.mute(("segments",), alone=True)
    assert made.is_told(("segments",))
    assert not made.is_told(("segments", 1))


def test_copies_know_how_often_they_are_there() -> None:
    made = origins().without([("segments",)])
    for index in range(3):
        made.copy(("segments", index), ("goods", 1), origins())
    assert made.uses(made.spot(("segments", 2, "id"))) == 4
    assert made.uses(made.spot(("start",))) == 1
    assert made.path(("segments", 2, "id")) == ("goods", 0, "id")


def test_problems_of_a_file_get_its_name() -> None:
    (named,) = in_file(
        [problem(Rule.TAB, (2, 1), (), Said("一", "one"), Said("二", "two"))], "a.yaml"
    )
    assert named.where("shows/evening.yaml") == "shows/a.yaml:2:1"
