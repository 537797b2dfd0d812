import pytest

from run_sheet.compose import DEPTH_MAX, compose
from tests.run_sheet.sheets import marked


def judge_yaml(text: str) -> None:
    found = [(each.code, each.line, each.column) for each in compose(text).problems]
    assert found == marked(text)


def test_values_and_where_they_stand() -> None:
    document = compose('title: "晚会"\nsegments:\n  - {id: a, length: 90s}\n  - id: b\n')
    assert document.data == {
        "title": "晚会",
        "segments": [{"id": "a", "length": "90s"}, {"id": "b"}],
    }
    assert document.is_complete
    assert document.places.find(("segments", 0, "length")) == (3, 21)
    assert document.places.find(("segments", 0, "length"), on_key=True) == (3, 13)
    assert document.places.find(("segments", 1)) == (4, 5)


def test_times_and_quoted_numbers_stay_text() -> None:
    document = compose("at: 20:21:00\nstart: 2021-06-15T20:21:00+08:00\nid: '616'\n")
    assert document.data == {
        "at": "20:21:00",
        "start": "2021-06-15T20:21:00+08:00",
        "id": "616",
    }


def test_all_that_is_read_but_not_taken_is_told() -> None:
    judge_yaml("""\
a: 1
a: {b: [2]}
#< GS009
5: x
#< GS010
true: x
#< GS010
[k]: x
#< GS010
{k: v}: x
#< GS010
t: !!str 5
#  ^ GS012
u: !mine [1]
#  ^ GS012
v: &x 1
#  ^ GS011
w: *x
#  ^ GS011
n: 12345678901234567890
#  ^ GS013
""")


def test_the_first_of_two_equal_keys_is_kept() -> None:
    document = compose("a: 1\na: 2\n")
    assert document.data == {"a": 1}
    assert "first is on line 1" in document.problems[0].message


def test_laughs_do_not_multiply() -> None:
    document = compose("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n")
    assert document.data["c"] == [None, None]
    assert ("c", 0) in document.unread


@pytest.mark.parametrize("shape", ["[", "{a: ", "- ", "? ", "[? "])
def test_depth_is_limited(shape: str) -> None:
    document = compose(shape * (DEPTH_MAX * 20))
    assert document.problems[-1].code == "GS007"
    assert not document.is_complete


def test_the_number_of_values_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("run_sheet.compose.VALUES_MAX", 10)
    assert compose("- 1\n" * 9).is_complete  # the list is a value too
    document = compose("- 1\n" * 10)
    assert [(each.code, each.line) for each in document.problems] == [("GS008", 10)]
    skipped = compose("5: [" + "1, " * 20 + "]")
    assert skipped.problems[-1].code == "GS008"


def test_one_document_only() -> None:
    judge_yaml("a: 1\n---\n#< GS006\n")
    judge_yaml("---\na: 1\n")


def test_directives_are_not_used() -> None:
    assert [each.code for each in compose("%YAML 1.2\n---\na: 1\n").problems] == ["GS012"]


def test_what_the_parser_itself_trips_over_is_a_problem_too() -> None:
    document = compose('a: "\\UFFFFFFFF"')
    assert [each.code for each in document.problems] == ["GS005"]
    assert not document.is_complete


@pytest.mark.parametrize("escape", ["\\u202e", "\\e", "\\0", "\\L", "\\u200b"])
def test_what_cannot_be_seen_cannot_be_escaped_either(escape: str) -> None:
    judge_yaml(f'a: "x{escape}"\n#  ^ GS003\n')
    judge_yaml(f'"x{escape}": 1\n#< GS003\n')
    judge_yaml(f"a: 'x{escape}'\n")
    judge_yaml('a: "\\t\\n\\u4e2d"\n')
