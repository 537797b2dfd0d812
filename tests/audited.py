"""A sheet with two auditors, their keys, and what they sign, for tests."""

import hashlib

from gala.core.audits import standings
from gala.proof.audit import Audit, sign_audit
from gala.proof.signing import public_key
from run_sheet import RunSheet, parse

SECRETS = {name: hashlib.sha256(f"auditor {name}".encode()).digest() for name in ("quality", "law")}
DAY = "2021-06-10"

AUDITORS = "auditors:\n" + "".join(
    f'  - {{id: {name}, title: {name.title()}, key: "{public_key(secret).hex()}"}}\n'
    for name, secret in SECRETS.items()
)

SHEET = (
    """\
gala: 1
id: evening
title: {zh: 夜场, en: Evening}
start: 2021-06-15T20:21:00+08:00
outlets:
  - {id: app, title: App, delay: 0s}
  - {id: tv, title: TV, delay: 2s}
merchants:
  - id: shop
    title: The Shop
    opted_in:
      - {guarantee: refund, on: 2021-06-01, by: Shop owner}
      - {guarantee: next-time, on: 2021-06-01, by: Shop owner}
guarantees:
  - {id: refund, kind: refund_only, title: Refund, text: Your money back, limit_fen: 900,
     claim_days: 30, quota_fen: 90000}
  - {id: next-time, kind: coupon, title: Coupon, text: Next time, value_fen: 50,
     claim_days: 90, quota: 100}
goods:
  - {id: pen, title: {zh: 笔, en: Pen}, price_fen: 900, note: Lowest of 30 days, merchant: shop,
     guarantees: [refund]}
  - {id: cup, title: Cup, price_fen: 500}
  - {id: shown, title: Only shown, price_fen: 700}
"""
    + AUDITORS
    + """\
segments:
  - {id: opening, kind: host, title: Opening, length: 30s}
  - {id: sale, kind: seckill, title: Pens, length: 60s, goods: pen, price_fen: 1,
     opens: 10s, open_for: 20s, stock: {app: 400, tv: 2}}
  - {id: cups, kind: seckill, title: Cups, length: 60s, goods: cup, price_fen: 9,
     opens: 10s, open_for: 20s, stock: {app: 400}, who: {ticket: {tier: gold}}}
  - {id: again, kind: seckill, title: Pens again, length: 60s, goods: pen, price_fen: 2,
     opens: 10s, open_for: 20s, stock: {tv: 400}, by: first_come}
  - {id: bye, kind: host, title: Bye, length: 10s, notes: Smile}
"""
)


def sheet_of(text: str = SHEET) -> RunSheet:
    """The sheet in a text."""
    parsed = parse(text)
    assert parsed.sheet is not None, parsed.report()
    return parsed.sheet


def signed(sheet: RunSheet, auditor: str = "quality", *goods: str) -> tuple[Audit, ...]:
    """What an auditor signs of goods, or of all that are sold."""
    return tuple(
        sign_audit(SECRETS[auditor], one.goods, one.digest, auditor, DAY)
        for one in standings(sheet, ())
        if not goods or one.goods in goods
    )
