from gala.console.spoken import ears as module
from gala.console.spoken.ears import SILENCE_MS, SOURCES_MAX, Caption, Ears, Spoken


def caption(
    name: str,
    text: str,
    start_ms: int = 0,
    source: str = "main",
    *,
    final: bool = True,
    speaker: str = "",
) -> Caption:
    return Caption(source, name, text, start_ms, start_ms + 1_000, final, speaker)


def terms(found: list[Spoken]) -> list[str]:
    return [one.heard.claim.term for one in found]


def test_a_sentence_over_several_captions_is_one() -> None:
    ears = Ears()
    assert ears.hear(caption("1", "这个价是全网", 1_000), 0) == []
    [found] = ears.hear(caption("2", "最低价。", 2_000), 0)
    assert (found.heard.claim.term, found.heard.start_ms) == ("全网最低价", 1_000)
    assert found.heard.claim.sentence == "这个价是全网最低价。"


def test_a_retry_is_not_heard_twice_and_partial_words_are_not_judged() -> None:
    ears = Ears()
    assert ears.hear(caption("1", "全网最低价。", final=False), 0) == []
    first = caption("1", "全网最低价。")
    assert not ears.knows(first)
    assert terms(ears.hear(first, 0)) == ["全网最低价"]
    assert ears.knows(first)
    assert ears.hear(first, 0) == []
    assert ears.end("main") == []


def test_exempt_words_are_none() -> None:
    assert Ears().hear(caption("1", "它不是最好的。"), 0) == []


def test_sources_and_voices_do_not_mix() -> None:
    ears = Ears()
    ears.hear(caption("1", "这个价是全网", source="a"), 0)
    assert ears.hear(caption("1", "你好。", source="b"), 0) == []
    assert terms(ears.hear(caption("2", "最低价。", 1_000, source="a"), 0)) == ["全网最低价"]
    ears.hear(caption("3", "销量", 2_000, source="a", speaker="host"), 0)
    assert ears.hear(caption("4", "第一", 3_000, source="a", speaker="guest"), 0) == []


def test_silence_ends_a_sentence_and_partial_words_are_no_silence() -> None:
    ears = Ears()
    ears.hear(caption("1", "全网最低价"), 0)
    assert ears.silent(SILENCE_MS - 1) == []
    ears.hear(caption("2", "而且", 1_000, final=False), SILENCE_MS - 1)
    assert ears.silent(SILENCE_MS) == []
    assert terms(ears.silent(2 * SILENCE_MS)) == ["全网最低价"]
    assert ears.silent(3 * SILENCE_MS) == []


def test_who_goes_back_in_time_begins_a_sentence() -> None:
    ears = Ears()
    ears.hear(caption("1", "这是全网", 90_000), 0)
    assert ears.hear(caption("2", "最低价。", 1_000), 0) != []
    assert ears.end("nobody") == []


def test_it_keeps_little_whatever_comes() -> None:
    ears = Ears()
    for number in range(SOURCES_MAX + 1):
        found = ears.hear(caption("1", "全网最低价", source=f"s{number}"), 0)
    # The eldest was ended to make room, and what it claimed is told.
    assert [(one.source, one.heard.claim.term) for one in found] == [("s0", "全网最低价")]
    assert len(ears._sources) == SOURCES_MAX
    for number in range(module.IDS_KEPT + 50):
        ears.hear(caption(str(number), "好" * 300, number, source="s5"), 0)
    source = ears._sources["s5"]
    assert len(source.ids) == module.IDS_KEPT
    assert len(source.listener._text) <= 800
