import json
from pathlib import Path

import pytest

from gala.cli.captions import EXEMPT
from run_sheet.words.lexicon import exemptions
from tests.cli.conftest import Gala

VTT = """WEBVTT

NOTE the first night

00:01.000 --> 00:02.500
<v Host>这个价是全网

2
00:02.500 --> 00:04.000 align:start
<v Host>最低价。<i>最佳食用期</i>是七天。

00:00:09.000 --> 00:00:10.000
<v Tailor>It never fades &amp; it is ours.
"""


def written(tmp_path: Path, text: str | bytes, name: str = "night.vtt") -> Path:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_each_claim_has_its_time_and_what_it_is(gala: Gala, tmp_path: Path) -> None:
    path = written(tmp_path, VTT)
    ended = gala("captions", path)
    assert ended.code == 1
    assert ended.out.splitlines() == [
        f'{path}:00:00:01.000: superlative: "全网最低价" wants evidence: 这个价是全网最低价。',
        f'{path}:00:00:02.500: superlative: "最佳食" is exempt (usage-tip): 最佳食用期是七天。',
        f'{path}:00:00:09.000: absolute: "It never fades" wants evidence: '
        "It never fades & it is ours.",
    ]


def test_json_for_programs(gala: Gala, tmp_path: Path) -> None:
    ended = gala("captions", written(tmp_path, VTT), "--format", "json")
    assert ended.code == 1
    first, exempt, _ = json.loads(ended.out)
    assert (first["start_ms"], first["end_ms"], first["exemption"]) == (1000, 2500, None)
    assert first["source"].startswith("Advertising Law")
    assert exempt["exemption"] == "usage-tip"


def test_srt_is_read_as_well_and_nothing_claimed_is_fine(gala: Gala, tmp_path: Path) -> None:
    text = (
        "1\n00:00:01,000 --> 00:00:02,500\n它不是最好的\n\n2\n00:00:03,000 --> 00:00:04,000\n好\n"
    )
    ended = gala("captions", written(tmp_path, text, "night.srt"))
    assert ended.code == 0
    assert "is exempt (negation)" in ended.out


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("a.vtt", "WEBVT\n\n00:01.000 --> 00:02.000\nx\n", "begin with the line WEBVTT"),
        ("a.vtt", "", "begin with the line WEBVTT"),
        ("a.vtt", "WEBVTT\n", "there are no captions in it"),
        ("a.vtt", "WEBVTT\n\n00:01.000 -> 00:02.000\nx\n", "has no times"),
        ("a.vtt", "WEBVTT\n\n00:99.000 --> 00:02.000\nx\n", "a caption is malformed"),
        ("a.vtt", "WEBVTT\n\n00:03.000 --> 00:02.000\nx\n", "ends before it begins"),
        ("a.vtt", b"WEBVTT\n\n\xff\xfe", "not UTF-8"),
        ("a.srt", "hello\n", "this is no .srt file"),
        ("a.txt", "hello\n", ".vtt and .srt"),
    ],
)
def test_bad_files_are_said_in_one_line(
    gala: Gala, tmp_path: Path, name: str, text: str | bytes, why: str
) -> None:
    ended = gala("captions", written(tmp_path, text, name))
    assert (ended.code, ended.out) == (2, "")
    assert why in ended.err
    assert ended.err.count("\n") == 1


def test_what_is_not_there_is_said(gala: Gala, tmp_path: Path) -> None:
    assert gala("captions", tmp_path / "none.vtt").code == 2
    folder = tmp_path / "folder.vtt"
    folder.mkdir()
    assert "cannot be read" in gala("captions", folder).err


def test_chinese_for_who_asks_for_it(gala: Gala, tmp_path: Path) -> None:
    path = written(tmp_path, VTT)
    assert gala("captions", path, "--lang", "zh").out.splitlines()[:2] == [
        f"{path}:00:00:01.000：最高级的说法：“全网最低价”要有证据：这个价是全网最低价。",
        f"{path}:00:00:02.500：最高级的说法：“最佳食”豁免（使用提示）：最佳食用期是七天。",
    ]
    bad = gala("captions", written(tmp_path, "WEBVTT\n"), "--lang", "zh")
    assert (bad.code, bad.out) == (2, "")
    assert "里面没有字幕" in bad.err


def test_every_exemption_has_a_name_in_chinese() -> None:
    assert set(EXEMPT) == {rule.name for rule in exemptions()}


def test_it_can_be_played_to_a_console(gala: Gala, tmp_path: Path) -> None:
    ended = gala("captions", written(tmp_path, VTT), "--to", "ftp://x", "--lang", "en")
    assert (ended.code, ended.out) == (2, "")
    assert "is no console's address" in ended.err
