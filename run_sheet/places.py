"""Where keys and values stand in the file."""

from __future__ import annotations

from .problem import Path

Position = tuple[int, int]


class Places:
    """Lines and columns, both from 1, of keys and values by their path."""

    def __init__(self) -> None:
        self._keys: dict[Path, Position] = {}
        self._values: dict[Path, Position] = {(): (1, 1)}

    def key(self, path: Path, line: int, column: int) -> None:
        """Note where the key at the end of a path stands."""
        self._keys[path] = (line, column)

    def value(self, path: Path, line: int, column: int) -> None:
        """Note where a value stands. The file as a whole stays at 1:1."""
        if path:
            self._values[path] = (line, column)

    def find(self, path: Path, *, on_key: bool = False) -> Position:
        """Where a path stands, or the nearest thing around it: there is always an answer."""
        if on_key and path in self._keys:
            return self._keys[path]
        while path not in self._values:
            path = path[:-1]
        return self._values[path]
