import json
import re
from pathlib import Path
from typing import Any

from run_sheet import KINDS, json_schema

COMMITTED = Path(__file__).parents[2] / "run_sheet" / "run-sheet.schema.json"


def every(schema: Any, key: str) -> list[Any]:
    """All values of a key, anywhere in the schema."""
    if isinstance(schema, dict):
        own = [schema[key]] if key in schema else []
        return own + [found for value in schema.values() for found in every(value, key)]
    return (
        [found for value in schema for found in every(value, key)]
        if isinstance(schema, list)
        else []
    )


def test_the_committed_schema_is_current() -> None:
    current = json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
    assert COMMITTED.read_text(encoding="utf-8") == current, (
        "write it anew: .venv/bin/python -c 'import json, run_sheet; "
        "print(json.dumps(run_sheet.json_schema(), ensure_ascii=False, indent=2))' "
        "> run_sheet/run-sheet.schema.json"
    )


def test_it_describes_the_sheet_as_written() -> None:
    segment = json_schema()["$defs"]["Seckill"]
    assert set(segment["required"]) == {
        "id", "kind", "title", "length", "opens", "open_for", "goods", "price_fen", "stock",
    }  # fmt: skip
    assert segment["additionalProperties"] is False
    assert segment["properties"]["length"]["type"] == "string"
    assert segment["properties"]["stock"]["type"] == "object"
    assert json_schema()["$defs"]["Text"]["anyOf"][0]["type"] == "string"


def test_it_knows_every_kind() -> None:
    consts = {kind for kind in every(json_schema(), "const") if isinstance(kind, str)}
    assert consts == set(KINDS)


def test_it_knows_includes_templates_and_loops() -> None:
    schema = json_schema()
    parts = schema["$defs"]
    named = {
        each.get("$ref", "").rpartition("/")[2]
        for each in schema["properties"]["segments"]["items"]["anyOf"]
    }
    assert named == {"", "TemplatedSegment", "Loop", "Inclusion"}
    assert parts["Loop"]["required"] == ["repeat", "segments"]
    assert {"template", "stock", "guests"} <= set(parts["TemplatedSegment"]["properties"])
    assert "template" not in parts["Template"]["properties"]
    assert list(schema["properties"])[-3:] == ["include", "templates", "segments"]
    pattern = parts["LoopSegment"]["properties"]["goods"]["pattern"]
    assert re.match(pattern, "pen-<n>")
    assert re.match(parts["TemplatedSegment"]["properties"]["goods"]["pattern"], "pen-<n>") is None


def test_its_patterns_are_what_editors_can_run() -> None:
    for pattern in every(json_schema(), "pattern"):
        assert pattern.startswith("^")
        assert pattern.endswith("$")
        re.compile(pattern)
        assert "(?P" not in pattern


def test_every_key_is_explained() -> None:
    for model in [json_schema(), *json_schema()["$defs"].values()]:
        for name, field in model.get("properties", {}).items():
            assert "description" in field or name == "kind", (model["title"], name)
