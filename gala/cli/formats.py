"""How a command prints what it has found: lines for people, or JSON for programs."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated, TypeAlias

import typer


class Format(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    JSON = "json"


Formatted: TypeAlias = Annotated[Format, typer.Option(help="For people, or for programs.")]


def as_text(value: object) -> str:
    """Return values as the text of JSON that people can read too."""
    return json.dumps(value, ensure_ascii=False, indent=1)
