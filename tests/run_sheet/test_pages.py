"""Every rule has its page, and what the page shows as bad and good is so.

An example is put together from the small sheet in run_sheet/pages/README.md, which is nowhere else:
the lines of that sheet, without the keys at the left margin that the example has, and then the
example. The files that it may include are there too. One that begins with `gala:`, or has no key
at the margin, is a whole file. The bad files that cannot be shown as text are made here.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from run_sheet import Rule, parse
from run_sheet.compose import VALUES_MAX
from run_sheet.problem import PROBLEMS_MAX
from run_sheet.source import LINE_CHARACTERS_MAX, SOURCE_BYTES_MAX

PAGES = Path(__file__).parents[2] / "run_sheet" / "pages"
KEY = re.compile(r"^([A-Za-z_]+):", re.MULTILINE)
PAGE = re.compile(
    r"# (?P<slug>[a-z0-9-]+) \((?P<code>GS\d{3})\)\n\n"
    r"(?P<english>.+?)\n\n(?P<chinese>[^\n]*[\u4e00-\u9fff].*?)\n\n"
    r"## Bad\n\n(?P<bad>.+?)\n\n## Good\n\n```yaml\n(?P<good>.+?)```\n",
    re.DOTALL,
)
FENCED = re.compile(r"```yaml\n(.*?)```", re.DOTALL)
SMALL, *BESIDE = FENCED.findall((PAGES / "README.md").read_text(encoding="utf-8"))
FILES = {text.partition("\n")[0].removeprefix("# "): text for text in BESIDE}

BAD_FILES: dict[Rule, Callable[[], bytes]] = {
    Rule.TOO_LARGE: lambda: b"#" * (SOURCE_BYTES_MAX + 1),
    Rule.NOT_UTF8: lambda: whole("title: 晚会\n").encode("gb18030"),
    Rule.BAD_CHARACTER: lambda: whole("title: \u202eEvening\n").encode(),
    Rule.TOO_MANY_VALUES: lambda: whole("rooms:\n" + "  - 0\n" * VALUES_MAX).encode(),
    Rule.LONG_LINE: lambda: whole(f"title: {'x' * LINE_CHARACTERS_MAX}\n").encode(),
    Rule.TOO_MANY_PROBLEMS: lambda: whole(
        "segments:\n"
        + "".join(
            f"  - {{id: s{each}, kind: host, title: T, lenght: 1s}}\n"
            for each in range(PROBLEMS_MAX + 1)
        )
    ).encode(),
}


def whole(example: str) -> str:
    """The file that an example stands for."""
    keys = set(KEY.findall(example))
    if not keys or "gala" in keys:
        return example
    kept = [line for line in SMALL.splitlines() if line.partition(":")[0] not in keys]
    return "\n".join([*kept, example])


def page(rule: Rule) -> dict[str, str]:
    """The parts of a rule's page."""
    text = (PAGES / f"{rule.slug}.md").read_text(encoding="utf-8")
    parts = PAGE.fullmatch(text)
    assert parts, f"{rule.slug}.md has not the form of a page"
    return parts.groupdict()


def bad_sheet(rule: Rule) -> str | bytes:
    """The file that a rule's page shows as bad."""
    shown = FENCED.fullmatch(page(rule)["bad"])
    assert (shown is None) == (rule in BAD_FILES), "either shown as text, or made here"
    return whole(shown[1]) if shown else BAD_FILES[rule]()


def test_the_small_sheet_is_whole_and_has_a_line_for_each_key() -> None:
    parsed = parse(SMALL)
    assert not parsed.problems, parsed.report()
    assert len(KEY.findall(SMALL)) == len(SMALL.splitlines())


def test_no_page_is_without_a_rule() -> None:
    pages = {path.stem for path in PAGES.glob("*.md")} - {"README"}
    assert pages <= {rule.slug for rule in Rule}


@pytest.mark.parametrize("rule", Rule, ids=lambda rule: rule.slug)
def test_a_page_is_about_its_rule(rule: Rule) -> None:
    parts = page(rule)
    assert (parts["slug"], parts["code"]) == (rule.slug, rule.code)
    assert 2 <= parts["english"].count("\n") + 1 <= 8
    assert re.search("[a-z]{3}", parts["english"])


@pytest.mark.parametrize("rule", Rule, ids=lambda rule: rule.slug)
def test_the_bad_example_breaks_the_rule(rule: Rule) -> None:
    parsed = parse(bad_sheet(rule), files=FILES)
    assert rule.code in {problem.code for problem in parsed.problems}, parsed.report()


@pytest.mark.parametrize("rule", Rule, ids=lambda rule: rule.slug)
def test_the_good_example_has_no_problem(rule: Rule) -> None:
    parsed = parse(whole(page(rule)["good"]), files=FILES)
    assert not parsed.problems, parsed.report()
