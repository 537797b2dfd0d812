from gala.after.explain.line import Line


def test_a_line_is_everybodys_unless_it_says_so() -> None:
    assert not Line(5, ("是", "yes")).own
