import { isObject, parse, type Json } from '../../json'
import { isInt, isStr, type Text } from 'gala-client/shapes'
import { textOf } from '../../read'
import { post, type NotDone, type Post } from '../trust/api'

/** How an order stands (docs/platform-api.md). */
export type OrderState = 'held' | 'paid' | 'released' | 'refunding' | 'refunded' | 'revoked'

/** A unit that is held for this viewer, or was. */
export interface Order {
  readonly order: string
  readonly outlet: string
  readonly unit: number
  readonly price_fen: number
  readonly state: OrderState
  readonly until_ms: number
  readonly late: boolean
}

/** A place in the list; `ahead` are called before it, at most. */
export interface Place {
  readonly place: number
  readonly ahead: number
}

/** How this viewer stands in a window whose goods have to be paid for. */
export interface WindowOrders {
  readonly title: Text | null
  readonly orders: readonly Order[]
  readonly waiting: Place | null
  readonly may_wait: boolean
}

/** What the console knows of this viewer; `demo`: paying by oneself, in rehearsals. */
export interface Mine {
  readonly demo: boolean
  readonly windows: Readonly<Record<string, WindowOrders>>
}

export type Reply<T> = { readonly ok: T } | { readonly not: NotDone }

/** Ask the console about orders; `decode` reads a good answer. */
export async function ask<T>(
  path: string,
  body: object,
  decode: (value: Json) => T | null,
  by: Post = post,
): Promise<Reply<T>> {
  const answer = await by(`/api/orders/${path}`, JSON.stringify(body))
  const value = parse(answer?.text ?? '')
  const good = answer?.status === 200 && isObject(value) ? decode(value) : null
  if (good !== null) return { ok: good }
  const code = isObject(value) && isStr(value.error) ? value.error : 'no_answer'
  return { not: { code, message: isObject(value) ? textOf(value.message) : null } }
}

export function mineOf(value: Json): Mine | null {
  if (!isObject(value.windows) || typeof value.demo !== 'boolean') return null
  const windows: Record<string, WindowOrders> = {}
  for (const [name, told] of Object.entries(value.windows)) {
    const one = windowOf(told)
    if (one) windows[name] = one
  }
  return { demo: value.demo, windows }
}

export const answeredOf = (value: Json): WindowOrders | null => windowOf(value.window)

function windowOf(value: unknown): WindowOrders | null {
  if (!isObject(value) || !Array.isArray(value.orders)) return null
  return {
    title: textOf(value.title),
    orders: value.orders.flatMap((one: unknown) => orderOf(one) ?? []),
    waiting: placeOf(value.waiting),
    may_wait: value.may_wait === true,
  }
}

const STATES: readonly unknown[] = ['held', 'paid', 'released', 'refunding', 'refunded', 'revoked']

function orderOf(value: unknown): Order | null {
  if (!isObject(value)) return null
  const { order, outlet, unit, price_fen, state, until_ms, late } = value
  if (!isStr(order) || !isStr(outlet) || !STATES.includes(state)) return null
  if (!isInt(unit) || !isInt(price_fen) || !isInt(until_ms)) return null
  const known = state as OrderState
  return { order, outlet, unit, price_fen, state: known, until_ms, late: late === true }
}

function placeOf(value: unknown): Place | null {
  if (!isObject(value) || !isInt(value.place) || !isInt(value.ahead)) return null
  return { place: value.place, ahead: value.ahead }
}
