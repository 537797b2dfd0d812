from run_sheet import Draw, Rain, Seckill, Who, digest
from tests.run_sheet.sheets import judge_segments, messages

DIGEST = "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"
PRIZES = "[{id: p, title: P, count: 1, value_fen: 1}]"
SALE = """
          - {id: sale, kind: seckill, title: x, length: 3m, opens: 0s, open_for: 60s,
             goods: lipstick, price_fen: 1, stock: {app: 3}}
"""


def draw(who: str) -> str:
    return f"""{SALE}
          - id: d
            kind: draw
            title: x
            length: 3m
            opens: 0s
            open_for: 60s
            prizes: {PRIZES}
            who:
              {who}
        """


def who_of(text: str) -> Who:
    sheet = judge_segments(text).sheet
    assert sheet is not None
    segment = sheet.segments[-1]
    assert isinstance(segment, Draw | Rain | Seckill)
    assert segment.who is not None
    return segment.who


def test_all_facts_can_be_asked_for_and_give_weight() -> None:
    who = who_of(
        draw(f"""ticket: {{tier: [silver, gold, gold], city: hangzhou}}
              watched: 10m
              bought: [sale]
    #                 ^ GS405
              list: {{id: staff, count: 3, digest: {DIGEST}}}
              weights:
                - {{ticket: {{tier: gold}}, weight: 3}}
                - {{watched: 30m, bought: [sale], weight: 2}}
    #                                    ^ GS405""")
    )
    assert who.ticket == (("city", ("hangzhou",)), ("tier", ("gold", "silver")))
    assert who.watched_ms == 600_000
    assert who.bought == ("sale",)
    assert who.listed is not None
    assert (who.listed.id, who.listed.count, who.listed.digest) == ("staff", 3, DIGEST)
    gold, loyal = who.weights
    assert (gold.ticket, gold.weight) == ((("tier", ("gold",)),), 3)
    assert (loyal.watched_ms, loyal.bought, loyal.weight) == (1_800_000, ("sale",), 2)


def test_values_that_cannot_be_are_told_where_they_stand() -> None:
    parsed = judge_segments("""
          - id: d
            kind: draw
            title: x
            length: 3m
            opens: 0s
            open_for: 60s
            prizes: [{id: p, title: P, count: 1, value_fen: 1}]
            who:
              ticket: {tier: 3, sub: me, level: []}
        #                    ^ GS103
        #                            ^ GS118
        #                                       ^ GS111
              watched: 10
        #              ^ GS106
              bought: []
        #             ^ GS111
              weights:
                - {ticket: {tier: gold}, weight: 0}
        #                                        ^ GS104
                - {watched: 30m, weight: 2.5}
        #                                ^ GS103
                - {ticket: {}, weight: 2}
        #                  ^ GS111
        """)
    assert 'put it in quotes: "3"' in messages(parsed)


def test_a_list_is_committed_to() -> None:
    parsed = judge_segments("""
          - {id: a, kind: rain, title: x, length: 3m, opens: 0s, open_for: 60s,
             pool_fen: 100, packets: 1, min_fen: 1, max_fen: 100,
             who: {list: {id: staff, count: 3}}}
        #                ^ GS102
          - {id: b, kind: rain, title: x, length: 3m, opens: 0s, open_for: 60s,
             pool_fen: 100, packets: 1, min_fen: 1, max_fen: 100,
             who: {list: {id: staff, count: 3, digest: 5F70}}}
        #                                              ^ GS119
        """)
    assert "`gala list`" in messages(parsed)


def test_a_sheet_without_a_who_keeps_its_digest() -> None:
    sheet = judge_segments(SALE).sheet
    assert sheet is not None
    assert "who" not in sheet.model_dump(exclude_none=True)["segments"][0]
    other = judge_segments(SALE.replace("stock: {app: 3}", "stock: {app: 3}, who: {watched: 1m}"))
    assert other.sheet is not None
    assert digest(other.sheet) != digest(sheet)
