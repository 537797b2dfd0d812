"""Ids that occur twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .problem import Finding, Path
from .rules import Rule
from .said import Said


def duplicate_ids(what: Said, ids: Iterable[tuple[Path, str]]) -> Iterator[Finding]:
    """A finding at every id but the first of its name, with the line where the first one is."""
    first: dict[str, Path] = {}
    for path, name in ids:
        if first.setdefault(name, path) != path:
            yield Finding(
                Rule.DUPLICATE_ID,
                path,
                Said(
                    f"id `{name[:60]}` 已被{{see}}的{what.zh}占用",
                    f"the id `{name[:60]}` is taken by the {what.en} on {{see}}",
                ),
                Said(
                    f"给其中一个换个 id，例如 `{name[:38]}-2`",
                    f"give one of them another id, like `{name[:38]}-2`",
                ),
                see=first[name],
            )
