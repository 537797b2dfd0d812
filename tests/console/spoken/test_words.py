import json

from gala.console.spoken.fields import BadCaptions
from gala.console.spoken.words import (
    HINTS,
    TEXTS,
    TO_THE_HOST,
    alert_fields,
    malformed,
    refused,
    to_the_host,
)
from gala.core.alerts import Decided, Standing, Verdict
from run_sheet.words import FAMILIES
from tests.core.test_alerts import alert


def test_every_family_has_words_for_the_crew_and_for_the_host() -> None:
    assert set(HINTS) == set(TO_THE_HOST) == set(FAMILIES)
    for said in (*HINTS.values(), *TO_THE_HOST.values()):
        assert said.zh
        assert said.en
        assert len(said.en) <= 60  # the host reads it from four metres


def test_an_alert_for_the_crew_and_for_the_host() -> None:
    one = alert()
    open_one = alert_fields(Standing(one, 5))
    assert open_one["decided"] is None
    assert (open_one["rule"], open_one["term"], open_one["segment"]) == (
        "GS502",
        "销量第一",
        "pens",
    )
    decided = Decided(one.id, Verdict.EVIDENCE, "second", "bulletin")
    assert alert_fields(Standing(one, 5, decided, 9))["decided"] == {
        "verdict": "evidence", "by": "second", "note": "bulletin", "at_ms": 9,
    }  # fmt: skip
    assert to_the_host(Standing(one, 5))["say"] == {
        "zh": "说出数字的出处",
        "en": "Say where the figure comes from",
    }


def test_refusals_have_a_status_and_both_languages() -> None:
    for code, (status, zh, en) in TEXTS.items():
        assert refused(code).status == status
        assert zh
        assert en
    told = malformed(BadCaptions("captions[0].id", "要有编号", "has an id"))
    assert told.status == 400
    assert json.loads(told.text or "")["message"]["en"] == "`captions[0].id` has an id."
