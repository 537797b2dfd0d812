"""Viewers of a live show who buy a pen and claim on what it is guaranteed by, one after another."""

from __future__ import annotations

import hashlib

from gala.core.seckill import Won
from gala.core.trust.claims import Filing, Standing, Verdict
from gala.ports import Claim
from gala.store.show import Store
from tests.core.trust.cards import SAID, card


class Claimant:
    """Buys a pen, claims on it and is answered, or uses its coupon: another viewer each time."""

    def __init__(self, store: Store, first: int = 0) -> None:
        """Viewers are numbered from `first` on, so that several can claim at once."""
        self.store = store
        self.viewers = first

    async def claims(self) -> None:
        self.viewers += 1
        n, kept = self.viewers, self.store.guarantees
        viewer = hashlib.sha256(b"%d" % n).hexdigest()[:32]
        [won] = await self.store.ledger.claim("pens", 1, [Claim(viewer, "app", n.to_bytes(16))])
        assert isinstance(won, Won)
        self._last = (viewer, won)
        if n % 5 == 0:
            await kept.redeem(self._filing("again", viewer, won), card().offers["again"].quota)
            return
        assert isinstance(await kept.file(self._filing("refund", viewer, won), ""), Standing)
        verdict = Verdict(f"{n:032x}", "refund", n % 3 > 0, n % 3, "director", "seen")
        await kept.decide(verdict, card().offers["refund"].quota)

    async def claims_more(self) -> None:
        """The last one who bought claims on something else too."""
        viewer, won = self._last
        self.viewers += 1
        filed = await self.store.guarantees.file(self._filing("freight", viewer, won), "")
        assert isinstance(filed, Standing)

    def _filing(self, guarantee: str, viewer: str, won: Won) -> Filing:
        offer = card().offers[guarantee]
        return Filing(
            *(f"{self.viewers:032x}", guarantee, "pens", "app", won.unit, viewer, won.price_fen),
            *(offer.ceiling_fen(won.price_fen), offer.until_ms(won.at_ms), SAID),
        )
