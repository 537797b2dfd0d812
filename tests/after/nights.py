"""Accounts to try things on: the tests' recorded night, and copies of it that are bent."""

from dataclasses import replace
from pathlib import Path

from gala.after.account import Account, from_folder
from gala.core.seckill import Winner


def account(folder: Path) -> Account:
    """Return the account of a record."""
    return from_folder(folder)


def with_winners(account: Account, window: str, winners: list[Winner]) -> Account:
    """Return the account with another journal of one window."""
    return replace(account, journals={**account.journals, window: winners})
