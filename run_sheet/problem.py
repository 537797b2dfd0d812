"""What is wrong with a sheet: as a checker finds it, and as a person reads it."""

from __future__ import annotations

from dataclasses import dataclass

from .rules import Rule, Severity

Path = tuple[str | int, ...]
"""Where a value stands in the sheet, from the top: `("segments", 3, "stock", "app")`."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A broken rule at a path, before anyone has looked up line and column.

    `on_key` points at the key instead of its value. Where `see` is given, `{see}` in the message
    becomes the line of that other place.
    """

    rule: Rule
    path: Path
    message: str
    hint: str
    on_key: bool = False
    see: Path | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """A broken rule as people and editors see it. Line and column count from 1, always present."""

    code: str
    severity: Severity
    line: int
    column: int
    path: str
    message: str
    hint: str

    @property
    def is_error(self) -> bool:
        """True if the sheet cannot go on air like this."""
        return self.severity == "error"

    def render(self, name: str) -> str:
        """One line in the form that editors and terminals make clickable."""
        where = f"{name}:{self.line}:{self.column}"
        return f"{where}: {self.severity} {self.code}: {self.message} ({self.hint})"


def problem(rule: Rule, position: tuple[int, int], path: Path, message: str, hint: str) -> Problem:
    """The problem for a broken rule at a 1-based (line, column)."""
    line, column = position
    return Problem(rule.code, rule.severity, line, column, path_text(path), message, hint)


def path_text(path: Path) -> str:
    """A path as people write it: `segments[3].stock.app`; the empty path is the file itself."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text
