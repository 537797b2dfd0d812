from gala.core.plan import SegmentPlan


def test_a_card_is_what_viewers_are_shown() -> None:
    guests = ((("影帝", "Film star"), 1),)
    segment = SegmentPlan("a", "story", ("甲", "A"), guests, ("秘", "secret"), 1, None, ("d",))
    assert segment.card() == ("a", "story", ("甲", "A"), guests, ("d",))
    assert "secret" not in repr(segment.card())
