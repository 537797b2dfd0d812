"""`gala captions`: what is claimed in the captions of a night, each word with its time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from gala.cli.caption_files import Timed, read_captions, stamp
from gala.cli.formats import Format, Formatted, as_text
from gala.cli.language import Lang, is_chinese
from run_sheet.checks.claims import FAMILIES
from run_sheet.words import Heard, Listener

EXEMPT = {
    "negation": "否定",
    "question": "提问",
    "self-comparison": "自我比较",
    "usage-tip": "使用提示",
    "standard-grade": "标准等级",
    "name": "专名",
    "award": "奖项",
    "limited-fact": "有限定的事实",
    "aim": "目标",
    "feeling": "感受",
    "duty": "提醒",
}
"""The exemptions by their names, in Chinese."""


def captions(
    file: Annotated[Path, typer.Argument(help="Captions: WebVTT (.vtt) or SubRip (.srt).")],
    format: Formatted = Format.TEXT,
    lang: Lang = None,
    to: Annotated[
        str | None,
        typer.Option(help="A running console, like http://localhost:6160: it hears the captions "
                     "as if they were said now."),
    ] = None,
    fast: Annotated[
        bool,
        typer.Option("--fast", help="With --to: all at once, the file's times from the show's "
                     "beginning."),
    ] = False,
    key: Annotated[
        Path | None,
        typer.Option(help="With --to: the file with the console's key for captions.",
                     show_default="~/.gala/keys/captions.json"),
    ] = None,
    source: Annotated[str, typer.Option(help="With --to: whose captions these are.")] = "main",
    ca_file: Annotated[
        Path | None,
        typer.Option(help="With --to: believe certificates signed by those in this PEM file."),
    ] = None,
) -> None:  # fmt: skip
    """Find what is claimed in captions: time, family, words, and the exemption if there is one.

    A person decides. Exits 0 when no claim wants evidence, 1 when one does, 2 when the file cannot
    be read. With --to, a console hears them, and the alerts are printed that it raises.

    Example: gala captions night.vtt
    """
    timed = read_captions(file, lang)
    if to is not None:
        from gala.cli.captions_feed import Feed, fed

        feed = Feed(to, key, source, fast, ca_file, lang)
        raise typer.Exit(1 if fed(timed, feed, as_json=format is Format.JSON) else 0)
    heard = list(_heard(timed))
    if format is Format.JSON:
        typer.echo(as_text([_as_json(each) for each in heard]))
    else:
        for each in heard:
            typer.echo(f"{file}:{_told(each, is_chinese(lang))}")
    raise typer.Exit(1 if any(each.claim.exemption is None for each in heard) else 0)


def _heard(captions: Iterable[Timed]) -> Iterator[Heard]:
    listener, voice = Listener(), ""
    for caption in captions:
        if caption.voice != voice:
            voice = caption.voice
            yield from listener.flush()
        yield from listener.hear(caption.text, caption.start_ms, caption.end_ms)
    yield from listener.flush()


def _told(heard: Heard, chinese: bool) -> str:
    claim, at = heard.claim, stamp(heard.start_ms)
    if chinese:
        exempt = claim.exemption and EXEMPT[claim.exemption]
        verdict = f"豁免（{exempt}）" if exempt else "要有证据"
        name = FAMILIES[claim.family][1].zh
        return f"{at}：{name}：“{claim.term}”{verdict}：{claim.sentence}"
    verdict = f"is exempt ({claim.exemption})" if claim.exemption else "wants evidence"
    return f'{at}: {claim.family}: "{claim.term}" {verdict}: {claim.sentence}'


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
