"""Every example in docs/run-sheet.md is what it says: a sheet without a problem."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from run_sheet import KINDS, Rule, parse
from run_sheet.compose import compose

PAGE = (Path(__file__).parents[2] / "docs" / "run-sheet.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", PAGE, flags=re.DOTALL)
FILES = {
    named[1]: text
    for text in BLOCKS
    if (named := re.match(r"# ([\w/-]+\.yaml)\n", text)) is not None
}
"""The blocks that are files of their own, which the others may include."""

EXAMPLES = [text for text in BLOCKS if text not in FILES.values()]


def values(text: str) -> dict[str, Any]:
    document = compose(text)
    assert isinstance(document.data, dict)
    return document.data


def test_the_first_example_is_a_whole_sheet() -> None:
    parsed = parse(EXAMPLES[0])
    assert not parsed.problems, parsed.report()


@pytest.mark.parametrize(
    "example", EXAMPLES[1:], ids=lambda example: " ".join(example.split())[:40]
)
def test_the_others_fit_into_it(example: str) -> None:
    parsed = parse(json.dumps(values(EXAMPLES[0]) | values(example)), files=FILES)
    assert all(problem.waiver for problem in parsed.problems), parsed.report()


def test_every_kind_has_an_example() -> None:
    shown = {each.get("kind") for text in EXAMPLES for each in values(text).get("segments", [])}
    assert shown - {None} == set(KINDS)


def test_every_code_is_listed_as_it_is() -> None:
    for rule in Rule:
        warning = " (warning)" if rule.severity == "warning" else ""
        assert f"| {rule.code} | {rule.slug} | {rule.meaning}{warning} |\n" in PAGE
    assert len(re.findall(r"^\| GS\d{3} \|", PAGE, flags=re.MULTILINE)) == len(Rule)
