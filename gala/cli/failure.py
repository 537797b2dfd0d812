"""The one exception that commands end with when something is wrong."""

from __future__ import annotations


class Failure(Exception):
    """What went wrong and what to do about it, for a person; `code` is the exit status."""

    def __init__(self, message: str, code: int = 2) -> None:
        super().__init__(message)
        self.code = code
