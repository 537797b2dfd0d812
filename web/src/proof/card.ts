import { integer, readSheet, tables, text, texts, Unreadable, type Table } from './sheet'

/** A guarantee of the run sheet; `limit_fen` 0 is no limit of its own (docs/trust.md). */
export interface Offer {
  readonly kind: Kind
  readonly limit_fen: number
  readonly times: number
  readonly claim_days: number
  readonly quota: { readonly unit: 'fen' | 'claims'; readonly most: number }
}

const KINDS = ['refund_only', 'return_freight', 'fake_tenfold', 'coupon'] as const
type Kind = (typeof KINDS)[number]

/** What a sheet guarantees: by window, by guarantee. `lots` are the windows that go by lot. */
export interface Card {
  readonly windows: ReadonlyMap<string, ReadonlySet<string>>
  readonly offers: ReadonlyMap<string, Offer>
  readonly lots: ReadonlySet<string>
}

const DAY_MS = 86_400_000

/**
 * The trust card in a run sheet's text. A log begins with a sheet that `gala check` has passed, so
 * only what claims are held to is read here; null when it is not found as it should be.
 */
export function readCard(sheet: string): Card | null {
  return readSheet(sheet, cardOf)
}

/** The most that one claim may be worth to somebody who paid so much. */
export function ceilingOf({ kind, limit_fen, times }: Offer, paid_fen: number): number {
  if (kind === 'refund_only') return Math.min(paid_fen, limit_fen)
  if (kind !== 'fake_tenfold') return limit_fen
  return limit_fen > 0 ? Math.min(times * paid_fen, limit_fen) : times * paid_fen
}

/** The instant from which on nothing may be claimed. */
export function untilOf({ claim_days }: Offer, bought_ms: number): number {
  return bought_ms + claim_days * DAY_MS
}

function cardOf(sheet: Table): Card {
  const offers = new Map(tables(sheet['guarantees']).map((one) => [text(one['id']), offerOf(one)]))
  const goods = new Map(
    tables(sheet['goods']).map((one) => [text(one['id']), new Set(texts(one['guarantees']))]),
  )
  const windows = new Map<string, ReadonlySet<string>>()
  const lots = new Set<string>()
  for (const segment of tables(sheet['segments'])) {
    if (segment['kind'] !== 'seckill') continue
    const given = goods.get(text(segment['goods']))
    if (given === undefined) throw new Unreadable()
    if (given.size > 0) windows.set(text(segment['id']), given)
    if (segment['by'] === 'lot') lots.add(text(segment['id']))
  }
  return { windows, offers, lots }
}

function offerOf(one: Table): Offer {
  const kind = KINDS.find((name) => name === one['kind'])
  if (kind === undefined) throw new Unreadable()
  const limit = kind === 'coupon' ? one['value_fen'] : one['limit_fen']
  const quota =
    one['quota'] === undefined
      ? ({ unit: 'fen', most: integer(one['quota_fen']) } as const)
      : ({ unit: 'claims', most: integer(one['quota']) } as const)
  return {
    kind,
    limit_fen: limit === undefined ? 0 : integer(limit),
    times: one['times'] === undefined ? 0 : integer(one['times']),
    claim_days: integer(one['claim_days']),
    quota,
  }
}
