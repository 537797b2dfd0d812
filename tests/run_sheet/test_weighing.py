from run_sheet import digest, parse

from .sheets import judge

HEAD = """
gala: 1
id: test
title: Test
start: 2021-06-15T20:21:00+08:00
outlets:
  - {id: app, title: App, delay: 0s}
goods:
  - {id: cup, title: Cup, price_fen: 100}
"""
GAP = "{rule: gap, reason: {zh: 静场, en: Silence}, by: {zh: 导演, en: Director}, on: 2021-06-01}"


def test_a_rule_is_set_off_or_stricter() -> None:
    late = '  - {id: b, kind: host, title: B, length: 1m, at: "21:00:00"}\n'
    whole = HEAD + "segments:\n  - {id: a, kind: host, title: A, length: 1m}\n" + late
    assert [one.severity for one in parse(whole).problems] == ["warning"]
    assert parse(whole + "rules: {gap: off}\n").problems == ()
    strict = parse(whole + "rules: {GS206: error}\n")
    assert [one.severity for one in strict.problems] == ["error"]
    assert strict.sheet is None


def test_a_waiver_counts_for_its_own_part() -> None:
    text = (
        HEAD
        + "rules: {gap: error}\nsegments:\n  - {id: a, kind: host, title: A, length: 1m}\n"
        + '  - {id: b, kind: host, title: B, length: 1m, at: "21:00:00", waive: [WAIVER]}\n'
        + '  - {id: c, kind: host, title: C, length: 1m, at: "21:30:00"}\n'
    ).replace("WAIVER", GAP)
    waived, told = parse(text).problems
    assert (waived.path, waived.is_error) == ("segments[1].at", False)
    assert waived.waiver is not None
    assert (waived.waiver.by.en, waived.waiver.reason.zh) == ("Director", "静场")
    assert (told.path, told.is_error, told.waiver) == ("segments[2].at", True, None)


def test_a_waiver_at_the_head_counts_for_all_of_it() -> None:
    text = (
        HEAD
        + f"waive: [{GAP}]\nsegments:\n  - {{id: a, kind: host, title: A, length: 1m}}\n"
        + '  - {id: b, kind: host, title: B, length: 1m, at: "21:00:00"}\n'
    )
    parsed = parse(text)
    assert [one.waiver is not None for one in parsed.problems] == [True]
    assert parsed.sheet is not None
    other = parse(text.replace("静场", "休息")).sheet
    assert other is not None
    assert digest(other) != digest(parsed.sheet), "what is waived is part of what people approve"


def test_a_waiver_that_nothing_needs_is_told() -> None:
    judge(f"""
    segments:
      - id: a
        kind: host
        title: A
        length: 1m
        waive:
          - {GAP}
    #       ^ GS261
    """, head=HEAD)  # fmt: skip
