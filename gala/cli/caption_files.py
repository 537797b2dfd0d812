"""Captions in files: WebVTT and SubRip, each with its times, or what is wrong with the file."""

from __future__ import annotations

import html
import io
import re
from dataclasses import dataclass
from pathlib import Path

import webvtt
from webvtt.errors import MalformedCaptionError, MalformedFileError

from gala.cli.failure import Failure
from gala.cli.language import Language, failure
from gala.grid.cells import GridError
from gala.grid.files import read_bytes
from run_sheet.said import Said

# What means to be a caption's times and is not: the library passes over it as if nothing was said.
_BROKEN_TIMES = re.compile(r"^(?!.*\d --> \d)[ \t]*[\d:]+:\d\d[.,]\d+\s*-*>", re.MULTILINE)
_MEANT = re.compile(r".*-->|[ \t]*\d[\d:.,]*[ \t]*-+>")
_SRT_TIMES = re.compile(r"\s*\d+:\d{1,2}:\d{1,2}[,.]\d+\s*-->\s*\d+:\d{1,2}:\d{1,2}[,.]\d+")
SUFFIXES = {".vtt": "vtt", ".srt": "srt"}
_BEGINS = {
    "vtt": Said("第一行应为 WEBVTT", "begin with the line WEBVTT"),
    "srt": Said("开头应为 1 和一行时间", "begin with 1 and a line of times"),
}


@dataclass(frozen=True, slots=True)
class Timed:
    """A caption; its times are ms from the file's beginning, `voice` is "" where none is named."""

    start_ms: int
    end_ms: int
    voice: str
    text: str


def read_captions(path: Path, lang: Language | None = None) -> list[Timed]:
    """Return the captions of a file, in their order. Raises `Failure`."""
    captions = []
    for one in _read(path, lang).captions:
        start_ms, end_ms = _ms(one.start), _ms(one.end)
        if end_ms < start_ms:
            raise _bad(
                f"{path}", f"{one.start} 的字幕在开始之前就结束了",
                f"the caption at {one.start} ends before it begins", lang,
            )  # fmt: skip
        captions.append(Timed(start_ms, end_ms, one.voice or "", html.unescape(one.text)))
    return captions


def stamp(at_ms: int) -> str:
    """Return a time as captions have it, like 01:02:03.456."""
    seconds, ms = divmod(at_ms, 1_000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{ms:03}"


def _read(path: Path, lang: Language | None) -> webvtt.WebVTT:
    kind, place = SUFFIXES.get(path.suffix.lower()), str(path)
    if kind is None:
        raise _bad(place, "字幕应为 .vtt 或 .srt 文件",
                   "captions are read from .vtt and .srt files", lang)  # fmt: skip
    try:
        text = read_bytes(path).decode("utf-8-sig")
        read = webvtt.from_buffer(io.StringIO(text), format=kind, strict=kind == "vtt")
    except GridError as error:
        raise failure(error.said, lang) from None
    except UnicodeDecodeError:
        raise _bad(place, "不是 UTF-8 文字；请另存为 UTF-8",
                   "the file is not UTF-8 text; save it as UTF-8", lang) from None  # fmt: skip
    except MalformedFileError:
        begins = _BEGINS[kind]
        raise _bad(place, f"这不是 .{kind} 文件：{begins.zh}",
                   f"this is no .{kind} file: it has to {begins.en}", lang) from None  # fmt: skip
    except MalformedCaptionError as error:
        said = " ".join(str(error).split())[:200]
        raise _bad(place, f"有一条字幕写坏了：{said}",
                   f"a caption is malformed: {said}", lang) from None  # fmt: skip
    if broken := _BROKEN_TIMES.search(text):
        line = text.count("\n", 0, broken.start()) + 1
        raise _bad(
            *(f"{place}:{line}", "这条字幕没有时间；写成 `00:01.000 --> 00:02.000`"),
            *("a caption has no times; write them `00:01.000 --> 00:02.000`", lang),
        )
    if kind == "srt" and (at := _passed_over(text)):
        raise _bad(
            *(
                f"{place}:{at}",
                "这条字幕写坏了：先写序号，下一行写 `00:00:01,000 --> 00:00:02,000`",
            ),
            "a caption is malformed: write its number, and below it "
            "`00:00:01,000 --> 00:00:02,000`",
            lang,
        )
    if not read.captions:
        raise _bad(place, "里面没有字幕", "there are no captions in it", lang)
    return read


def _passed_over(text: str) -> int | None:
    """Return the first line that means to be times in an .srt file and that the library drops."""
    lines = ["", *(line.strip() for line in re.split("\r\n|\r|\n", text))]
    for number, line in enumerate(lines):
        if not _MEANT.match(line):
            continue
        before = number - 1
        while before > 0 and not lines[before]:
            before -= 1
        # A number that stands apart is a caption's own only where nothing stands right above it.
        alone = before == number - 1 or before == 0 or not lines[before - 1]
        if not (_SRT_TIMES.match(line) and lines[before].isdigit() and alone):
            return number
    return None


def _bad(place: str, zh: str, en: str, lang: Language | None) -> Failure:
    return failure(Said(f"{place}：{zh}", f"{place}: {en}"), lang)


def _ms(text: str) -> int:
    """Return a time like 01:02:03.456 in ms."""
    hours, minutes, seconds = text.split(":")
    whole, ms = seconds.split(".")
    return ((int(hours) * 60 + int(minutes)) * 60 + int(whole)) * 1_000 + int(ms)
