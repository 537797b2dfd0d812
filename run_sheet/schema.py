"""The JSON Schema of the sheet as it is written, for editors."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from .fields import ID_PATTERN
from .kinds import KINDS
from .model import RunSheet
from .written import Inclusion, Loop, Templated, Top


def json_schema() -> dict[str, Any]:
    """A JSON Schema (2020-12) of the YAML: it completes and explains keys while one types.

    It knows single values only; `parse` knows more.
    """
    schema = RunSheet.model_json_schema(by_alias=True, mode="validation")
    _add_written(schema)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _add_written(schema: dict[str, Any]) -> None:
    """Add what is gone when a sheet is expanded: includes, templates and loops."""
    top, parts = schema["properties"], schema["$defs"]
    keys = _keys_of_all_kinds(parts)
    template = _own(Templated)["properties"]
    parts["Inclusion"] = _own(Inclusion)
    parts["Loop"] = _own(Loop)
    parts["LoopSegment"] = _any_segment(
        "LoopSegment",
        "A segment of a loop; `<n>` in words and ids is the number of the round.",
        {**{key: _numbered(field) for key, field in keys.items()}, **template},
        ["id"],
    )
    parts["Template"] = _any_segment(
        "Template",
        "Keys that several segments have in common.",
        {**keys, "id": {**keys["id"], "description": "Id of the template."}},
        ["id"],
    )
    parts["TemplatedSegment"] = _any_segment(
        "TemplatedSegment",
        "A segment that takes the keys that it does not say from a template.",
        {**keys, **template},
        ["id", "template"],
    )
    segments = top.pop("segments")
    segments["items"] = {
        "anyOf": [segments["items"], *map(_ref, ("TemplatedSegment", "Loop", "Inclusion"))]
    }
    parts["Loop"]["properties"]["segments"]["items"] = {
        "anyOf": [_ref("LoopSegment"), _ref("Inclusion")]
    }
    order = _list_in(parts["Room"]["properties"]["segments"])
    order["items"] = {"anyOf": [order["items"], *map(_ref, ("TemplatedSegment", "Loop"))]}
    written = _own(Top)["properties"]
    _list_in(written["templates"])["items"] = _ref("Template")
    top |= {**written, "segments": segments}


def _list_in(field: dict[str, Any]) -> dict[str, Any]:
    """The list of a key that may be left out."""
    return next(each for each in field["anyOf"] if each.get("type") == "array")


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{name}"}


def _numbered(field: dict[str, Any]) -> dict[str, Any]:
    """A key with room for the number of the round where it is an id."""
    if field.get("pattern") != ID_PATTERN:
        return field
    return {**field, "pattern": "^[a-z0-9<][a-z0-9<>-]{0,79}$"}


def _own(model: type[BaseModel]) -> dict[str, Any]:
    schema = model.model_json_schema(by_alias=True, mode="validation")
    schema.pop("$defs", None)
    return schema


def _keys_of_all_kinds(parts: dict[str, Any]) -> dict[str, Any]:
    """Every key that a segment of any kind may have, by its name."""
    found: dict[str, list[dict[str, Any]]] = {}
    for model in KINDS.values():
        for key, field in parts[model.__name__]["properties"].items():
            if field not in found.setdefault(key, []):
                found[key].append(field)
    keys = {
        key: fields[0]
        if len(fields) == 1
        else {"anyOf": fields, "description": fields[0].get("description", "")}
        for key, fields in found.items()
    }
    return {**keys, "kind": {"enum": list(KINDS), "title": "Kind", "type": "string"}}


def _any_segment(
    title: str, meaning: str, keys: dict[str, Any], required: list[str]
) -> dict[str, Any]:
    return {
        "additionalProperties": False,
        "description": meaning,
        "properties": keys,
        "required": required,
        "title": title,
        "type": "object",
    }
