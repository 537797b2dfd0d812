"""Where the commands of the day after read a night from: a record's folder, or a live store."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from gala.cli.failure import Failure

if TYPE_CHECKING:
    from gala.after.account import Account


def account_of(folder: Path | None, redis: str | None, name: str) -> Account:
    """Return the night in `folder`, or the show `name` in the store `redis`.

    Raises `Failure` (2) when neither or both are given, or it cannot be read.
    """
    from gala.after.account import NoShow, from_folder
    from gala.conductor.replay import RecordError
    from gala.core.log import LogError
    from gala.ports import StoreError

    if (folder is None) == (redis is None):
        raise Failure("name a record's folder, or a live store with --redis URL --show NAME")
    try:
        if folder is not None:
            return from_folder(folder)
        assert redis is not None
        return asyncio.run(_live(redis, name))
    except (RecordError, NoShow) as error:
        raise Failure(str(error)) from None
    except LogError as error:
        raise Failure(f"{folder or name}: {error}") from None
    except (StoreError, ValueError) as error:
        raise Failure(f"the store: {error}") from None


async def _live(redis: str, name: str) -> Account:
    from gala.after.account import from_store
    from gala.store.show import Store

    async with await Store.open(redis, name) as store:
        return await from_store(store)
