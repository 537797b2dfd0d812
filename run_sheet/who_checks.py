"""Whether a segment's `who` fits its window and the rest of the sheet."""

from __future__ import annotations

from collections.abc import Iterator

from .kinds.base import Declared, unknown_reference
from .problem import Finding, Path
from .rules import Rule
from .who import Condition, Who


def who_findings(
    who: Who | None, segment: str, declared: Declared, *, weighed: bool = False
) -> Iterator[Finding]:
    """What is wrong with the `who` of `segment`; `weighed`: its entries have weights."""
    if who is None:
        return
    if who.empty and not who.weights:
        yield Finding(
            Rule.WHO_UNUSED,
            ("who",),
            "this `who` asks for nothing",
            "say who may take part, like `who: {watched: 10m}`, or leave it out: then everybody",
        )
    yield from _condition(who, ("who",), segment, declared)
    if who.weights and not weighed:
        yield Finding(
            Rule.WHO_UNUSED,
            ("who", "weights"),
            "entries have weights only where they are drawn",
            "leave `weights` out here: one unit each, or the chances that a viewer has caught",
        )
    for index, line in enumerate(who.weights):
        path: Path = ("who", "weights", index)
        if line.empty:
            yield Finding(
                Rule.WHO_UNUSED,
                path,
                "this weight is everybody's, so it is nobody's",
                "say for whom it is, like `{ticket: {tier: gold}, weight: 3}`",
            )
        yield from _condition(line, path, segment, declared)


def _condition(
    condition: Condition, path: Path, segment: str, declared: Declared
) -> Iterator[Finding]:
    for index, bought in enumerate(condition.bought or ()):
        at = (*path, "bought", index)
        if bought in declared.segments and bought not in declared.seckills:
            yield Finding(
                Rule.BOUGHT_LATER,
                at,
                f"nothing can be bought in `{bought}`: it is no seckill of the first come",
                "name seckills that come before this segment, and none by lot: not all who enter "
                "there have bought",
            )
            continue
        yield from unknown_reference(at, "seckill", bought, declared.seckills)
        order = declared.segments
        if bought in order and segment in order and order.index(bought) >= order.index(segment):
            yield Finding(
                Rule.BOUGHT_LATER,
                at,
                f"`{bought}` does not come before this segment: nobody can have bought there yet",
                "name an earlier seckill, or move the segments",
            )
    listed = condition.listed
    if listed is not None:
        first = declared.lists.get(listed.id, (listed.count, listed.digest))
        if first != (listed.count, listed.digest):
            yield Finding(
                Rule.LIST_DIFFERS,
                (*path, "list", "id"),
                f"the list `{listed.id}` has another count or digest elsewhere in this sheet",
                "one id is one list: write the same count and digest, or give it another id",
            )
