"""The names of batches: what one call of the store gave, and on which shard of its window.

1750000093064-0        an entry of the journal of a window that lies on one shard
1750000093064-0-2-3    one of shard 2, from 0, of three
"""

from __future__ import annotations

import re
from typing import NamedTuple

BATCH = re.compile(r"([0-9]+-[0-9]+)(?:-([0-9]{1,2})-([0-9]{1,2}))?")


class Batch(NamedTuple):
    """An entry's id in a journal, and that journal's shard of so many."""

    entry_id: str
    shard: int = 0
    shards: int = 1

    def name(self) -> str:
        """Return its name."""
        return self.entry_id if self.shards == 1 else "-".join(map(str, self))

    def unit(self, given: int) -> int:
        """Return the number of the next unit on that shard, after `given`."""
        return self.shards * given + self.shard + 1


def parse_batch(name: str) -> Batch:
    """Return the batch of that name. Raises `ValueError` for what is none."""
    found = BATCH.fullmatch(name)
    if found is None:
        raise ValueError(f"not the name of a batch: {name!r}")
    entry_id, shard, shards = found.groups()
    batch = Batch(entry_id) if shard is None else Batch(entry_id, int(shard), int(shards))
    if batch.name() != name or not batch.shard < batch.shards:
        raise ValueError(f"not the name of a batch: {name!r}")
    return batch
