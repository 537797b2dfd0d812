"""Which of a sheet's files its goods stand in."""

from __future__ import annotations

from collections.abc import Mapping

from run_sheet.compose import compose
from run_sheet.said import Said
from run_sheet.source import read_text


def holders(source: bytes, files: Mapping[str, bytes | Said]) -> tuple[str | None, ...]:
    """Return the files that have a list of goods; None is the sheet itself."""
    included = (
        name for name, content in files.items() if isinstance(content, bytes) and _has(content)
    )
    return (None, *included) if _has(source) else tuple(included)


def _has(content: bytes) -> bool:
    text = read_text(content)
    data = compose(text).data if isinstance(text, str) else None
    return isinstance(data, dict) and "goods" in data
