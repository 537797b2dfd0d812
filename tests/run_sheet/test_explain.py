from run_sheet import parse
from tests.run_sheet.sheets import HEAD, judge, judge_segments, messages


def test_a_misspelt_key_is_one_problem_with_its_remedy() -> None:
    parsed = judge_segments("""
          - {id: a, kind: host, title: x, lenght: 1m}
        #                                 ^ GS101
        """)
    assert "did you mean `length`?" in messages(parsed)


def test_a_key_of_another_kind_is_told_which_keys_there_are() -> None:
    parsed = judge_segments("""
          - {id: a, kind: break, title: x, length: 1m, guests: []}
        #                                              ^ GS101
        """)
    assert "no key `guests` in `segments[0]`" in messages(parsed)
    assert "keys here are `id`, `kind`, `title`, `length`, `at`, `ends`, `back_timed`" in messages(
        parsed
    )


def test_a_missing_key_comes_with_an_example() -> None:
    parsed = judge_segments("""
          - {id: a, kind: seckill, title: x, length: 1m, goods: lipstick, price_fen: 1, opens: 1s,
        #   ^ GS102
             stock: {app: 1}}
          - {id: b, kind: seckill, title: x, length: 1m, goods: lipstick, price_fen: 1, opens: 1s,
        #   ^ GS102
             open_for: 5s}
        """)
    assert "`open_for: 90s`" in messages(parsed)
    assert "`stock: {app: 60, lite: 30}`" in messages(parsed)


def test_examples_that_need_quotes_have_them() -> None:
    assert '`id: "616"`' in messages(parse("title: x\n"))


def test_kinds_that_do_not_exist() -> None:
    parsed = judge_segments("""
          - {id: a, kind: sekill, title: x, length: 1m}
        #                 ^ GS108
          - {id: b, kind: poll, title: x, length: ten}
        #                 ^ GS108                 ^ GS106
          - {id: c, kind: 5, title: x, length: 1m, options: 3}
        #                 ^ GS108
          - {id: d, title: x, length: 1m}
        #   ^ GS102
        """)
    assert "did you mean `seckill`?" in messages(parsed)
    assert "kinds are `host`, `story`" in messages(parsed)


def test_values_of_the_wrong_type_are_named_by_their_key() -> None:
    parsed = judge_segments("""
          - just text
        #   ^ GS103
          - {id: b, kind: host, title: x, length: 1m, guests: {role: x}}
        #                                                     ^ GS103
          - {id: c, kind: host, title: x, length: 1m, guests: [{role: x, count: two}, x]}
        #                                                                       ^ GS103
        #                                                                             ^ GS103
        """)
    assert "`segments[0]` must be a mapping of keys to values, not 'just text'" in messages(parsed)
    assert "`count` must be a whole number, not 'two'" in messages(parsed)
    assert "`guests` must be a list, not a mapping" in messages(parsed)


def test_a_list_is_not_called_short_for_entries_that_are_broken() -> None:
    judge("""
        gala: 1
        id: test
        title: x
        start: 2021-06-15T20:21:00+08:00
        outlets: []
        #        ^ GS111
        segments:
          - {id: a, kind: host, title: x}
        #   ^ GS102
        """)


def test_lists_have_an_end() -> None:
    promises = "".join(f"  - {{id: p{number}, text: x}}\n" for number in range(201))
    parsed = parse(
        HEAD.replace("segments:", f"promises:\n{promises}segments:")
        + "  - {id: a, kind: host, title: x, length: 1m}\n"
    )
    assert [each.code for each in parsed.problems] == ["GS111"]
    assert "`promises` must be a list of at most 200, not of 201" in messages(parsed)


def test_what_there_is_to_choose_from_is_said() -> None:
    parsed = parse(HEAD.replace("segments:", "rules: {gap: fatal}\nsegments:") + """
  - {id: a, kind: seckill, title: x, length: 2m, goods: lipstick, price_fen: 1, opens: 0s,
     open_for: 1m, stock: {app: 500}, by: luck}
""")  # fmt: skip
    assert "`rules.gap` must be `off`, `warning` or `error`, not 'fatal'" in messages(parsed)
    assert "`by` must be `first_come` or `lot`, not 'luck'" in messages(parsed)
    assert "`by` 应为 `first_come`、`lot` 之一" in parsed.report("zh")
