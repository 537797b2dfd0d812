from run_sheet.written import INCLUDES_MAX, TEMPLATES_MAX
from tests.run_sheet.sheets import judge, messages

HEAD = """\
gala: 1
id: test
title: Test
start: 2021-06-15T20:21:00+08:00
outlets: [{id: app, title: App, delay: 0s}]
segments: [{id: opening, kind: host, title: Hi, length: 5m}]
"""


def test_keys_of_the_top_are_held_to_their_types() -> None:
    judge(
        """
        include: goods.yaml
        #        ^ GS103
        templates: {id: a}
        #          ^ GS103
        """,
        head=HEAD,
    )


def test_templates_are_told_apart_by_ids() -> None:
    judge(
        """
        templates:
          - {kind: host}
        #   ^ GS102
          - {id: A b, kind: host}
        #        ^ GS105
          - talk
        #   ^ GS103
        """,
        head=HEAD,
    )


def test_there_are_not_more_than_anyone_needs() -> None:
    names = [f"f{each}.yaml" for each in range(INCLUDES_MAX + 2)]
    lines = [*(f"  - {name}" for name in names[:-1]), "#   ^ GS019", f"  - {names[-1]}"]
    text = "\n".join(["include:", *lines, ""])
    assert "more than 50 files" in messages(
        judge(text, head=HEAD, files=dict.fromkeys(names, "goods: []\n"))
    )
    templates = "".join(f"  - {{id: t{each}}}\n" for each in range(1, TEMPLATES_MAX + 1))
    judge(f"templates:\n  - {{id: t0}}\n# ^ GS111\n{templates}", head=HEAD)
