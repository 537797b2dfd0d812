"""The night that is simulated: its sheet, its keys, and the line that its log begins with.

A sheet of twenty minutes at the pace of sixty, so a minute of the show takes a second and windows
keep the floors that `gala.core.compile` gives them. There is more wanted than there is to give.

In a night with `rooms`, the room has a running order of its own, with a rest in it while the main
stage visits. In a night that is `paid`, what the seckills of the first come give has to be paid
for, and what all seckills sell comes with guarantees.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, fields
from functools import cache

from gala.core.compile import compile_plan
from gala.core.log import Header, LogKeys, LogReader, header_line
from gala.core.plan import Plan
from gala.edge import EdgeKeys
from gala.edge.receipts import ReceiptKeys
from gala.proof import bls, signing, vrf
from gala.proof.chain import Beacon, rehearsal_chain
from gala.proof.pins import Pins
from gala.proof.promise import Promise
from gala.proof.pseudonym import show_key
from gala.wire.tickets import TicketKey
from run_sheet import RunSheet, digest, parse

SHOW = "sim"
PROMISE = Promise("always", 0)
PACE_MILLI = 60_000

BEACON_PERIOD_MS, BEACON_MARGIN_MS, BEACON_LATE_MS = 100, 400, 2_000

SHEET = """
gala: 1
id: sim
title: {zh: 模拟之夜, en: A simulated night}
start: 2025-06-15T20:00:00+08:00
outlets:
  - {id: app, title: App, delay: 0s}
  - {id: tv, title: TV, delay: 12s}
rooms:
  - {id: beauty, title: Beauty, host: Host, capacity: 100}
goods:
  - {id: pen, title: Pen, price_fen: 900}
segments:
  - {id: opening, kind: host, title: Opening, length: 60s}
  - {id: sale, kind: seckill, title: Sale, length: 210s, goods: pen, price_fen: 1,
     opens: 60s, open_for: 120s, stock: {app: 5, tv: 2}}
  - {id: rain, kind: rain, title: Rain, length: 210s, opens: 45s, open_for: 120s,
     pool_fen: 1000, packets: 20, min_fen: 10, max_fen: 200, per_viewer: 3}
  - {id: tale, kind: story, title: Tale, length: 60s,
     plan_b: {title: Drums, length: 45s}}
  - {id: visit, kind: visit, title: Visit, length: 120s, room: beauty}
  - {id: prizes, kind: draw, title: Prizes, length: 240s, opens: 30s, open_for: 120s,
     alternates: 2,
     who: {weights: [{ticket: {tier: gold}, weight: 3}]},
     prizes: [{id: car, title: Car, count: 1, value_fen: 90000},
              {id: cup, title: Cup, count: 2, value_fen: 900}]}
  - {id: last, kind: seckill, title: Last, length: 180s, goods: pen, price_fen: 2,
     opens: 30s, open_for: 90s, stock: {app: 2, tv: 1}, who: {ticket: {tier: [gold, silver]}}}
  - {id: few, kind: seckill, title: Few, length: 180s, goods: pen, price_fen: 3, by: lot,
     opens: 30s, open_for: 90s, stock: {app: 2, tv: 1}, waitlist: 1}
  - {id: bye, kind: host, title: Bye, length: 60s}
"""

_SELLS = re.compile(r"price_fen: [12],")
_TRUSTED = """
guarantees:
  - {id: refund, kind: refund_only, title: Refund, text: Money back, limit_fen: 10, claim_days: 1,
     quota: 2}
  - {id: gift, kind: coupon, title: Gift, text: A gift, value_fen: 5, claim_days: 1, quota_fen: 12}
merchants:
  - {id: maker, title: Maker, opted_in: [
       {guarantee: refund, on: 2025-06-01, by: Boss}, {guarantee: gift, on: 2025-06-01, by: Boss}]}
goods:
  - {id: pen, title: Pen, price_fen: 900, merchant: maker, guarantees: [refund, gift]}
