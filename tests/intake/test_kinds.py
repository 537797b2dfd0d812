import pytest

from gala.intake.kinds import (
    GROUP,
    GROUP_END,
    IGNORED,
    MILESTONE,
    guessed,
    is_name_of,
    kind_of,
    mark_of,
    says_nothing,
)
from run_sheet import KINDS


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("秒杀", "seckill"), ("Flash sale", "seckill"), ("红包雨", "rain"), ("抽奖环节", "draw"),
        ("串门", "visit"), ("广告时间", "break"), ("歌舞表演", "performance"),
        ("Song", "performance"),
        ("Interview: the cook", "story"), ("主持人串词", "host"), ("???", None), ("", None),
        ("household", None),
    ],
)  # fmt: skip
def test_the_words_of_producers(text: str, kind: str | None) -> None:
    assert kind_of(text) == kind


def test_every_kind_is_its_own_word() -> None:
    for kind in KINDS:
        assert kind_of(kind) == kind
        assert is_name_of(kind.upper(), kind)
    assert is_name_of("主持", "host")
    assert not is_name_of("歌曲", "performance")


def test_a_title_is_never_taken_for_a_kind_that_needs_more() -> None:
    assert guessed("合唱《下个季度》") == "performance"
    assert guessed("抽奖名单公布") == "host"
    assert guessed("616") == "host"


def test_rows_that_are_no_segments() -> None:
    assert [mark_of(text) for text in ("group-start", "Block", "group-end", "milestone")] == [
        GROUP, GROUP, GROUP_END, MILESTONE,
    ]  # fmt: skip
    assert mark_of("skip-import") == IGNORED
    assert mark_of("count-down") is None
    assert says_nothing("count-down")
    assert not says_nothing("秒杀")
