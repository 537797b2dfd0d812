"""The languages in which a story is told."""

from __future__ import annotations

from enum import StrEnum


class Lang(StrEnum):
    """A language of the sheet."""

    ZH = "zh"
    EN = "en"
