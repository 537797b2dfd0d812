"""What a table has no column for stays with the goods as the sheet has it."""

from __future__ import annotations

from collections.abc import Iterable

from gala.goods.columns import FEN, NOTE_EN, TITLE_EN, YUAN
from gala.goods.reading import Goods
from run_sheet import Good
from run_sheet.compose import compose

_KEYS = {YUAN: "price_fen", FEN: "price_fen", TITLE_EN: "title", NOTE_EN: "note"}


def with_kept(found: Goods, text: str) -> tuple[Good, ...]:
    """Return the goods of a table, with what the sheet `text` says of them beyond its columns.

    Waivers, for one, are never in a table: a merchant's list does not take them away.
    """
    given = {_KEYS.get(one.field, one.field) for one in found.mapping if one.field is not None}
    before = {good.id: good for good in _goods(text)}
    kept = [name for name in Good.model_fields if name not in given]
    return tuple(
        good.model_copy(update={name: getattr(before[good.id], name) for name in kept})
        if good.id in before
        else good
        for good in found.goods
    )


def _goods(text: str) -> Iterable[Good]:
    """Yield the sheet's own goods as far as they are valid."""
    data = compose(text.removeprefix("\ufeff")).data
    items = data.get("goods") if isinstance(data, dict) else None
    for item in items if isinstance(items, list) else ():
        try:
            yield Good.model_validate(item)
        except ValueError:
            continue
