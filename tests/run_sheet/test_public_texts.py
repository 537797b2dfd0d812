from run_sheet import parse
from run_sheet.public_texts import public_texts, texts_of

from .sheets import HEAD

SHEET = (
    HEAD
    + """\
  - id: a
    kind: host
    title: {zh: 题, en: Title}
    length: 1m
    notes: Read it
    guests: [{role: Singer}]
    plan_b: {title: Back soon, length: 1m, notes: Wait}
    waive: [{rule: superlative, reason: The best reason, by: Host, on: 2021-01-01}]
    evidence: [{for: best, what: A test, by: A lab, on: 2021-01-01}]
"""
)


def test_every_text_has_its_place_and_what_only_quotes_is_left_out() -> None:
    sheet = parse(SHEET).sheet
    assert sheet is not None
    texts = dict(public_texts(sheet))
    assert texts[("title",)] == "Test"
    assert texts[("rooms", 0, "host")] == "Room host"
    assert dict(texts_of(("segments", 0), sheet.segments[0])) == {
        ("segments", 0, "title", "zh"): "题",
        ("segments", 0, "title", "en"): "Title",
        ("segments", 0, "notes"): "Read it",
        ("segments", 0, "plan_b", "title"): "Back soon",
        ("segments", 0, "plan_b", "notes"): "Wait",
        ("segments", 0, "guests", 0, "role"): "Singer",
    }
    assert "The best reason" not in texts.values()
    assert "A test" not in texts.values()
