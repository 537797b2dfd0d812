"""The head of a sheet that is made on the command line: its id, start and outlets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from pydantic import TypeAdapter, ValidationError

from gala.cli.language import Language, failure
from run_sheet import Outlet, Text
from run_sheet.instants import parse_instant
from run_sheet.said import Said

STARTS_AT = 20
"""The hour of the evening that is proposed."""

Title = Annotated[str | None, typer.Option(help="The title that viewers see.", show_default=False)]
TitleEn = Annotated[
    str | None, typer.Option(help="The title in English, if it is another.", show_default=False)
]
Start = Annotated[
    str | None,
    typer.Option(
        help="When it begins, like 2026-01-30T20:00:00+08:00.", show_default="tomorrow at 20:00"
    ),
]
Outlets = Annotated[
    list[str] | None,
    typer.Option(
        "--outlet",
        help="An outlet's id and its delay, like tv=6s. Repeat it for more; the first is the "
        "default.",
        show_default=False,
    ),
]

_OUTLET = TypeAdapter(Outlet)
_UNFIT = re.compile(r"[^a-z0-9]+")


def sheet_id(path: Path, otherwise: str = "my-show") -> str:
    """Return an id after a file's name."""
    return _UNFIT.sub("-", path.stem.lower()).strip("-")[:40].strip("-") or otherwise


def title_of(
    title: str | None, title_en: str | None, otherwise: Text, lang: Language | None = None
) -> Text:
    """Return the title; one language stands for both. Raises `Failure`."""
    if title is None and title_en is None:
        return otherwise
    try:
        made = Text.model_validate({"zh": title or title_en, "en": title_en or title})
    except ValidationError:
        made = None
    if made is None or any(len(one) > 120 or "\n" in one for one in (made.zh, made.en)):
        said = Said(
            "--title：写一行，最多 120 个字", "--title: write one line of up to 120 characters"
        )
        raise failure(said, lang)
    return made


def start_of(text: str | None, now: datetime | None = None, lang: Language | None = None) -> str:
    """Return when the sheet begins, as it is written; tomorrow evening unless it is said.

    Raises `Failure` for what is no instant with its offset.
    """
    if text is None:
        day = (now or datetime.now()).astimezone() + timedelta(days=1)
        evening = day.replace(hour=STARTS_AT, minute=0, second=0, microsecond=0)
        return evening.isoformat(timespec="seconds")
    if parse_instant(text) is None:
        example = "2026-01-30T20:00:00+08:00"
        said = Said(
            f"--start {text}：写日期、时间和时差，例如 {example}",
            f"--start {text}: write date, time and offset, like {example}",
        )
        raise failure(said, lang)
    return text


def outlets_of(wishes: Sequence[str] | None, lang: Language | None = None) -> list[Outlet]:
    """Return the outlets of options like `tv=6s`; an app and a television without any.

    Raises `Failure`.
    """
    if not wishes:
        app = {"id": "app", "title": {"zh": "主站", "en": "App"}, "delay": "0s"}
        tv = {"id": "tv", "title": {"zh": "电视", "en": "Television"}, "delay": "6s"}
        return [_OUTLET.validate_python(app), _OUTLET.validate_python(tv)]
    outlets: list[Outlet] = []
    for wish in wishes:
        name, _, delay = wish.partition("=")
        try:
            one = _OUTLET.validate_python({"id": name, "title": name, "delay": delay or "0s"})
        except ValidationError:
            said = Said(
                f"--outlet {wish}：写一个 id（小写字母、数字、连字符）和不超过 2m 的延时，"
                "例如 tv=6s",
                f"--outlet {wish}: write an id of small letters, digits and hyphens and a delay "
                "of up to 2m, like tv=6s",
            )
            raise failure(said, lang) from None
        if one.id in [other.id for other in outlets]:
            said = Said(
                f"--outlet {wish}：渠道 {one.id} 写了两次",
                f"--outlet {wish}: the outlet {one.id} is given twice",
            )
            raise failure(said, lang)
        outlets.append(one)
    return outlets
