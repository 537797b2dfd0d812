from pathlib import Path

import pytest

from gala.cli.caption_files import Timed, read_captions, stamp
from gala.cli.failure import Failure
from gala.cli.language import Language

VTT = """WEBVTT

00:01.000 --> 00:02.500
<v Host>Better &amp; <i>best</i>

01:00:00.000 --> 01:00:01.250
大家好
"""


def test_each_caption_has_its_times_its_voice_and_its_text(tmp_path: Path) -> None:
    path = tmp_path / "a.vtt"
    path.write_text(VTT, encoding="utf-8")
    assert read_captions(path) == [
        Timed(1_000, 2_500, "Host", "Better & best"),
        Timed(3_600_000, 3_601_250, "", "大家好"),
    ]
    assert stamp(3_601_250) == "01:00:01.250"


def test_what_is_wrong_is_said_in_chinese_too(tmp_path: Path) -> None:
    path = tmp_path / "a.vtt"
    for text, why in (
        ("WEBVTT\n", "里面没有字幕"),
        ("x", "第一行应为 WEBVTT"),
        ("WEBVTT\n\n00:01.000 -> 00:02.000\nx\n", "a.vtt:3：这条字幕没有时间"),
        ("WEBVTT\n\n00:03.000 --> 00:02.000\nx\n", "在开始之前就结束了"),
    ):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(Failure, match=why):
            read_captions(path, Language.ZH)
    with pytest.raises(Failure, match="没有这个文件"):
        read_captions(tmp_path / "none.vtt", Language.ZH)
    with pytest.raises(Failure, match=r"应为 \.vtt 或 \.srt"):
        read_captions(tmp_path / "none.txt", Language.ZH)


@pytest.mark.parametrize(
    ("second", "line"),
    [
        ("00:00:03,000 --> 00:00:04,000", 5),
        ("2\n00:00:03 --> 00:00:04", 6),
        ("2\n00:00:03,000 -> 00:00:04,000", 6),
        ("two\n00:00:03,000 --> 00:00:04,000", 6),
        ("2\n00:00:03,000 --> 00:00:04,000\n2021\nA --> B", 8),
    ],
)
def test_no_caption_is_passed_over(tmp_path: Path, second: str, line: int) -> None:
    path = tmp_path / "a.srt"
    first, last = "1\n00:00:01,000 --> 00:00:02,000\nx", "3\n00:00:05,000 --> 00:00:06,000\nz"
    path.write_text(f"{first}\n\n{second}\nBest\n\n{last}\n", encoding="utf-8")
    with pytest.raises(Failure, match=f"a.srt:{line}: a caption"):
        read_captions(path, Language.EN)


def test_a_number_that_is_said_and_one_that_stands_apart_are_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "a.srt"
    text = "1\n00:00:01,000 --> 00:00:02,000\n2021\n-> B\n\n2\n\n00:00:03.0 --> 00:00:04.0\ny\n"
    path.write_text(text, encoding="utf-8")
    assert [one.text for one in read_captions(path)] == ["2021\n-> B", "y"]
