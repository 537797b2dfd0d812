from gala.goods.block import good_lines
from run_sheet import Good


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
