"""What an import tells about a table, in both languages, with its place."""

from __future__ import annotations

from dataclasses import dataclass

from run_sheet.said import Said


@dataclass(frozen=True, slots=True)
class Told:
    """A mistake, or something one should know; `row` and `column` as the spreadsheet shows them.

    While there is a mistake there is no sheet.
    """

    said: Said
    row: int | None = None
    column: str | None = None
    is_mistake: bool = False

    def render(self, name: str, chinese: bool) -> str:
        """Return it as one line."""
        where = [name]
        if self.row is not None:
            where.append(f"第 {self.row} 行" if chinese else f"row {self.row}")
        if self.column is not None:
            where.append(f"{self.column} 列" if chinese else f"column {self.column}")
        return f"{', '.join(where)}: {self.said.zh if chinese else self.said.en}"
