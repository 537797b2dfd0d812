from typing import Any

import pytest

from gala.console.spoken.ears import Caption
from gala.console.spoken.fields import AWAY_MS_MAX, BATCH_MAX, BadCaptions, batch_of

NOW_MS = 1_700_000_000_000
ORIGIN_MS = NOW_MS - 60_000


def read(body: Any) -> list[Caption]:
    return list(batch_of(body, NOW_MS, ORIGIN_MS).captions)


def test_one_caption_or_a_batch() -> None:
    one = {"id": "c1", "text": "大家好", "start_ms": NOW_MS - 900, "end_ms": NOW_MS}
    made = Caption("main", "c1", "大家好", NOW_MS - 900, NOW_MS)
    assert read(one) == read({"captions": [one]}) == [made]
    [other] = read({**one, "source": "room-2", "final": False, "speaker": "host"})
    assert (other.source, other.final, other.speaker) == ("room-2", False, "host")


def test_times_are_the_show_s_or_its_own_or_now() -> None:
    assert [(one.start_ms, one.end_ms) for one in read({"id": "a", "text": ""})] == [
        (NOW_MS, NOW_MS)
    ]
    [shown] = read({"clock": "show", "captions": [{"id": "a", "text": "", "at_ms": 5_000}]})
    assert (shown.start_ms, shown.end_ms) == (ORIGIN_MS + 5_000, ORIGIN_MS + 5_000)
    [half] = read({"id": "a", "text": "", "end_ms": NOW_MS})
    assert half.start_ms == half.end_ms == NOW_MS


def test_the_end_of_a_sentence_alone() -> None:
    batch = batch_of({"finish": True}, NOW_MS, ORIGIN_MS)
    assert (batch.source, batch.captions, batch.finish) == ("main", (), True)


def test_what_cannot_be_read_becomes_space() -> None:
    [one] = read({"id": "a\u202e", "text": "a\u202eb\x00\ud800c", "speaker": "x\n"})
    assert (one.id, one.text, one.speaker) == ("a ", "a b  c", "x ")


GOOD: dict[str, Any] = {"id": "a", "text": "x"}


@pytest.mark.parametrize(
    ("body", "at"),
    [
        ([], ""),
        (None, ""),
        ({}, "captions"),
        ({"captions": []}, "captions"),
        ({"captions": {}}, "captions"),
        ({"captions": [GOOD] * (BATCH_MAX + 1)}, "captions"),
        ({"captions": [GOOD, 5]}, "captions[1]"),
        ({"captions": [GOOD], "sauce": "x"}, "sauce"),
        ({"captions": [GOOD], "source": "Main Stage"}, "source"),
        ({"captions": [GOOD], "source": 5}, "source"),
        ({"captions": [GOOD], "clock": "sun"}, "clock"),
        ({"captions": [GOOD], **GOOD}, "id"),
        ({"captions": [GOOD], "finish": 1}, "finish"),
        ({"id": "", "text": "x"}, "captions[0].id"),
        ({"id": 5, "text": "x"}, "captions[0].id"),
        ({"id": "a" * 65, "text": "x"}, "captions[0].id"),
        ({"id": "a"}, "captions[0].text"),
        ({"id": "a", "text": "x" * 1001}, "captions[0].text"),
        ({**GOOD, "final": "yes"}, "captions[0].final"),
        ({**GOOD, "speaker": None}, "captions[0].speaker"),
        ({**GOOD, "end": 5_000}, "captions[0].end"),
        ({**GOOD, "start": 5_000}, "captions[0].start"),
        ({**GOOD, "at_ms": 1.5}, "captions[0].at_ms"),
        ({**GOOD, "at_ms": True}, "captions[0].at_ms"),
        ({**GOOD, "at_ms": 5_000}, "captions[0].at_ms"),
        ({**GOOD, "start_ms": NOW_MS, "end_ms": NOW_MS - 1}, "captions[0].end_ms"),
        ({**GOOD, "start_ms": NOW_MS - 700_000, "end_ms": NOW_MS}, "captions[0].end_ms"),
        ({**GOOD, "at_ms": NOW_MS + AWAY_MS_MAX + 1}, "captions[0].at_ms"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(body: Any, at: str) -> None:
    with pytest.raises(BadCaptions) as caught:
        read(body)
    assert caught.value.at == at
    assert caught.value.said.zh
    assert caught.value.said.en
