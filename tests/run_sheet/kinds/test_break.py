from run_sheet import Break
from tests.run_sheet.sheets import judge_segments


def test_a_break_needs_no_more_than_a_title_and_a_length() -> None:
    parsed = judge_segments("""
          - {id: a, kind: break, title: Stretch, length: 90s}
        """)
    assert parsed.sheet is not None
    segment = parsed.sheet.segments[0]
    assert isinstance(segment, Break)
    assert (segment.kind, segment.length_ms, segment.notes) == ("break", 90_000, None)


def test_nobody_is_on_stage_in_a_break() -> None:
    judge_segments("""
          - {id: a, kind: break, title: x, length: 90s, guests: [{role: Singer}]}
        #                                               ^ GS101
        """)
