"""Which keys the format has at a place in the sheet: for hints, so that they cannot go stale."""

from __future__ import annotations

from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from .kinds import KINDS, Segment
from .model import RunSheet
from .problem import Path
from .written import Inclusion, Loop, Templated, Top

ENTRIES: dict[str, type[BaseModel]] = {**KINDS, "repeat": Loop, "include": Inclusion}
"""What an entry of `segments` may be, by its kind or by the key that makes it no segment."""


def keys_at(location: Path) -> dict[str, FieldInfo]:
    """The fields, by their key in the sheet, of the mapping at a location as pydantic tells it.

    Such a location names a segment's kind after its index: `("segments", 3, "rain", "pool_fen")`.
    Empty where the format has no such mapping.
    """
    model: type[BaseModel] | None = RunSheet
    for part in location:
        if model is None:
            return {}
        if isinstance(part, int):
            continue
        fields = _by_key(model)
        if part in ENTRIES and part not in fields:
            model = ENTRIES[part]
        else:
            model = _model_in(fields[part].annotation) if part in fields else None
    return {} if model is None else _by_key(model)


def without_kind(location: Path) -> Path:
    """The location as a path in the sheet."""
    match location:
        case ("segments", int(), str(kind), *rest) if kind in ENTRIES:
            return (*location[:2], *rest)
        case ("rooms", int(), "segments", int(), str(kind), *rest) if kind in KINDS:
            return (*location[:4], *rest)
    return location


def _by_key(model: type[BaseModel]) -> dict[str, FieldInfo]:
    fields = {info.alias or name: info for name, info in model.model_fields.items()}
    more: type[BaseModel] | None = Top if model is RunSheet else None
    if issubclass(model, Segment):
        more = Templated
    if more is not None:
        fields |= more.model_fields
    # Many parts may have them, and nobody looks for them first.
    for key in ("evidence", "waive"):
        if (info := fields.pop(key, None)) is not None:
            fields[key] = info
    return fields


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model inside `tuple[X, ...]`, `X | None` and the like; for segments the common base."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in get_args(annotation):
        model = _model_in(inner)
        if model is not None:
            return model
    return None
