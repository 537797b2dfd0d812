from run_sheet import Rule
from run_sheet.problem import path_text, problem
from run_sheet.said import Said, both


def test_a_path_reads_as_people_write_it() -> None:
    assert path_text(("segments", 3, "stock", "app")) == "segments[3].stock.app"
    assert path_text(("id",)) == "id"
    assert path_text(()) == ""


def test_a_problem_renders_as_a_line_that_editors_can_open() -> None:
    said = Said("空着 3m", "3m of nothing"), Said("加一个 `break`", "add a `break`")
    gap = problem(Rule.GAP, (7, 5), ("segments", 0, "at"), *said)
    assert gap.render("a.yaml") == "a.yaml:7:5: warning GS206: 3m of nothing (add a `break`)"
    assert gap.render("a.yaml", "zh") == "a.yaml:7:5: 警告 GS206：空着 3m（加一个 `break`）"
    assert not gap.is_error
    assert problem(Rule.EMPTY, (1, 1), (), both(""), both("")).is_error
