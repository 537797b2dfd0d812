from run_sheet import RunSheet, parse
from run_sheet.spoken import answered, evidence_around

SHEET = """\
gala: 1
id: evening
title: Evening
start: 2026-01-30T20:00:00+08:00
outlets: [{id: app, title: App, delay: 0s}]
evidence: [{for: best shop, what: A survey, by: The town, on: 2025-12-01}]
goods:
  - id: pen
    title: The leading pen
    price_fen: 9900
    evidence: [{for: leading pen, what: Bulletin, by: The association, on: 2025-12-01}]
  - id: cup
    title: The unique cup
    price_fen: 900
    evidence: [{for: unique cup, what: A patent, by: The office, on: 2025-12-01}]
promises:
  - id: low
    text: The lowest price tonight
    evidence: [{for: lowest price, what: Our book, by: The accountant, on: 2025-12-01}]
segments:
  - {id: opening, kind: host, title: We are the best shop, length: 1m}
  - id: pens
    kind: seckill
    title: Pens
    length: 3m
    goods: pen
    price_fen: 1
    opens: 5s
    open_for: 60s
    stock: {app: 1}
"""


def sheet() -> RunSheet:
    parsed = parse(SHEET)
    assert parsed.sheet is not None, parsed.report()
    return parsed.sheet


def claims_of(segment: str) -> set[str]:
    return {one.claim.en for one in evidence_around(sheet(), segment)}


def test_evidence_stands_in_the_sheet_its_promises_the_segment_and_its_goods() -> None:
    assert claims_of("pens") == {"best shop", "lowest price", "leading pen"}
    assert claims_of("opening") == claims_of("nothing") == {"best shop", "lowest price"}


def test_a_room_s_own_segment_may_have_evidence_too() -> None:
    room = """rooms:
  - id: beauty
    title: Beauty
    host: Host
    capacity: 5
    segments:
      - id: half
        kind: host
        title: The unique half
        length: 5m
        evidence: [{for: unique half, what: A patent, by: The office, on: 2025-12-01}]
segments:
"""
    parsed = parse(SHEET.replace("segments:\n", room, 1))
    assert parsed.sheet is not None, parsed.report()
    found = evidence_around(parsed.sheet, "half")
    assert {one.claim.en for one in found} == {"best shop", "lowest price", "unique half"}


def test_it_answers_the_words_that_it_is_for_and_no_others() -> None:
    given = evidence_around(sheet(), "pens")
    assert answered(given, "leading", "It is the Leading Pen of this town.")
    assert not answered(given, "leading", "We are leading in ink, and this is a pen.")
    assert not answered(given, "unique", "A unique cup.")
    assert answered(given, "best", "The best pen of the best shop.")
    assert not answered([], "best", "The best shop.")
