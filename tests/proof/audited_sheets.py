"""Sheets that are right and oddly written: what is signed of them is what they mean."""

ODDLY_WRITTEN = """\
"gala": 1
id: "616"
title: >-
  Night
  of truth
start: '2026-01-30 23:30:00.5-11:30'
outlets: [{id: app, title: App, delay: 0ms}, {id: "616", title: TV, delay: 0.5s}]
merchants:
- id: shop
  title: "  The \\u201cShop\\u201d\\t"
  opted_in: [
    {guarantee: tenfold, on: 2021-06-01, by: Owner},   # not named by every good
    {by: {en: Owner, zh: 店长}, guarantee: refund, on: "2021-06-01"}]
- {id: other, title: Other, opted_in: []}
guarantees:
  - {id: refund, kind: refund_only, title: Refund, text: Your money back, limit_fen: +00900,
     claim_days: 030, quota_fen: 90000, times: ~, value_fen: null, quota: }
  - {id: tenfold, kind: fake_tenfold, title: Ten, text: "Ten\\ntimes", times: 10, claim_days: 9,
     quota: 5}
  - {id: unnamed, kind: coupon, title: C, text: C, value_fen: 5, claim_days: 9, quota: 5}
goods:
  - id: pen
    title: {en: "~", zh: 'null'}
    price_fen: 900
    note: |
      近 30 天
      "lowest" \\ price 🎉
    units: 403
    merchant: shop
    guarantees: [tenfold, refund]
    evidence:
      - {for: {zh: 一, en: one}, what: A test, by: A lab, on: 2020-02-29}
    waive:
      - {rule: no-price-history, reason: Its first season, by: Producer, on: 2026-01-02}
      - {rule: GS309, reason: Its first season, by: Producer, on: 2026-01-02}
  - {id: cup, title: true story, price_fen: 500, note: ~, merchant: other, guarantees: [],
     prices: [{from: 2025-11-01, to: 2025-11-30, fen: 500, sold: TRUE},
              {from: 2025-12-01, to: ~, fen: 500, sold: False}]}
  - {id: shown, title: Only shown, price_fen: 0}
price_rules: []
rules: {no-price-history: off}
segments:
  - {id: first, kind: seckill, title: First, length: 60s, goods: cup, price_fen: 9, opens: 10s,
     open_for: 20s, stock: {app: 1}, who: }
  - {id: hello, kind: host, title: Hello, length: 1m30.25s}
  - id: sale
    kind: seckill
    title: "Pens \\U0001F58A"
    length: 1h0m0s
    opens: 10s
    open_for: 0h59m0.5s
    notes: Count down
    prompter: Say it slowly
    plan_b: {title: Later, length: 5m}
    goods: pen
    price_fen: 000
    stock: {"616": 2, app: 400}
    pay_within: 90s
    by: lot
    waitlist: 3
    who:
      ticket: {tier: [silver, "\\uff21", "\\U0001F600", gold, gold], club: 金卡}
      watched: 600000ms
      list: {id: staff, count: 3,
             digest: 5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef}
      weights:
        - {weight: 3, ticket: {tier: gold}}
        - {watched: 1m, weight: 2}
  - {id: cups, kind: seckill, title: Cups, length: 60s, goods: cup, price_fen: 9, opens: 10s,
     open_for: 20s, stock: {app: 400}, at: , who: {ticket: {tier: gold}}}
  - {id: again, kind: seckill, title: Again, length: 2m, goods: pen, price_fen: 2, opens: 10s,
     open_for: 20s, stock: {app: 0, "616": 1}, by: first_come, evidence: [],
     who: {weights: [], bought: [first, cups]}}
"""

SHORT = """\
gala: 1
id: evening
title: Evening
start: 2026-01-30T20:00:00+08:00
outlets: [{id: app, title: App, delay: 0s}]
goods: [{id: pen, title: Pen, price_fen: 900, note: So}]
segments:
  - repeat: 2
    segments:
      - {id: sale, kind: seckill, title: Sale <n>, length: 60s, goods: pen, price_fen: 1,
         opens: 10s, open_for: 20s, stock: {app: 400}}
"""
