"""Seckill: a few goods at a very low price, for as long as the window is open and stock lasts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from ..fields import CountOrNone, Fen, Slug
from ..problem import Finding
from ..rules import Rule
from ..who_checks import who_findings
from .base import Declared, WindowSegment, unknown_reference


class _SortedPairs:
    """A mapping in the sheet, sorted (outlet, units) pairs in the model: immutable, one order."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(
            lambda units: tuple(sorted(units.items())),
            handler.generate_schema(dict[str, CountOrNone]),
            serialization=core_schema.plain_serializer_function_ser_schema(dict),
        )


class Seckill(WindowSegment):
    """Stock is declared by outlet, so that a slower outlet is not sold out by a faster one."""

    kind: Literal["seckill"]
    goods: Slug = Field(description="Id of what is sold.", examples=["iphone12"])
    price_fen: Fen = Field(description="Price in this window, in fen.", examples=[1])
    stock: Annotated[tuple[tuple[str, int], ...], _SortedPairs()] = Field(
        description="Units for each outlet, by the outlet's id.", examples=[{"app": 60, "lite": 30}]
    )

    @property
    def stock_total(self) -> int:
        """Units on all outlets."""
        return sum(units for _, units in self.stock)

    def findings(self, declared: Declared) -> Iterator[Finding]:
        """Goods and outlets must be declared, something must be in stock, at a better price."""
        yield from super().findings(declared)
        yield from who_findings(self.who, self.id, declared)
        yield from unknown_reference(("goods",), "goods entry", self.goods, declared.goods)
        for outlet, _ in self.stock:
            path = ("stock", outlet)
            yield from unknown_reference(path, "outlet", outlet, declared.outlets, on_key=True)
        if self.stock_total == 0:
            yield Finding(
                Rule.NO_STOCK,
                ("stock",),
                "nothing is in stock on any outlet",
                "give at least one outlet one unit, like `stock: {app: 60}`",
            )
        regular_fen = declared.price_fen_by_good.get(self.goods)
        if regular_fen is not None and self.price_fen >= regular_fen:
            yield Finding(
                Rule.NO_DISCOUNT,
                ("price_fen",),
                f"{self.price_fen} fen is not below the regular price of `{self.goods}`, "
                f"{regular_fen} fen",
                "a seckill promises a better price: lower it, or correct the regular price",
            )
