"""Ids that occur twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .problem import Finding, Path
from .rules import Rule


def duplicate_ids(what: str, ids: Iterable[tuple[Path, str]]) -> Iterator[Finding]:
    """A finding at every id but the first of its name, with the line where the first one is."""
    first: dict[str, Path] = {}
    for path, name in ids:
        if first.setdefault(name, path) != path:
            yield Finding(
                Rule.DUPLICATE_ID,
                path,
                f"the id `{name[:60]}` is taken by the {what} on {{see}}",
                f"give one of them another id, like `{name[:38]}-2`",
                see=first[name],
            )
