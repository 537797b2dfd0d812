"""The language of what commands tell: `--lang`, else what the environment says."""

from __future__ import annotations

import os
from enum import StrEnum
from typing import Annotated

import typer

from gala.cli.failure import Failure
from run_sheet.said import Said


class Language(StrEnum):
    """What is told in it."""

    ZH = "zh"
    EN = "en"


Lang = Annotated[
    Language | None,
    typer.Option(help="Chinese or English. Without it, what LANG says.", show_default=False),
]


def is_chinese(lang: Language | None) -> bool:
    """Return whether to speak Chinese: as `--lang` says, or else the locale."""
    return (lang or _spoken()) is Language.ZH


def failure(said: Said, lang: Language | None, code: int = 2) -> Failure:
    """Return what a command ends with, in the language asked for."""
    return Failure(said.zh if is_chinese(lang) else said.en, code)


def _spoken() -> Language:
    said = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return Language.ZH if said.lower().startswith("zh") else Language.EN
