"""Claims on guarantees in a record: `guarantees.jsonl`, and what it comes to when counted again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from gala.conductor.logged_sheets import logged_sheets
from gala.conductor.record import CLAIMS, LOG
from gala.conductor.replay import read_log
from gala.core.by_lot import ever_held
from gala.core.sheets import sheet_of
from gala.core.trust.book import Book
from gala.core.trust.card import card_in
from gala.core.trust.claims import ClaimState, Entry
from gala.core.trust.journal import chained, unchained
from gala.core.trust.recount import Bought, Units, recount
from gala.proof.errors import ProofError
from run_sheet import Seckill

GUARANTEES = "guarantees.jsonl"


def write_guarantees(folder: Path, sheet: str, entries: Iterable[Entry]) -> None:
    """Write `guarantees.jsonl`, for a sheet that guarantees something. Raises `OSError`."""
    if not card_in(sheet).windows:
        return
    with (folder / GUARANTEES).open("wb") as file:
        for line in chained(entries):
            file.write(line + b"\n")


def has_guarantees(folder: Path) -> bool:
    """Whether the record in `folder`, whose log has been checked, is of a night with guarantees."""
    return bool(_card(folder).windows) or (folder / GUARANTEES).exists()


def read_guarantees(folder: Path) -> Iterator[Entry]:
    """Yield a record's claims on guarantees. Raises `ProofError` where they break off."""
    return unchained(_lines(folder / GUARANTEES))


def recounted(folder: Path) -> str:
    """Say what the sheet guarantees and what was claimed, counted again.

    The log and the claims in `folder` have been checked before. Raises `ProofError`.
    """
    book, path = _card(folder), folder / GUARANTEES
    if not path.is_file():
        raise ProofError(f"{GUARANTEES} is missing: the sheet of this night gives guarantees")
    claims = recount(book, _units(folder), read_guarantees(folder))
    given = "; ".join(
        f"{window} comes with {', '.join(one.id for one in sold.offers)}"
        for window, sold in sorted(book.windows.items())
    )
    met = sum(claims.counts[guarantee, ClaimState.MET] for guarantee in book.offers)
    fen = sum(claims.met_fen.values())
    return f"{given or 'none given'}; {len(claims.standings)} claims, {met} met with {fen} fen"


def _card(folder: Path) -> Book:
    with (folder / LOG).open("rb") as log:
        return card_in(json.loads(log.readline())["sheet"])


def _units(folder: Path) -> Units:
    units = {}
    drawn = _drawn(folder)
    for line in _lines(folder / CLAIMS):
        claim = json.loads(line)
        if claim["pseudonym"] not in drawn.get(claim["window"], (claim["pseudonym"],)):
            continue
        bought = Bought(claim["pseudonym"], claim["price_fen"], claim["at_ms"])
        units[claim["window"], claim["outlet"], claim["unit"]] = bought
    return units


def _drawn(folder: Path) -> dict[str, frozenset[str]]:
    """Return who was drawn in each seckill by lot; to have entered is not to have bought."""
    segments = sheet_of(logged_sheets(folder)[-1].sheet).segments
    windows = [one.id for one in segments if isinstance(one, Seckill) and one.by_lot]
    if not windows:
        return {}
    reader, entries = read_log(folder)
    for _ in entries:
        pass
    return {window: ever_held(reader.show, window) or frozenset() for window in windows}


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        for line in file:
            if not line.endswith(b"\n"):
                raise ProofError(f"the last line of {path.name} is cut off")
            yield line[:-1]
