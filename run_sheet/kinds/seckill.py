"""Seckill: a few goods at a very low price, for as long as the window is open and stock lasts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from .. import nouns
from ..durations import PayTime
from ..fields import CountOrNone, Fen, Slug, SortedPairs
from ..problem import Finding
from ..rules import Rule
from ..said import Said
from ..who_checks import who_findings
from . import draw
from .base import Declared, WindowSegment, unknown_reference


class Seckill(WindowSegment):
    """Stock is declared by outlet, so that a slower outlet is not sold out by a faster one.

    By lot the window takes entries, one a viewer, and a beacon decides who of each outlet's entries
    has one of its units: being early or loud gains nothing.
    """

    kind: Literal["seckill"]
    goods: Slug = Field(description="Id of what is sold.", examples=["iphone12"])
    price_fen: Fen = Field(description="Price in this window, in fen.", examples=[1])
    stock: Annotated[tuple[tuple[str, int], ...], SortedPairs(dict[str, CountOrNone])] = Field(
        description="Units for each outlet, by the outlet's id.", examples=[{"app": 60, "lite": 30}]
    )
    pay_within_ms: PayTime | None = Field(
        None,
        alias="pay_within",
        description="How long who has won may take to pay, by lot from the announcement on; then "
        "the unit goes to who waits for one. Without it nothing has to be paid for: who has won "
        "has it.",
        examples=["15m"],
    )

    by: Literal["first_come", "lot"] | None = Field(
        None,
        description="Who gets a unit: `first_come` (without it too), or `lot`: all who claim while "
        "the window is open are equal, and a draw decides.",
        examples=["lot"],
    )
    waitlist: CountOrNone | None = Field(
        None,
        description="By lot: how many places are drawn in each outlet beyond its stock, in whose "
        "order units go that come free.",
        examples=[20],
    )

    @property
    def by_lot(self) -> bool:
        """Whether a draw decides who gets a unit."""
        return self.by == "lot"

    @property
    def drawn(self) -> int:
        """How many places are drawn at most: units, and those who wait for one."""
        outlets = sum(1 for _, units in self.stock if units)
        return self.stock_total + (self.waitlist or 0) * outlets

    @property
    def stock_total(self) -> int:
        """Units on all outlets."""
        return sum(units for _, units in self.stock)

    def findings(self, declared: Declared) -> Iterator[Finding]:
        """Goods and outlets must be declared, something must be in stock, at a better price."""
        yield from super().findings(declared)
        yield from who_findings(self.who, self.id, declared, weighed=self.by_lot)
        yield from self._lot_findings()
        yield from unknown_reference(("goods",), nouns.GOODS, self.goods, declared.goods)
        for outlet, _ in self.stock:
            path = ("stock", outlet)
            yield from unknown_reference(path, nouns.OUTLET, outlet, declared.outlets, on_key=True)
        if self.stock_total == 0:
            yield Finding(
                Rule.NO_STOCK,
                ("stock",),
                Said("所有渠道都没有库存", "nothing is in stock on any outlet"),
                Said(
                    "至少给一个渠道一件，例如 `stock: {app: 60}`",
                    "give at least one outlet one unit, like `stock: {app: 60}`",
                ),
            )
        regular_fen = declared.price_fen_by_good.get(self.goods)
        if regular_fen is not None and self.price_fen >= regular_fen:
            yield Finding(
                Rule.NO_DISCOUNT,
                ("price_fen",),
                Said(
                    f"{self.price_fen} 分不低于 `{self.goods}` 的平时价 {regular_fen} 分",
                    f"{self.price_fen} fen is not below the regular price of `{self.goods}`, "
                    f"{regular_fen} fen",
                ),
                Said(
                    "秒杀就该更便宜：降价，或改正平时价",
                    "a seckill promises a better price: lower it, or correct the regular price",
                ),
            )

    def _lot_findings(self) -> Iterator[Finding]:
        """What goes with a draw and what does not."""
        if self.by_lot and self.drawn > draw.DRAWN_MAX:
            yield Finding(
                Rule.TOO_MANY_DRAWN,
                ("stock",),
                Said(
                    f"一场抽签的件数和候补名额共 {self.drawn}；最多 {draw.DRAWN_MAX}",
                    f"{self.drawn} units and places on waiting lists in one draw; "
                    f"at most {draw.DRAWN_MAX}",
                ),
                Said(
                    "这么多件可以先到先得（`by: first_come`），或分成几场",
                    "with so many units let the first have them (`by: first_come`), or split it up",
                ),
            )
        if self.waitlist is not None and not self.by_lot:
            yield Finding(
                Rule.BY_LOT,
                ("waitlist",),
                Said(
                    "候补和中签一起抽出，这里却是先到先得",
                    "who waits is drawn with the winners, but here the first have the units",
                ),
                Said("写 `by: lot`，或删掉 `waitlist`", "write `by: lot`, or leave `waitlist` out"),
            )
