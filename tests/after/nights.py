"""Accounts to try things on: the tests' recorded night, and copies of it that are bent."""

from dataclasses import replace
from pathlib import Path

from gala.after.account import Account, from_folder
from gala.core.events import ViewersCounted
from gala.core.seckill import Winner


def account(folder: Path) -> Account:
    """Return the account of a record."""
    return from_folder(folder)


def with_winners(account: Account, window: str, winners: list[Winner]) -> Account:
    """Return the account with another journal of one window."""
    return replace(account, journals={**account.journals, window: winners})


def with_counts(account: Account, *counts: ViewersCounted) -> Account:
    """Return the account with these counts of viewers in its log, and no others."""
    first = account.entries[0]
    others = [one for one in account.entries if not isinstance(one.event, ViewersCounted)]
    told = [replace(first, event=event) for event in counts]
    return replace(account, entries=(*told, *others))
