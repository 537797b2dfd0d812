import pytest

from tests.run_sheet.sheets import HEAD, judge, judge_segments, messages

DIGEST = "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"
DRAW = """\
  - {id: a, kind: draw, title: x, length: 4m, opens: 0s, open_for: 60s,
"""
"""A draw that lacks its prizes."""

WAIVER = "{rule: prize-above-limit, reason: A demonstration, by: The director, on: 2021-06-10}"


def test_a_top_prize_has_its_limit() -> None:
    parsed = judge(HEAD + DRAW + """\
     prizes: [{id: gold, title: Gold, count: 1, value_fen: 5000001},
#                                                          ^ GS601
              {id: bar, title: A bar, count: 1, value_fen: 5000000}]}
""")  # fmt: skip
    assert "50,000.01 yuan here by chance" in messages(parsed)
    assert "不是法律意见" in parsed.problems[0].zh[1]


def test_what_a_rain_or_a_lot_may_bring_is_by_chance_too() -> None:
    judge(HEAD.replace("price_fen: 19900", "price_fen: 6000001") + """\
  - {id: a, kind: rain, title: x, length: 2m, opens: 0s, open_for: 60s,
     pool_fen: 6000100, packets: 2, min_fen: 100, max_fen: 6000000}
#                                                          ^ GS601
  - {id: b, kind: seckill, title: x, length: 3m, opens: 0s, open_for: 60s, by: lot,
     goods: lipstick, stock: {app: 2}, price_fen: 1000000}
#                                                 ^ GS601
  - {id: c, kind: seckill, title: x, length: 3m, opens: 0s, open_for: 60s, by: first_come,
     goods: lipstick, stock: {app: 2}, price_fen: 1000000}
""")  # fmt: skip


@pytest.mark.parametrize(
    ("start", "article"),
    [
        ("2025-10-14T20:21:00+08:00", "art. 10(3)"),
        ("2025-10-15T20:21:00+08:00", "as revised in 2025, art. 11"),
    ],
)
def test_the_article_is_that_of_the_day(start: str, article: str) -> None:
    parsed = judge(HEAD.replace("2021-06-15T20:21:00+08:00", start) + DRAW + """\
     prizes: [{id: gold, title: Gold, count: 1, value_fen: 39000000}]}
#                                                          ^ GS601
""")  # fmt: skip
    assert article in messages(parsed)


def test_who_answers_for_a_prize_signs_in_public() -> None:
    parsed = judge(HEAD + DRAW + f"""\
     prizes: [{{id: gold, title: Gold, count: 1, value_fen: 39000000, waive: [{WAIVER}]}}]}}
#                                                          ^ GS601
""")  # fmt: skip
    (waived,) = parsed.problems
    assert waived.waiver is not None
    assert waived.waiver.by.en == "The director"


def test_it_may_be_set_off() -> None:
    judge(HEAD + DRAW + """\
     prizes: [{id: gold, title: Gold, count: 1, value_fen: 39000000}]}
rules: {prize-above-limit: off}
""")  # fmt: skip


@pytest.mark.parametrize(("listed", "told"), [(1, True), (3, True), (4, False)])
def test_a_list_as_short_as_the_prizes_has_won_already(listed: int, told: bool) -> None:
    mark = "#" + " " * 11 + "^ GS602" if told else ""
    parsed = judge(HEAD + DRAW + f"""\
     prizes: [{{id: p, title: P, count: 3, value_fen: 100}}],
     who: {{list: {{id: friends, digest: {DIGEST},
     count: {listed}}}}}}}
{mark}
""")  # fmt: skip
    assert ("who wins is known before the draw" in messages(parsed)) == told


def test_a_few_that_weigh_more_are_favoured() -> None:
    parsed = judge_segments(f"""
          - id: a
            kind: seckill
            by: lot
            title: x
            length: 4m
            goods: lipstick
            price_fen: 1
            opens: 0s
            open_for: 60s
            stock: {{app: 5}}
            who:
              weights:
                - list: {{id: friends, digest: {DIGEST},
                         count: 2}}
        #                       ^ GS602
                  weight: 1000
                - list: {{id: all, digest: {DIGEST},
                         count: 6}}
                  weight: 2
        """)
    assert "a few are favoured before the draw" in messages(parsed)


def test_a_prize_has_a_value() -> None:
    judge(HEAD + DRAW + """\
     prizes: [{id: p, title: P, count: 1, value_fen: 0}]}
#                                                    ^ GS603
""")  # fmt: skip


def test_terms_of_draws_are_published_once_for_all() -> None:
    lines = [line for line in HEAD.split("\n") if not line.startswith("draw_terms")]
    judge("\n".join(lines) + DRAW + """\
     prizes: [{id: p, title: P, count: 1, value_fen: 1}]}
#    ^ GS604
  - {id: b, kind: draw, title: x, length: 4m, entries: a,
     prizes: [{id: p, title: P, count: 1, value_fen: 1}]}
""")  # fmt: skip


@pytest.mark.parametrize(("days", "told"), [(729, True), (730, False)])
def test_records_of_draws_are_kept_for_two_years(days: int, told: bool) -> None:
    parsed = judge(
        HEAD.replace(
            "kept_days: 730}", f"\n  kept_days: {days}}}\n" + "#            ^ GS605" * told
        )
        + "  - {id: a, kind: host, title: x, length: 1m}\n"
    )
    assert ("two years" in messages(parsed)) == told


@pytest.mark.parametrize(
    "role",
    [
        "{zh: AI 主播, en: Host}",
        "{zh: 主播, en: AI-generated singer}",
        "{zh: 虚拟偶像, en: Idol}",
        "{zh: 主持人, en: The Digital Human}",
    ],
)
def test_who_is_no_human_being_has_a_label(role: str) -> None:
    parsed = judge_segments(f"""
          - id: a
            kind: host
            title: x
            length: 1m
            guests:
              - role: {role}
        #             ^ GS606
              - {{role: {role}, ai: {{zh: AI 生成, en: AI-generated}}}}
        """)
    assert "viewers are not told" in messages(parsed)


@pytest.mark.parametrize("role", ["Kai the host", "AI engineer", "{zh: 人工智能老师, en: Teacher}"])
def test_a_person_needs_no_label(role: str) -> None:
    judge_segments(f"""
          - {{id: a, kind: host, title: x, length: 1m, guests: [{{role: {role}}}]}}
        """)


def test_a_label_says_it_in_both_languages() -> None:
    parsed = judge_segments("""
          - id: a
            kind: host
            title: x
            length: 1m
            guests:
              - role: Host
                ai: {zh: AI 生成, en: Made with love}
        #           ^ GS606
        """)
    assert "does not say that it is AI" in messages(parsed)


def test_a_host_of_a_room_has_a_label_too() -> None:
    judge(HEAD.replace(
        "rooms:\n",
        "rooms:\n  - {id: avatar, title: Avatar, host: AI avatar, capacity: 10}\n"
        "#                                     ^ GS606\n"
        "  - {id: other, title: Other, host: AI avatar, capacity: 10, ai: AI}\n",
    ) + "  - {id: a, kind: host, title: x, length: 1m}\n")  # fmt: skip
