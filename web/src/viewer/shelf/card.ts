import { asked } from '../../ask'
import { isObject, parse, type Json } from '../../json'
import { isInt, isStr, type Text } from 'gala-client/shapes'
import { textOf } from '../../read'

/** A price of earlier days; `to` null: still in force. */
export interface Price {
  readonly from: string
  readonly to: string | null
  readonly fen: number
  readonly sold: boolean
}

/** What goods cost before `day`, on which they are compared with one price and cut to another. */
export interface Chart {
  readonly prices: readonly Price[]
  readonly day: string
  readonly compared_fen: number
  readonly cut_fen: number | null
}

/** What a law compares with; `before`: nothing was paid in those days, but once before them. */
export interface Basis {
  readonly rule: string
  readonly days: number
  readonly paid: boolean
  readonly fen: number | null
  readonly before: boolean
}

export interface Signed {
  readonly auditor: string
  readonly title: Text
  readonly on: string
}

/** What the console tells of goods on sale (docs/console-api.md). */
export interface ShelfCard {
  readonly note: Text | null
  readonly chart: Chart | null
  readonly bases: readonly Basis[]
  /** Whether the show has auditors at all. */
  readonly asked: boolean
  readonly audits: readonly Signed[]
}

export type Get = (path: string) => Promise<string | null>

const PATIENCE_MS = 8_000

const get: Get = async (path) => {
  const answer = await asked(path, {}, PATIENCE_MS)
  return answer?.status === 200 ? answer.text : null
}

/** Ask for the card of a window's goods; null when it is not to be had now. */
export async function askShelf(window: string, by: Get = get): Promise<ShelfCard | null> {
  const text = await by(`/api/goods/${encodeURIComponent(window)}`)
  const value = text === null ? null : parse(text)
  return isObject(value) ? cardOf(value) : null
}

function cardOf({ note, chart, bases, asked, audits }: Json): ShelfCard | null {
  if (!Array.isArray(bases) || !Array.isArray(audits) || typeof asked !== 'boolean') return null
  return {
    note: textOf(note),
    chart: chartOf(chart),
    bases: bases.flatMap((one: unknown) => basisOf(one) ?? []),
    asked,
    audits: audits.flatMap((one: unknown) => signedOf(one) ?? []),
  }
}

function chartOf(value: unknown): Chart | null {
  if (!isObject(value) || !Array.isArray(value.prices)) return null
  const { day, compared_fen, cut_fen } = value
  if (!isDay(day) || !isInt(compared_fen)) return null
  const prices = value.prices.flatMap((one: unknown) => priceOf(one) ?? [])
  return { prices, day, compared_fen, cut_fen: isInt(cut_fen) ? cut_fen : null }
}

function priceOf(value: unknown): Price | null {
  if (!isObject(value)) return null
  const { from, to, fen, sold } = value
  if (!isDay(from) || !isInt(fen) || typeof sold !== 'boolean') return null
  return { from, to: isDay(to) ? to : null, fen, sold }
}

function basisOf(value: unknown): Basis | null {
  if (!isObject(value)) return null
  const { rule, days, paid, fen, before } = value
  const flags = typeof paid === 'boolean' && typeof before === 'boolean'
  if (!isStr(rule) || !isInt(days) || !flags) return null
  return { rule, days, paid, fen: isInt(fen) ? fen : null, before }
}

function signedOf(value: unknown): Signed | null {
  if (!isObject(value)) return null
  const { auditor, on } = value
  const title = textOf(value.title)
  return isStr(auditor) && isStr(on) && title ? { auditor, title, on } : null
}

function isDay(value: unknown): value is string {
  return isStr(value) && /^\d{4}-\d{2}-\d{2}$/.test(value)
}
