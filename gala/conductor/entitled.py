"""Holding a record's claims against the sheet's rules on who may take part."""

from __future__ import annotations

from pathlib import Path

from gala.conductor.replay import ClaimError, read_claims, read_log
from gala.core.entitled import Taken, not_entitled, ruled


def has_rules(folder: Path) -> bool:
    """Return whether the sheet of the record in `folder` has such a rule. Raises as `read_log`."""
    reader, _ = read_log(folder)
    return bool(ruled(reader.plan))


def held_against_rules(folder: Path) -> str:
    """Say what was counted again. Raises `ClaimError` at a claim that a rule cannot have let in."""
    reader, entries = read_log(folder)
    for _ in entries:
        pass
    wrong = not_entitled(
        reader.plan,
        (Taken(line, window, winner) for line, window, winner in read_claims(folder)),
    )
    if wrong is not None:
        message = f"by what was bought it cannot be: `{wrong.window}` has a `who` in the sheet"
        raise ClaimError(wrong.line, message)
    windows = ", ".join(ruled(reader.plan))
    return f"{windows}: by what was bought; tickets, lists and watch time are the operator's word"
