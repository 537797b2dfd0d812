from run_sheet.words import Heard, Listener


def told(heard: list[Heard]) -> list[tuple[int, str, str | None]]:
    return [(each.start_ms, each.claim.term, each.claim.exemption) for each in heard]


def test_a_sentence_that_spans_two_captions() -> None:
    listener = Listener()
    assert listener.hear("这个价是全网", 0, 1000) == []
    assert told(listener.unfinished()) == []
    heard = listener.hear("最低价。下一句", 1000, 2000)
    assert told(heard) == [(0, "全网最低价", None)]
    assert told(listener.hear("没有什么。", 2000, 3000)) == []
    assert listener.flush() == []


def test_the_time_is_that_of_the_piece_in_which_the_word_begins() -> None:
    listener = Listener()
    listener.hear("This pan is", 0, 900)
    assert told(listener.hear("the best pan.", 1000, 1900)) == [(1000, "best", None)]
    listener.hear("Good evening. And it", 2000, 2900)
    assert told(listener.hear("lasts forever.", 3000, 3900)) == [(3000, "forever", None)]


def test_later_words_may_exempt_what_was_found_before() -> None:
    listener = Listener()
    listener.hear("哪一款最好看", 0, 1000)
    assert [each.claim.exemption for each in listener.unfinished()] == ["question"]
    listener.hear("，绝对有效", 1000, 2000)
    assert [each.claim.exemption for each in listener.unfinished()] == ["question", None]
    assert len(listener.flush()) == 2
    assert listener.unfinished() == []


def test_a_pause_ends_a_sentence_without_a_full_stop() -> None:
    listener = Listener()
    listener.hear("我们从不说", 0, 1000)
    assert told(listener.hear("全网最低", 1200, 2000)) == []
    heard = listener.hear("你好", 9000, 9500)
    assert told(heard) == [(1200, "全网最低", "negation")]


def test_it_keeps_little_however_long_nobody_ends_a_sentence() -> None:
    listener = Listener()
    heard = []
    for second in range(2000):
        heard += listener.hear("全网最低价的好锅", second * 1000, second * 1000 + 900)
        assert len(listener._text) <= 500
    assert 1990 <= len(heard) + len(listener.unfinished()) <= 2010


def test_nothing_said_is_nothing() -> None:
    listener = Listener()
    assert listener.hear("  \n ", 0, 100) == []
    assert listener.flush() == []
