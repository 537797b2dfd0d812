"""Mistakes in entries of `segments` that are no segments themselves: loops and includes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pydantic import ValidationError

from .explain import explain
from .problem import Finding, Path


def explained(
    error: ValidationError,
    kind: str,
    entry: object,
    path: Path,
    written: Callable[[Path], Path],
) -> list[Finding]:
    """The findings for an entry at `path`; `kind` is the key that makes it what it is.

    `written` gives paths as the messages say them.
    """

    def moved(inner: Path) -> Path:
        return (*path, *inner[2:])

    errors = error.errors(include_url=False)
    for each in errors:
        each["loc"] = ("segments", 0, kind, *each["loc"])
    found = explain(errors, {"segments": [entry]}, lambda inner: written(moved(inner)))
    return [replace(finding, path=moved(finding.path)) for finding in found]
