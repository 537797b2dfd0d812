import { all, fits, isInt, isList, isStr, isText, type Text } from './shapes'
import { whoOf, type Who } from './who'

/** The people of a segment, `count` of them in one role. */
export interface Guest {
  readonly role: Text
  readonly count: number
}

/** One prize of a draw. */
export interface Prize {
  readonly prize_id: string
  readonly prize_title: Text
  readonly count: number
  readonly value_fen: number
}

/** What goods come with: a guarantee, and the tiers that bring it (none: it is for everybody). */
export interface Guarantee {
  readonly id: string
  readonly kind: string
  readonly title: Text
  readonly text: Text
  readonly tiers: readonly Text[]
}

/** What an outlet has in a seckill by lot. */
export interface OutletStock {
  readonly outlet: string
  readonly outlet_title: Text
  readonly units: number
}

/** How a seckill goes by lot: the stock, and so many more places in each outlet. */
export interface ByLot {
  readonly stocks: readonly OutletStock[]
  readonly waitlist: number
}

/** A room of a visit; `weight` is its share of the viewers. */
export interface VisitedRoom {
  readonly room: string
  readonly room_title: Text
  readonly weight: number
}

/** What each kind of segment says beyond its title. Kinds without a detail carry null. */
export interface Details {
  host: null
  story: null
  performance: null
  break: null
  visit: {
    readonly room: string
    readonly room_title: Text
    /** Where viewers are led, by weight; the one room where the sheet names no more. */
    readonly rooms: readonly VisitedRoom[]
    /** How long they set out; null: as long as fits the visit. */
    readonly over_ms: number | null
  }
  seckill: {
    readonly window: string
    readonly goods: string
    readonly goods_title: Text
    readonly price_fen: number
    readonly regular_price_fen: number
    readonly guarantees: readonly Guarantee[]
    /** null: the first have the units. */
    readonly lot: ByLot | null
    /** So long one may take to pay, at the sheet's own speed; 0: the win is final. */
    readonly pay_within_ms: number
  }
  rain: {
    readonly pool_fen: number
    readonly packets: number
    readonly window: string
    /** What one packet holds at least and at most. */
    readonly min_fen: number
    readonly max_fen: number
    /** So many chances count for one viewer. */
    readonly per_viewer: number
  }
  draw: {
    readonly prizes: readonly Prize[]
    /** Where one enters; it may be an earlier segment's. */
    readonly window: string
    readonly alternates: number
  }
  /** A kind of a later version, or a detail that does not fit: its title is still shown. */
  other: null
}

export type Kind = keyof Details

/** A segment of one kind. */
export interface SegmentOf<K extends Kind> {
  readonly id: string
  readonly kind: K
  readonly title: Text
  readonly guests: readonly Guest[]
  readonly detail: Details[K]
  /** Who may take part, where not everybody may alike. */
  readonly who?: Who
}

/** A segment as it stands in a cue (docs/protocol.md, section 4). */
export type Segment = { [K in Kind]: SegmentOf<K> }[Kind]

/** What comes next; `starts_at_ms` is 0 when a person decides. */
export interface Next {
  readonly id: string
  readonly kind: Kind
  readonly title: Text
  readonly starts_at_ms: number
}

type Decoders = { [K in Kind]: (detail: readonly unknown[]) => Details[K] | undefined }

const nothing = () => null

