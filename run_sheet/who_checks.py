"""Whether a segment's `who` fits its window and the rest of the sheet."""

from __future__ import annotations

from collections.abc import Iterator

from . import nouns
from .kinds.base import Declared, unknown_reference
from .problem import Finding, Path
from .rules import Rule
from .said import Said
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
            Said("这个 `who` 没有任何要求", "this `who` asks for nothing"),
            Said(
                "写明谁可以参加，例如 `who: {watched: 10m}`；不写就是所有人",
                "say who may take part, like `who: {watched: 10m}`, or leave it out: then "
                "everybody",
            ),
        )
    yield from _condition(who, ("who",), segment, declared)
    if who.weights and not weighed:
        yield Finding(
            Rule.WHO_UNUSED,
            ("who", "weights"),
            Said("只有抽签才有权重", "entries have weights only where they are drawn"),
            Said(
                "这里删掉 `weights`：每人一份，或按观众接到的机会算",
                "leave `weights` out here: one unit each, or the chances that a viewer has caught",
            ),
        )
    for index, line in enumerate(who.weights):
        path: Path = ("who", "weights", index)
        if line.empty:
            yield Finding(
                Rule.WHO_UNUSED,
                path,
                Said("这个权重人人都有，等于没有", "this weight is everybody's, so it is nobody's"),
                Said(
                    "写明给谁，例如 `{ticket: {tier: gold}, weight: 3}`",
                    "say for whom it is, like `{ticket: {tier: gold}, weight: 3}`",
                ),
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
                Said(
                    f"`{bought}` 里买不到东西：它不是先到先得的秒杀",
                    f"nothing can be bought in `{bought}`: it is no seckill of the first come",
                ),
                Said(
                    "写排在本环节前面的秒杀，抽签的不算：报了名的不一定买到",
                    "name seckills that come before this segment, and none by lot: not all who "
                    "enter there have bought",
                ),
            )
            continue
        yield from unknown_reference(at, nouns.SECKILL, bought, declared.seckills)
        order = declared.segments
        if bought in order and segment in order and order.index(bought) >= order.index(segment):
            yield Finding(
                Rule.BOUGHT_LATER,
                at,
                Said(
                    f"`{bought}` 不在本环节前面：这时还没有人买过",
                    f"`{bought}` does not come before this segment: nobody can have bought there "
                    "yet",
                ),
                Said(
                    "写更早的秒杀，或调整环节顺序", "name an earlier seckill, or move the segments"
                ),
            )
    listed = condition.listed
    if listed is not None:
        first = declared.lists.get(listed.id, (listed.count, listed.digest))
        if first != (listed.count, listed.digest):
            yield Finding(
                Rule.LIST_DIFFERS,
                (*path, "list", "id"),
                Said(
                    f"名单 `{listed.id}` 在本流程单别处的人数或摘要不同",
                    f"the list `{listed.id}` has another count or digest elsewhere in this sheet",
                ),
                Said(
                    "一个 id 就是一份名单：写相同的 `count` 和 `digest`，或换个 id",
                    "one id is one list: write the same count and digest, or give it another id",
                ),
            )
