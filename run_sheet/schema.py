"""The JSON Schema of the sheet as it is written, for editors."""

from __future__ import annotations

from typing import Any

from .model import RunSheet


def json_schema() -> dict[str, Any]:
    """A JSON Schema (2020-12) of the YAML: it completes and explains keys while one types.

    It knows single values only; `parse` knows more.
    """
    schema = RunSheet.model_json_schema(by_alias=True, mode="validation")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