const DETAIL: Decoders = {
  host: nothing,
  story: nothing,
  performance: nothing,
  break: nothing,
  other: nothing,
  visit(detail) {
    if (!fits(detail, isStr, isText)) return undefined
    const [room, room_title] = detail
    const rooms = all(detail[2], visitedOf)
    const over_ms = isInt(detail[3]) && detail[3] >= 0 ? detail[3] : null
    if (!rooms?.length || over_ms === null) {
      return { room, room_title, rooms: [{ room, room_title, weight: 1 }], over_ms: null }
    }
    return { room, room_title, rooms, over_ms }
  },
  seckill(detail) {
    if (!fits(detail, isStr, isStr, isText, isInt, isInt)) return undefined
    const [window, goods, goods_title, price_fen, regular_price_fen] = detail
    const guarantees = all(detail[5], guaranteeOf) ?? []
    const lot = detail[6] === undefined || detail[6] === null ? null : byLotOf(detail[6])
    if (lot === undefined) return undefined
    const pay_within_ms = isInt(detail[7]) ? detail[7] : 0
    const prices = { price_fen, regular_price_fen }
    return { window, goods, goods_title, ...prices, guarantees, lot, pay_within_ms }
  },
  rain(detail) {
    if (!fits(detail, isInt, isInt, isStr, isInt, isInt, isInt)) return undefined
    const [pool_fen, packets, window, min_fen, max_fen, per_viewer] = detail
    return { pool_fen, packets, window, min_fen, max_fen, per_viewer }
  },
  draw(detail) {
    const prizes = all(detail[0], prizeOf)
    const rest = detail.slice(1)
    if (!prizes || !fits(rest, isStr, isInt)) return undefined
    return { prizes, window: rest[0], alternates: rest[1] }
  },
}

function visitedOf(value: unknown): VisitedRoom | null {
  if (!isList(value) || !fits(value, isStr, isText, isInt) || value[2] < 1) return null
  return { room: value[0], room_title: value[1], weight: value[2] }
}

function byLotOf(value: unknown): ByLot | undefined {
  if (!isList(value) || !fits(value, isList, isInt)) return undefined
  const stocks = all(value[0], (one): OutletStock | null => {
    if (!isList(one) || !fits(one, isStr, isText, isInt)) return null
    return { outlet: one[0], outlet_title: one[1], units: one[2] }
  })
  return stocks ? { stocks, waitlist: value[1] } : undefined
}

function prizeOf(value: unknown): Prize | null {
  if (!isList(value) || !fits(value, isStr, isText, isInt, isInt)) return null
  const [prize_id, prize_title, count, value_fen] = value
  return { prize_id, prize_title, count, value_fen }
}

/** A guarantee as it stands on a card, or as this device has kept it; null when it is none. */
export function guaranteeOf(value: unknown): Guarantee | null {
  if (!isList(value) || !fits(value, isStr, isStr, isText, isText, isList)) return null
  const [id, kind, title, text, named] = value
  const tiers = all(named, (one) => (isText(one) ? one : null))
  return tiers && { id, kind, title, text, tiers }
}

function guestOf(value: unknown): Guest | null {
  if (!isList(value) || !fits(value, isText, isInt)) return null
  return { role: value[0], count: value[1] }
}

/** The kind with this name; `other` for names of later versions. */
export function kindOf(name: string): Kind {
  return Object.prototype.hasOwnProperty.call(DETAIL, name) ? (name as Kind) : 'other'
}

/** A segment, or null when it has not even a title. */
export function segmentOf(value: unknown): Segment | null {
  if (!isList(value) || !fits(value, isStr, isStr, isText, isList, isList)) return null
  const [id, name, title, people, raw] = value
  const kind = kindOf(name)
  const detail = DETAIL[kind](raw)
  const base = { id, title, guests: all(people, guestOf) ?? [] }
  if (detail === undefined) return { ...base, kind: 'other', detail: null }
  const who = whoOf(value[5])
  return { ...base, ...(who ? { who } : {}), kind, detail } as Segment
}

/** What comes next: null for nil, undefined when it does not fit. */
export function nextOf(value: unknown): Next | null | undefined {
  if (value === null || value === undefined) return null
  if (!isList(value) || !fits(value, isStr, isStr, isText, isInt)) return undefined
  const [id, name, title, starts_at_ms] = value
  return { id, kind: kindOf(name), title, starts_at_ms }
}
