from run_sheet import Rule
from run_sheet.problem import path_text, problem


def test_a_path_reads_as_people_write_it() -> None:
    assert path_text(("segments", 3, "stock", "app")) == "segments[3].stock.app"
    assert path_text(("id",)) == "id"
    assert path_text(()) == ""


def test_a_problem_renders_as_a_line_that_editors_can_open() -> None:
    gap = problem(Rule.GAP, (7, 5), ("segments", 0, "at"), "3m of nothing", "add a `break`")
    assert gap.render("a.yaml") == "a.yaml:7:5: warning GS206: 3m of nothing (add a `break`)"
    assert not gap.is_error
    assert problem(Rule.EMPTY, (1, 1), (), "", "").is_error
