"""What is wrong with a file or a text, told in both languages: whoever prints it chooses."""

from __future__ import annotations

from run_sheet.said import Said


class SaidError(Exception):
    """Something that cannot be taken, and what to do; as a text it is the English."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.said = Said(zh, en)
