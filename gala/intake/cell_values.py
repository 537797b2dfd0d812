"""Cells that only some kinds of segments have a place for: goods, pools, windows, rooms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from gala.grid.money import MoneyError, fen_of_fen, fen_of_yuan
from gala.intake import columns as of
from gala.intake.clocks import ClockError, lengths_ms
from gala.intake.columns import Column
from gala.intake.items import slug
from run_sheet import KINDS
from run_sheet.durations import format_duration
from run_sheet.said import Said
from run_sheet.writing import scalar

_STOCK = re.compile(r"([a-z0-9-]+)\s*[:= ]\s*([0-9]{1,9})")
_UNITS = re.compile(r"([0-9]{1,9})\s*(?:件|份|个|支|人|名|units?|pcs)?")
_COUNTS = (of.PACKETS, of.PER_VIEWER, of.ALTERNATES)
_BETWEEN = re.compile(r"[,;、\n]+")


def more_of(
    kind: str, column: Column, text: str, outlets: Sequence[str]
) -> dict[str, str] | Said | None:
    """Return the key and its value as YAML, or why the cell cannot be read.

    None: this kind has no place for it. A stock without outlets is the first outlet's.
    """
    key = of.FEN_OF.get(str(column.key), str(column.key))
    keys = {info.alias or name for name, info in KINDS[kind].model_fields.items()}
    if key not in keys:
        return None
    try:
        if column.key in (of.GOODS, of.ROOM, of.ENTRIES):
            return {key: scalar(text)} if slug(text) == text else None
        if column.key in of.FEN_OF:
            return {key: str(fen_of_yuan(text))}
        if column.key in of.FEN_OF.values():
            return {key: str(fen_of_fen(text))}
        if column.key in _COUNTS:
            units = _UNITS.fullmatch(_plain(text))
            return _no_count(text) if units is None else {key: str(int(units[1]))}
        if column.key == of.STOCK:
            return {key: _stock(text, outlets)}
        return {key: format_duration(lengths_ms(text, column.unit_ms)[0])}
    except MoneyError as error:
        return error.said
    except ClockError as error:
        return error.said
    except _StockError:
        example = f"{outlets[0]}: 600"
        return Said(
            f"`{text[:40]}` 不是库存：写件数，或按渠道写成 `{example}`",
            f"`{text[:40]}` is no stock: write a number, or one for each outlet like `{example}`",
        )


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().replace(",", "").strip()


def _no_count(text: str) -> Said:
    return Said(
        f"`{text[:40]}` 不是个数：写整数，例如 300",
        f"`{text[:40]}` is no number: write it like 300",
    )


class _StockError(ValueError):
    """Neither a number nor numbers by outlet."""


def _stock(text: str, outlets: Sequence[str]) -> str:
    bare = unicodedata.normalize("NFKC", text).casefold().strip()
    if (units := _UNITS.fullmatch(bare)) is not None:
        return f"{{{scalar(outlets[0])}: {int(units[1])}}}"
    pairs = [_STOCK.fullmatch(part.strip()) for part in _BETWEEN.split(bare) if part.strip()]
    found = {pair[1]: int(pair[2]) for pair in pairs if pair is not None}
    if not pairs or len(found) != len(pairs) or not set(found) <= set(outlets):
        raise _StockError
    listed = ", ".join(f"{scalar(name)}: {count}" for name, count in found.items())
    return f"{{{listed}}}"
