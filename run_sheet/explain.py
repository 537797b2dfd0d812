"""Errors of pydantic in the words of the sheet."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from pydantic_core import ErrorDetails

from .keys import keys_at, without_kind
from .kinds import KINDS
from .problem import Finding, Path, path_text
from .refusal import MARK, shown
from .rules import Rule
from .said import Said
from .scalars import plain_value


def explain(errors: list[ErrorDetails], data: object) -> list[Finding]:
    """A finding for each error, save for a missing key that a misspelt one stands in for."""
    misspelt = {
        (*error["loc"][:-1], near)
        for error in errors
        if error["type"] == "extra_forbidden" and (near := _near_key(error["loc"]))
    }
    return [
        _finding(error, data)
        for error in errors
        if not (error["type"] == "missing" and error["loc"] in misspelt)
        # pydantic counts valid entries only; those that are not have errors of their own.
        if not (error["type"] == "too_short" and len(error["input"]) > 0)
    ]


def _finding(error: ErrorDetails, data: object) -> Finding:
    kind, location = error["type"], error["loc"]
    context: Mapping[str, Any] = error.get("ctx", {})
    path = without_kind(location)
    if kind == "missing":
        return _missing(location, path)
    if kind.startswith("union_tag"):
        return _unknown_kind(kind, context, path)
    if kind == "extra_forbidden":
        return _unknown_key(location, path, error["input"])
    path = _existing(path, data)
    label = _label(path)
    if kind == MARK:
        said = Said(*(text.replace("{label}", label) for text in context["said"]))
        return Finding(Rule[context["rule"]], path, said, context["hint"])
    rule, needs, hint = _needs(kind, context, label, error["input"])
    return Finding(rule, path, f"`{label}` must be {needs}, not {_given(kind, error)}", hint)


_LIMITS = ("ge", "le", "min_length", "max_length")


def _needs(
    kind: str, context: Mapping[str, Any], label: str, value: object
) -> tuple[Rule, str, str]:
    """The rule, what the value must be, and what to do, for a type of pydantic's errors."""
    limit = next((context[name] for name in _LIMITS if name in context), 0)
    match kind:
        case "int_type":
            return Rule.WRONG_TYPE, "a whole number", _number_hint(label, value)
        case "greater_than_equal":
            return Rule.OUT_OF_RANGE, f"at least {limit:,}", f"write {limit} or more"
        case "less_than_equal":
            return Rule.OUT_OF_RANGE, f"at most {limit:,}", f"write {limit} or less"
        case "string_type":
            hint = (
                f'put it in quotes: "{value}"'
                if isinstance(value, int | float)
                else "write some text"
            )
            return Rule.WRONG_TYPE, "text", hint
        case "string_too_short":
            return Rule.BAD_TEXT, "text with something in it", "write some text, or delete the key"
        case "string_too_long":
            return Rule.BAD_TEXT, f"at most {limit:,} characters", "say it in fewer words"
        case "string_unicode":
            return Rule.BAD_TEXT, "valid Unicode text", "delete the `\\ud…` escapes"
        case "tuple_type":
            return Rule.WRONG_TYPE, "a list", "write each entry on a line of its own, after `- `"
        case "too_short":
            return Rule.BAD_COUNT, f"a list of at least {limit}", "add an entry after `- `"
        case "too_long":
            return Rule.BAD_COUNT, f"a list of at most {limit:,}", "is this two shows in one sheet?"
        case "model_type" | "model_attributes_type" | "dict_type":
            return Rule.WRONG_TYPE, *_mapping_needs(label, value)
    return Rule.WRONG_TYPE, "something else", "see docs/run-sheet.md for what goes here"


def _mapping_needs(label: str, value: object) -> tuple[str, str]:
    if label in ("title", "text", "role", "host", "notes", "note", "by"):
        quoted = f'put it in quotes: "{value}"' if isinstance(value, int | float) else None
        return "text", quoted or "write text, or both languages: `{zh: 开场, en: Opening}`"
    return "a mapping of keys to values", "write `key: value` pairs, like `{id: app, delay: 0s}`"


def _number_hint(label: str, value: object) -> str:
    if isinstance(value, str) and value.replace(",", "").replace("_", "").isdecimal():
        return f"write {value.replace(',', '').replace('_', '')}, without quotes or separators"
    if label.endswith("_fen"):
        return "amounts are whole fen, without a unit: 12.50 yuan is 1250"
    return "write digits only, like 60"


def _given(kind: str, error: ErrorDetails) -> str:
    if kind in ("too_short", "too_long"):
        return f"of {len(error['input'])}" if isinstance(error["input"], list | dict) else "this"
    if kind in ("string_too_long", "string_unicode"):
        return "this text"
    return shown(error["input"])


def _missing(location: Path, path: Path) -> Finding:
    key = str(location[-1])
    info = keys_at(location[:-1]).get(key)
    examples = info.examples if info is not None else None
    hint = f"add it, like `{key}: {_flow(examples[0])}`" if examples else f"add `{key}`"
    if key == "gala":
        hint = "begin the sheet with `gala: 1`, the version of the format"
    return Finding(Rule.MISSING_KEY, path, f"`{key}` is missing{_inside(path)}", hint)


def _flow(value: object) -> str:
    """A value as one would write it on one line of YAML."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(inner) for inner in value) + "]"
    is_plain = not isinstance(value, str) or isinstance(plain_value(value), str)
    return str(value) if is_plain else f'"{value}"'


def _inside(path: Path) -> str:
    return f" in `{path_text(path[:-1])}`" if len(path) > 1 else ""


def _unknown_key(location: Path, path: Path, value: object) -> Finding:
    key = str(location[-1])
    near = _near_key(location)
    known = ", ".join(f"`{name}`" for name in keys_at(location[:-1]))
    hint = f"did you mean `{near}`?" if near else f"keys here are {known}"
    if value is None and not near:
        # `{zh: 你好, en: Hello, world}` is YAML for a key `world` without a value.
        hint = f"text with a comma inside {{ }} goes in quotes; {hint}"
    message = f"there is no key `{key[:60]}`{_inside(path) or ' in a run sheet'}"
    return Finding(Rule.UNKNOWN_KEY, path, message, hint, on_key=True)


def _near_key(location: Path) -> str | None:
    near = get_close_matches(str(location[-1])[:60], list(keys_at(location[:-1])), n=1)
    return near[0] if near else None


def _unknown_kind(kind: str, context: Mapping[str, Any], path: Path) -> Finding:
    names = ", ".join(f"`{name}`" for name in KINDS)
    path = (*path, "kind")
    if kind == "union_tag_not_found":
        message = f"`kind` is missing{_inside(path)}"
        return Finding(Rule.MISSING_KEY, path, message, f"add it; kinds are {names}")
    tag = str(context["tag"])[:60]
    near = get_close_matches(tag, list(KINDS), n=1)
    hint = f"did you mean `{near[0]}`?" if near else f"kinds are {names}"
    return Finding(Rule.UNKNOWN_KIND, path, f"there is no kind of segment `{tag}`", hint)


def _label(path: Path) -> str:
    """The keys after the last index: what the reader sees on the line."""
    keys: list[str] = []
    for part in reversed(path):
        if isinstance(part, int):
            break
        keys.append(part)
    return ".".join(reversed(keys)) or path_text(path)


def _existing(path: Path, data: object) -> Path:
    """The path as far as the sheet has it: plain text has no `zh`, though its model does."""
    for depth, part in enumerate(path):
        try:
            data = data[part]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            return path[:depth]
    return path
