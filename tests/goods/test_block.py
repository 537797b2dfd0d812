from gala.goods.block import good_lines
from run_sheet import Good
from run_sheet.compose import compose


def test_an_entry_in_the_manner_of_the_shows() -> None:
    fields = {
        "id": "pen",
        "title": {"zh": "笔", "en": "Pen"},
        "price_fen": 900,
        "note": "标价",
        "merchant": "616",
        "guarantees": ["refund", "freight"],
    }
    assert good_lines(Good.model_validate(fields)) == [
        "  - id: pen",
        "    title: {zh: 笔, en: Pen}",
        "    price_fen: 900",
        "    note: 标价",
        '    merchant: "616"',
        "    guarantees: [refund, freight]",
    ]


def test_a_history_and_waivers_are_written_out() -> None:
    waiver = {"rule": "gap", "reason": "a: b", "by": {"zh": "店", "en": "Shop"}, "on": "2026-01-01"}
    fields = {
        "id": "pen",
        "title": "Pen",
        "price_fen": 900,
        "prices": [
            {"from": "2025-01-01", "to": "2025-01-02", "fen": 5, "sold": True},
            {"from": "2025-01-03", "fen": 6, "sold": False},
        ],
        "units": 7,
        "waive": [waiver],
    }
    good = Good.model_validate(fields)
    lines = good_lines(good)
    assert lines[4:6] == [
        "      - {from: 2025-01-01, to: 2025-01-02, fen: 5, sold: true}",
        "      - {from: 2025-01-03, fen: 6, sold: false}",
    ]
    assert compose("\n".join(["goods:", *lines, ""])).data["goods"] == [
        fields | {"waive": [waiver | {"rule": "GS206"}]}
    ]


def test_no_key_of_goods_is_left_out() -> None:
    evidence = {"for": {"zh": "第一", "en": "first"}, "what": "a", "by": "b: c", "on": "2026-01-02"}
    waiver = {"rule": "GS206", "reason": "so", "by": "me", "on": "2026-01-01"}
    fields = {
        "id": "pen",
        "title": "Pen",
        "price_fen": 900,
        "note": "List price",
        "units": 7,
        "prices": [{"from": "2025-01-03", "fen": 6, "sold": False}],
        "merchant": "shop",
        "guarantees": ["refund"],
        "waive": [waiver],
        "evidence": [evidence],
    }
    assert fields.keys() == Good.model_fields.keys()
    for given in (fields, fields | {"waive": [], "evidence": [], "guarantees": []}):
        lines = good_lines(Good.model_validate(given))
        assert compose("\n".join(["goods:", *lines, ""])).data["goods"] == [given]
