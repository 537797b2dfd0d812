"""Claims decided by the store's functions: the rules are `gala.core.seckill`'s."""

from __future__ import annotations

from collections.abc import Sequence

from gala.core.seckill import Winner
from gala.ports import Claim, Decision, OutletTotals, OutletWindow, Refused, Won
from gala.store import functions
from gala.store.connection import Argument, Connections
from gala.store.keys import ShowKeys, WindowKeys

CLAIMS_MAX = 1_000
"""Claims in one call: Lua hands so many values to a command, and the store serves nobody else."""

CLAIM_DEADLINE_MS = 2_000
CLAIM_ID_BYTES = 16

_REFUSED = {
    ord("S"): Refused("sold_out"),
    ord("C"): Refused("closed"),
    ord("U"): Refused("unknown"),
}
_TOO_EARLY = ord("E")
# One shard for all viewers: see SHARDS in gala.store.keys.
_SHARD = 0


class StoreLedger:
    """`gala.ports.Ledger` in the store. Totals come in the order of the outlets' names.

    `claims` are connections of its own: a burst of claims never keeps the conductor waiting.
    """

    def __init__(self, calls: Connections, claims: Connections, show: str) -> None:
        self._calls = calls
        self._claims = claims
        self._keys = ShowKeys(show)

    async def open_window(
        self, epoch: int, window: str, gen: int, price_fen: int, rows: Sequence[OutletWindow]
    ) -> None:
        """See `gala.ports.Ledger.open_window`."""
        args: list[Argument] = [epoch, gen, price_fen]
        for row in rows:
            args += (row.outlet, row.opens_at_ms, row.closes_at_ms, row.stock)
        await functions.call(self._calls, "window_open", (self._window(window).state,), *args)

    async def close_window(self, epoch: int, window: str, gen: int) -> tuple[OutletTotals, ...]:
        """See `gala.ports.Ledger.close_window`. An opening that never was is ended too."""
        keys = (self._window(window).state,)
        return _totals(gen, await functions.call(self._calls, "window_close", keys, epoch, gen))

    async def fence(self, epoch: int, windows: Sequence[str]) -> None:
        """See `gala.ports.Ledger.fence`."""
        for window in windows:
            await functions.call(self._calls, "window_fence", (self._window(window).state,), epoch)

    async def totals(self, window: str) -> tuple[int, tuple[OutletTotals, ...]]:
        """See `gala.ports.Ledger.totals`. Raises `StoreDown`."""
        key = self._window(window).state
        state = await self._calls.write("HGETALL", key, key=key)
        fields = dict(zip(state[::2], state[1::2], strict=True))
        gen = int(fields.get(b"gen", 0))
        return gen, _totals(gen, state)

    async def claim(
        self,
        window: str,
        gen: int,
        claims: Sequence[Claim],
        *,
        deadline_ms: int = CLAIM_DEADLINE_MS,
    ) -> list[Decision]:
        """See `gala.ports.Ledger.claim`.

        Raises `ValueError` on more than `CLAIMS_MAX` claims, and on a claim_id of another length
        than 16 bytes.
        """
        if not claims:
            return []
        if len(claims) > CLAIMS_MAX:
            raise ValueError(f"{len(claims)} claims in one call; at most {CLAIMS_MAX}")
        args: list[Argument] = [gen]
        for claim in claims:
            if len(claim.claim_id) != CLAIM_ID_BYTES:
                raise ValueError(f"a claim_id of {len(claim.claim_id)} bytes")
            args += (claim.viewer, claim.quantity)
            args.append(claim.claim_id + claim.outlet.encode())
        at = self._window(window)
        keys = (at.state, at.receipts, at.journal)
        answers = await functions.call(
            self._claims, "claim_batch", keys, *args, deadline_ms=deadline_ms
        )
        return [_decision(answer) for answer in answers]

    async def batch(self, window: str, batch: str) -> list[Winner]:
        """See `gala.ports.Ledger.batch`."""
        journal = self._window(window).journal
        for name, pairs in await self._claims.call("XRANGE", journal, batch, batch):
            return entry(name, pairs)
        return []

    def _window(self, window: str) -> WindowKeys:
        return self._keys.window(window, _SHARD)


def journalled(batch: str, index: int, size: int, record: bytes) -> Won:
    """Return what a journal's record says."""
    unit, quantity, gen, price_fen, at_ms, rest = record.split(b" ", 5)
    return Won(
        int(gen), rest[:CLAIM_ID_BYTES], int(unit), int(price_fen), int(at_ms), int(quantity),
        batch, index, size, rest[CLAIM_ID_BYTES:].decode(),
    )  # fmt: skip


def entry(batch: bytes, pairs: Sequence[bytes]) -> list[Winner]:
    """Return the winners of one entry of a journal: viewers and records in turns."""
    name, size = batch.decode(), len(pairs) // 2
    winners = []
    for index in range(size):
        won = journalled(name, index, size, pairs[2 * index + 1])
        winners.append(Winner(pairs[2 * index].decode(), won.outlet, won))
    return winners


def _decision(answer: bytes) -> Decision:
    refused = _REFUSED.get(answer[0])
    if refused is not None:
        return refused
    if answer[0] == _TOO_EARLY:
        return Refused("too_early", int(answer[1:]))
    batch, index, size, record = answer.split(b" ", 3)
    return journalled(batch.decode(), int(index), int(size), record)


def _totals(gen: int, state: Sequence[bytes]) -> tuple[OutletTotals, ...]:
    """Read the rows of opening `gen` out of a window's state, as HGETALL gives it."""
    prefix = f"row:{gen}:".encode()
    rows = []
    for field, value in zip(state[::2], state[1::2], strict=True):
        if field.startswith(prefix):
            _, _, _, sold, turned_away = map(int, value.split())
            outlet = field.removeprefix(prefix).decode()
            rows.append(OutletTotals(outlet, sold, turned_away))
    return tuple(sorted(rows, key=lambda row: row.outlet.encode()))