segments:"""
_GOODS = re.compile(r"\ngoods:.*?\nsegments:", re.DOTALL)
PAID_SHEET = _GOODS.sub(_TRUSTED, _SELLS.sub(r"\g<0> pay_within: 10m,", SHEET))
_ROOM = "  - {id: beauty, title: Beauty, host: Host, capacity: 100}\n"
_OWN = """
  - id: beauty
    title: Beauty
    host: Host
    capacity: 100
    segments:
      - {id: warm, kind: host, title: Warm, length: 300s}
      - {id: talk, kind: story, title: Talk, length: 270s}
      - {id: finale, kind: performance, title: Finale, length: 300s, at: "20:10:40"}
"""


@dataclass(frozen=True, slots=True)
class Secrets:
    """The operator's secrets of a simulated night: everybody can know them."""

    log: bytes
    receipts: bytes
    vrf: bytes
    rehearsal: bytes
    pseudonyms: bytes


SECRETS = Secrets(
    *(hashlib.sha256(f"gala simulation {one.name}".encode()).digest() for one in fields(Secrets))
)
TICKETS = TicketKey("sim", hashlib.sha256(b"gala simulation tickets").digest())


TIERS = ("gold", "silver", "none")


def tier(viewer: str) -> str:
    """Return what the platform says of a viewer in its ticket."""
    return TIERS[sum(viewer.encode()) % len(TIERS)]


@cache
def pins() -> Pins:
    """Return the public halves of the secrets."""
    return Pins(
        log=signing.public_key(SECRETS.log),
        receipts=signing.public_key(SECRETS.receipts),
        rehearsal=bls.public_key(SECRETS.rehearsal),
        vrf=vrf.public_key(SECRETS.vrf),
    )


@cache
def sheet(paid: bool = False, rooms: bool = False) -> RunSheet:
    """Return the sheet."""
    parsed = parse(_text(paid, rooms).encode(), name="sim.yaml")
    assert parsed.sheet is not None, parsed.report()
    return parsed.sheet


@cache
def plan(paid: bool = False, rooms: bool = False) -> Plan:
    """Return what the rules make of the sheet."""
    return compile_plan(sheet(paid, rooms), PACE_MILLI)


def _text(paid: bool, rooms: bool) -> str:
    text = PAID_SHEET if paid else SHEET
    return text.replace(_ROOM, _OWN.removeprefix("\n")) if rooms else text


def shards(count: int) -> dict[str, int]:
    """Return into how many shards each window that sells units is cut."""
    windows = [segment.window for segment in plan().segments if segment.window]
    return {window.id: count for window in windows if window.stocked}


def beacon(origin_ms: int) -> Beacon:
    """Return the night's rehearsal beacon."""
    chain = rehearsal_chain(pins().rehearsal, origin_ms - 10_000, BEACON_PERIOD_MS)
    return Beacon(chain, BEACON_MARGIN_MS, BEACON_LATE_MS)


def header(origin_ms: int, mode: str = "auto", paid: bool = False, rooms: bool = False) -> Header:
    """Return what the log begins with; the show starts at `origin_ms`."""
    keys = pins()
    return Header(
        show=SHOW,
        sheet=_text(paid, rooms),
        sheet_digest=digest(sheet(paid, rooms)),
        pace_milli=PACE_MILLI,
        origin_ms=origin_ms,
        mode=mode,
        beacon=beacon(origin_ms),
        keys=LogKeys(keys.log.hex(), keys.receipts.hex(), keys.vrf.hex()),
        promise=PROMISE,
    )


def named(origin_ms: int, paid: bool = False, rooms: bool = False) -> str:
    """Return the night's name, which its first line makes."""
    return LogReader(header_line(header(origin_ms, paid=paid, rooms=rooms))).show.night.origin


def show_key_of(origin: str) -> bytes:
    """Return what pseudonyms are made with in the night named `origin`."""
    return show_key(SECRETS.pseudonyms, origin)


def edge_keys(origin: str) -> EdgeKeys:
    """Return what an edge signs and names with, in the night named `origin`."""
    return EdgeKeys(show_key_of(origin), ReceiptKeys(SECRETS.receipts, origin, PROMISE))
