"""Plain values as YAML that people can read: what a night keeps of a sheet with includes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from .writing import scalar

WIDTH = 100
"""What is not longer than this, and holds nothing but scalars, stands on one line."""

_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028-\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)


def flat(data: dict[str, Any]) -> str:
    """The YAML of a sheet's plain values, which reads as just these values."""
    return "".join(f"{line}\n" for line in _mapping(data, ""))


def _mapping(data: dict[str, Any], indent: str) -> Iterator[str]:
    for key, value in data.items():
        yield from _behind(f"{indent}{_text(key)}:", value, indent)


def _behind(head: str, value: Any, indent: str) -> Iterator[str]:
    """The lines of a value behind its key or dash."""
    line = _on_one_line(value)
    if line is not None and len(head) + len(line) < WIDTH:
        yield f"{head} {line}"
    elif isinstance(value, dict):
        yield head
        yield from _mapping(value, f"{indent}  ")
    elif isinstance(value, list):
        yield head
        yield from _entries(value, f"{indent}  ")
    else:
        yield f"{head} {_scalar(value)}"


def _entries(entries: list[Any], indent: str) -> Iterator[str]:
    for entry in entries:
        if isinstance(entry, dict) and entry and _on_one_line(entry) is None:
            lines = list(_mapping(entry, f"{indent}  "))
            yield f"{indent}- {lines[0].lstrip()}"
            yield from lines[1:]
        else:
            yield from _behind(f"{indent}-", entry, indent)


def _on_one_line(value: Any) -> str | None:
    """A scalar, or a short mapping or list of scalars; None for what goes on lines of its own."""
    if isinstance(value, dict):
        if any(isinstance(inner, dict | list) for inner in value.values()):
            return None
        made = ", ".join(f"{_text(key)}: {_scalar(inner)}" for key, inner in value.items())
        return f"{{{made}}}" if len(made) < WIDTH else None
    if isinstance(value, list):
        if any(isinstance(inner, dict | list) for inner in value):
            return None
        made = ", ".join(map(_scalar, value))
        return f"[{made}]" if len(made) < WIDTH else None
    return _scalar(value)


def _scalar(value: Any) -> str:
    if isinstance(value, str):
        return _text(value)
    if value is None:
        return "~"
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value).replace("inf", ".inf").replace("nan", ".nan")


def _text(text: str) -> str:
    """A text, in quotes where it has to be; what cannot be seen is an escape of YAML."""
    if _UNSEEN.search(text) is None:
        return scalar(text)
    quoted = json.dumps(text, ensure_ascii=False)
    return _UNSEEN.sub(lambda found: f"\\u{ord(found.group()):04x}", quoted)
