from run_sheet.compose import compose
from run_sheet.draft import draft_of
from run_sheet.instants import Start


def test_what_is_valid_is_there_and_what_is_broken_keeps_its_place() -> None:
    data = compose("""
start: 1970-01-01T00:00:00+08:00
goods: [{id: pen, title: Pen, price_fen: 100}, {id: ink, price_fen: none}, {id: 5}]
segments:
  - {id: a, kind: break, title: x, length: 1m, at: "01:00"}
  - {id: b, kind: break, title: x, length: none}
  - nonsense
""").data
    draft = draft_of(data, None)
    assert draft.start == Start(-8 * 3_600_000, 480)
    assert draft.declared.goods == ("pen", "ink")
    assert draft.declared.price_fen_by_good == {"pen": 100}
    assert [segment and segment.at_ms for segment in draft.timed()] == [-7 * 3_600_000, None, None]
    mended = draft.segments[1]
    assert mended is not None
    assert mended.stand_ins == {"length"}
    assert draft.segments[2] is None
    assert draft.ids["segments"] == ((("segments", 0, "id"), "a"), (("segments", 1, "id"), "b"))


def test_nonsense_makes_an_empty_draft() -> None:
    draft = draft_of({"start": 5, "segments": {}, "goods": "none", "rooms": None}, None)
    assert draft.start is None
    assert draft.segments == ()
    assert set(draft.ids.values()) == {()}
