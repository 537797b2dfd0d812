"""The law on compared prices, as data: one table. It is a help for writers, not legal advice."""

from __future__ import annotations

from dataclasses import dataclass

from .said import Said


@dataclass(frozen=True, slots=True)
class PriceRule:
    """What a compared price may not be above, by one law.

    That is the lowest price of the `days` before a sale. Prices count that somebody has `paid`, or
    all that goods were offered for. `else_last`: when nothing was paid in those days, the last
    price that was paid before them counts.
    """

    id: str
    days: int
    paid: bool
    else_last: bool
    source: Said


_RULES = (
    PriceRule(
        "cn",
        days=7,
        paid=True,
        else_last=True,
        source=Said(
            "《规范促销行为暂行规定》（市场监管总局令第 32 号）第二十一条；"
            "《明码标价和禁止价格欺诈规定》（第 56 号）第十六条",
            "SAMR order 32 of 2020, art. 21; order 56 of 2022, art. 16",
        ),
    ),
    PriceRule(
        "eu",
        days=30,
        paid=False,
        else_last=False,
        source=Said(
            "欧盟指令 98/6/EC 第 6a 条；欧盟法院 C-330/23 号判决（Aldi Süd）",
            "Directive 98/6/EC, art. 6a; Court of Justice, C-330/23 (Aldi Süd)",
        ),
    ),
)
PRICE_RULES = {rule.id: rule for rule in _RULES}

DEFAULT = ("cn",)
"""What holds where the sheet names none: its money is fen, so whoever pays, pays in yuan."""


@dataclass(frozen=True, slots=True)
class RaiseRule:
    """When a price was raised to be cut. The law gives no figures: `days` and `percent` are ours.

    A raise within so many days before a sale counts, if the cut does not go below the old price;
    or if the raised price is compared with and is so much above it.
    """

    days: int
    percent: int
    source: Said


RAISE = RaiseRule(
    days=30,
    percent=10,
    source=Said(
        "《明码标价和禁止价格欺诈规定》（第 56 号）第十七条、第十九条",
        "SAMR order 56 of 2022, arts. 17 and 19",
    ),
)


def price_rules(ids: tuple[str, ...] | None) -> tuple[PriceRule, ...]:
    """Return the rules that a sheet is held to, each once; an empty list is none."""
    return tuple(PRICE_RULES[name] for name in dict.fromkeys(DEFAULT if ids is None else ids))
