from typing import Any

from run_sheet import Rule
from run_sheet.compose import compose
from run_sheet.once import bounded, errors_once, told_once
from run_sheet.origins import File, Origins
from run_sheet.problem import Finding, Path
from run_sheet.said import both

SHEET = File(None, compose("segments: [{repeat: 3, segments: [{id: a}]}, {id: b}]"))


def origins() -> Origins:
    """Three rounds of one segment, and another."""
    made = Origins(SHEET)
    for number in range(3):
        made.graft(("segments", number), SHEET, ("segments", 0, "segments", 0))
    return made


def finding(rule: Rule, *path: str | int) -> Finding:
    return Finding(rule, path, both("x"), both("y"))


def told(*findings: Finding) -> list[Path]:
    return [each.path for each in told_once(findings, origins())]


def test_what_is_written_once_is_told_once() -> None:
    rounds = [finding(Rule.GAP, "segments", number, "at") for number in range(3)]
    assert told(*rounds) == [("segments", 0, "at")]
    assert told(rounds[2], *rounds[:2]) == [("segments", 2, "at")]


def test_other_mistakes_in_the_same_place_are_told() -> None:
    one, other = (finding(rule, "segments", 0, "at") for rule in (Rule.GAP, Rule.OVERLAP))
    assert told(one, other) == [one.path, other.path]
    twice = [finding(Rule.GAP, "segments", 1, "at")] * 2
    assert told(*twice) == [("segments", 1, "at")] * 2
    missing = [finding(Rule.MISSING_KEY, "segments", 0, key) for key in ("kind", "title")]
    assert len(told(*missing)) == 2


def test_what_stands_in_the_sheet_itself_is_told_as_often_as_it_is_found() -> None:
    twice = [finding(Rule.GAP, "segments", 5, "at")] * 2
    assert len(told(*twice)) == 2


def test_what_is_of_use_in_one_round_is_not_unused() -> None:
    rounds = [finding(Rule.UNUSED_WAIVER, "segments", number, "waive", 0) for number in range(3)]
    assert told(*rounds[:2]) == []
    assert told(*rounds) == [("segments", 2, "waive", 0)]


def test_errors_of_a_loop_are_told_once() -> None:
    def error(*location: str | int) -> Any:
        return {"type": "missing", "loc": location}

    errors = [error("segments", number, "host", "title") for number in range(4)]
    assert errors_once(errors, origins()) == [errors[0], errors[3]]
    assert errors_once(errors, Origins(SHEET)) == errors


def test_repetitions_do_not_count() -> None:
    rounds = [finding(Rule.GAP, "segments", number, "at") for number in range(3)]
    others = [finding(Rule.GAP, "segments", number, "at") for number in range(3, 9)]
    assert list(bounded([*rounds, *others], origins(), 3)) == [*rounds, *others[:2]]
