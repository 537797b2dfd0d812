"""What is wrong with a sheet: as a checker finds it, and as a person reads it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from .rules import Rule, Severity
from .said import Said

if TYPE_CHECKING:
    from .price_chart import PriceChart
    from .waivers import Waiver

Path = tuple[str | int, ...]
"""Where a value stands in the sheet, from the top: `("segments", 3, "stock", "app")`."""

PROBLEMS_MAX = 500
"""More than anyone can read are not told."""

SEVERITIES_ZH: dict[Severity, str] = {"error": "错误", "warning": "警告"}
"""What a severity is called in Chinese."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A broken rule at a path, before anyone has looked up line and column.

    `on_key` points at the key instead of its value. Where `see` is given, `{see}` in the message
    becomes the line of that other place.
    """

    rule: Rule
    path: Path
    message: Said
    hint: Said
    on_key: bool = False
    see: Path | None = None
    severity: Severity | None = None
    """What the sheet has set; None is the rule's own."""
    waiver: Waiver | None = None
    chart: PriceChart | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """A broken rule as people and editors see it. Line and column count from 1, always present.

    `message` and `hint` are in English, `zh` has both in Chinese.
    """

    code: str
    severity: Severity
    line: int
    column: int
    path: str
    message: str
    hint: str
    zh: tuple[str, str]
    waiver: Waiver | None = None
    chart: PriceChart | None = None
    file: str | None = None
    """The included file that it is in, from the sheet's folder down; None for the sheet itself."""

    @property
    def is_error(self) -> bool:
        """True if the sheet cannot go on air like this."""
        return self.severity == "error" and self.waiver is None

    def where(self, name: str) -> str:
        """Its file, line and column, like `evening.yaml:3:5`; `name` is the sheet's, with a path.

        An included file gets the sheet's path.
        """
        if self.file is not None:
            name = str(PurePath(name).parent / self.file)
        return f"{name}:{self.line}:{self.column}"

    def render(self, name: str, lang: str = "en") -> str:
        """One line in the form that editors and terminals make clickable."""
        where = self.where(name)
        if lang == "zh":
            message, hint = self.zh
            return f"{where}: {SEVERITIES_ZH[self.severity]} {self.code}：{message}（{hint}）"
        return f"{where}: {self.severity} {self.code}: {self.message} ({self.hint})"


def problem(
    rule: Rule,
    position: tuple[int, int],
    path: Path,
    message: Said,
    hint: Said,
    severity: Severity | None = None,
    waiver: Waiver | None = None,
    chart: PriceChart | None = None,
    file: str | None = None,
) -> Problem:
    """The problem for a broken rule at a 1-based (line, column)."""
    return Problem(
        *(rule.code, severity or rule.severity, *position, path_text(path)),
        *(message.en, hint.en, (message.zh, hint.zh)),
        waiver=waiver,
        chart=chart,
        file=file,
    )


def path_text(path: Path) -> str:
    """A path as people write it: `segments[3].stock.app`; the empty path is the file itself."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text
