from run_sheet import Performance
from tests.run_sheet.sheets import judge_segments


def test_a_performance() -> None:
    parsed = judge_segments("""
          - {id: a, kind: performance, title: x, length: 3m, notes: Smile, guests: [{role: Singer}]}
        """)
    assert parsed.sheet is not None
    segment = parsed.sheet.segments[0]
    assert isinstance(segment, Performance)
    assert (segment.kind, segment.length_ms) == ("performance", 180_000)
    assert segment.guests[0].role.zh == "Singer"


def test_a_performance_has_no_window() -> None:
    judge_segments("""
          - {id: a, kind: performance, opens: 5s, title: x, length: 3m}
        #                              ^ GS101
        """)
