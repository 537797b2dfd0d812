"""All texts of a sheet that the audience may read or hear.

The whole sheet is public, and notes stand before the host on the prompter: so every text is one,
but for waivers and evidence, which quote what others say.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pydantic import BaseModel

from .model import RunSheet
from .problem import Path
from .text import Text

_QUOTING = frozenset(["waive", "evidence"])


def public_texts(sheet: RunSheet) -> Iterator[tuple[Path, str]]:
    """Yield each text with its path; what stands for both languages is yielded once."""
    yield from texts_of((), sheet)


@cache
def _keys(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """The fields of a part that may hold texts, each with its key in the sheet."""
    return tuple(
        (name, field.alias or name)
        for name, field in model.model_fields.items()
        if name not in _QUOTING
    )


def texts_of(path: Path, value: object) -> Iterator[tuple[Path, str]]:
    """Yield the texts of a part of the sheet that stands at `path`."""
    if isinstance(value, Text):
        if value.zh == value.en:
            yield path, value.zh
        else:
            yield (*path, "zh"), value.zh
            yield (*path, "en"), value.en
    elif isinstance(value, BaseModel):
        for name, key in _keys(type(value)):
            inner = getattr(value, name)
            if isinstance(inner, BaseModel | tuple):
                yield from texts_of((*path, key), inner)
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            if isinstance(inner, BaseModel | tuple):
                yield from texts_of((*path, index), inner)
