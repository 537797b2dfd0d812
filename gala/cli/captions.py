"""`gala captions`: what is claimed in the captions of a night, each word with its time."""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
import webvtt
from webvtt.errors import MalformedCaptionError, MalformedFileError

from gala.cli.failure import Failure
from gala.grid.cells import GridError
from gala.grid.files import read_bytes
from run_sheet.words import Heard, Listener

# What means to be a caption's times and is not: the library passes over it as if nothing was said.
_BROKEN_TIMES = re.compile(r"^(?!.*\d --> \d)[ \t]*[\d:]+:\d\d[.,]\d+\s*-*>", re.MULTILINE)
SUFFIXES = {".vtt": "vtt", ".srt": "srt"}


class Format(StrEnum):
    """How claims are printed."""

    TEXT = "text"
    JSON = "json"


def captions(
    file: Annotated[Path, typer.Argument(help="Captions: WebVTT (.vtt) or SubRip (.srt).")],
    format: Annotated[Format, typer.Option(help="For people, or for programs.")] = Format.TEXT,
) -> None:
    """Find what is claimed in captions: time, family, words, and the exemption if there is one.

    A person decides. Exits 0 when no claim wants evidence, 1 when one does, 2 when the file cannot
    be read.

    Example: gala captions night.vtt
    """
    heard = list(_heard(file))
    if format is Format.JSON:
        typer.echo(json.dumps([_as_json(each) for each in heard], ensure_ascii=False, indent=1))
    else:
        for each in heard:
            typer.echo(f"{file}:{_told(each)}")
    raise typer.Exit(1 if any(each.claim.exemption is None for each in heard) else 0)


def _heard(path: Path) -> Iterator[Heard]:
    listener, voice = Listener(), None
    for caption in _read(path).captions:
        if caption.voice != voice:
            voice = caption.voice
            yield from listener.flush()
        start_ms, end_ms = (_ms(caption.start), _ms(caption.end))
        if end_ms < start_ms:
            raise Failure(f"{path}: the caption at {caption.start} ends before it begins")
        yield from listener.hear(html.unescape(caption.text), start_ms, end_ms)
    yield from listener.flush()


def _read(path: Path) -> webvtt.WebVTT:
    kind = SUFFIXES.get(path.suffix.lower())
    if kind is None:
        raise Failure(f"{path}: captions are read from .vtt and .srt files")
    try:
        text = read_bytes(path).decode("utf-8-sig")
        read = webvtt.from_buffer(io.StringIO(text), format=kind, strict=kind == "vtt")
    except GridError as error:
        raise Failure(str(error)) from None
    except UnicodeDecodeError:
        raise Failure(f"{path}: the file is not UTF-8 text; save it as UTF-8") from None
    except MalformedFileError:
        what = "begin with the line WEBVTT" if kind == "vtt" else "begin with 1 and a line of times"
        raise Failure(f"{path}: this is no .{kind} file: it has to {what}") from None
    except MalformedCaptionError as error:
        said = " ".join(str(error).split())[:200]
        raise Failure(f"{path}: a caption is malformed: {said}") from None
    if broken := _BROKEN_TIMES.search(text):
        line = text.count("\n", 0, broken.start()) + 1
        raise Failure(
            f"{path}:{line}: a caption has no times; write them `00:01.000 --> 00:02.000`"
        )
    if not read.captions:
        raise Failure(f"{path}: there are no captions in it")
    return read


def _ms(stamp: str) -> int:
    """Return a time like 01:02:03.456 in ms."""
    hours, minutes, seconds = stamp.split(":")
    whole, ms = seconds.split(".")
    return ((int(hours) * 60 + int(minutes)) * 60 + int(whole)) * 1_000 + int(ms)


def _stamp(at_ms: int) -> str:
    seconds, ms = divmod(at_ms, 1_000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{ms:03}"


def _told(heard: Heard) -> str:
    claim = heard.claim
    verdict = "wants evidence" if claim.exemption is None else f"is exempt ({claim.exemption})"
    return f'{_stamp(heard.start_ms)}: {claim.family}: "{claim.term}" {verdict}: {claim.sentence}'


def _as_json(heard: Heard) -> dict[str, object]:
    claim = heard.claim
    return {
        "start_ms": heard.start_ms,
        "end_ms": heard.end_ms,
        "family": claim.family,
        "term": claim.term,
        "exemption": claim.exemption,
        "sentence": claim.sentence,
        "source": claim.source,
    }
