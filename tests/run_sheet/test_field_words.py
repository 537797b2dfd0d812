from pydantic import BaseModel

from run_sheet import KINDS, Good, Prize, RunSheet
from run_sheet.field_words import WORDS, word
from run_sheet.said import Said


def test_what_a_producer_changes_most_has_words() -> None:
    models: list[type[BaseModel]] = [*KINDS.values(), RunSheet, Good, Prize]
    for model in models:
        for name in {"length_ms", "price_fen", "stock", "prizes", "who"} & set(model.model_fields):
            assert name in WORDS


def test_another_key_stands_as_it_is() -> None:
    assert word("length_ms", "length") == Said("时长", "length")
    assert word("new_ms", "new") == Said("`new`", "`new`")
