from run_sheet import Rain
from tests.run_sheet.sheets import judge_segments, messages


def test_a_rain_gives_one_packet_each_unless_it_says_otherwise() -> None:
    parsed = judge_segments("""
          - {id: a, kind: rain, title: x, length: 2m, opens: 5s, open_for: 60s,
             pool_fen: 1000, packets: 10, min_fen: 1, max_fen: 500}
        """)
    assert parsed.sheet is not None
    rain = parsed.sheet.segments[0]
    assert isinstance(rain, Rain)
    assert (rain.pool_fen, rain.packets, rain.per_viewer) == (1000, 10, 1)


def test_the_pool_must_fill_its_packets_exactly() -> None:
    parsed = judge_segments("""
          - {id: a, kind: rain, title: x, length: 2m, opens: 5s, open_for: 60s,
             packets: 10, min_fen: 2, max_fen: 5, pool_fen: 20}
          - {id: b, kind: rain, title: x, length: 2m, opens: 5s, open_for: 60s,
             packets: 10, min_fen: 2, max_fen: 5, pool_fen: 50}
          - {id: c, kind: rain, title: x, length: 2m, opens: 5s, open_for: 60s,
             packets: 10, min_fen: 2, max_fen: 5, pool_fen: 19}
        #                                                   ^ GS208
          - {id: d, kind: rain, title: x, length: 2m, opens: 5s, open_for: 60s,
             packets: 10, min_fen: 2, max_fen: 5, pool_fen: 51}
        #                                                   ^ GS208
          - {id: e, kind: rain, title: x, length: 2m, opens: 5s, open_for: 60s,
             packets: 10, min_fen: 6, max_fen: 5, pool_fen: 51}
        #                          ^ GS208
        """)
    assert "10 packets of 2 to 5 fen hold 20 to 50 fen, but the pool is 19" in messages(parsed)


def test_no_packet_is_empty() -> None:
    judge_segments("""
          - {id: a, kind: rain, title: x, length: 2m, opens: 5s, open_for: 60s,
             packets: 10, min_fen: 0, max_fen: 5, pool_fen: 10}
        #                          ^ GS104
          - {id: b, kind: rain, title: x, length: 2m, opens: 5s, open_for: 60s,
             packets: 0, min_fen: 1, max_fen: 5, pool_fen: 0}
        #             ^ GS104                              ^ GS104
        """)


def test_nobody_gets_more_packets_than_there_are() -> None:
    judge_segments("""
          - {id: a, kind: rain, title: x, length: 2m, opens: 5s, open_for: 60s,
             packets: 10, min_fen: 1, max_fen: 5, pool_fen: 10, per_viewer: 11}
        #                                                                   ^ GS210
        """)
