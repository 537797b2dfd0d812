import { asked, posting, type Answered } from '../../ask'
import { isObject, parse, type Json } from '../../json'
import { isInt, isStr, type Text } from 'gala-client/shapes'
import { textOf } from '../../read'

/** How a claim on a guarantee stands (docs/console-api.md). */
export interface TrustClaim {
  readonly claim: string
  readonly guarantee: string
  readonly window: string
  readonly outlet: string
  readonly unit: number
  readonly state: 'filed' | 'met' | 'refused'
  readonly filed_ms: number
  readonly decided_ms: number
  readonly amount_fen: number
  readonly ceiling_fen: number
  readonly by: string
  readonly reason: string
}

/** A guarantee of some goods, as the office says it to one viewer. */
export interface Offered {
  readonly id: string
  readonly limit_fen: number
  readonly times: number
  readonly claim_days: number
  /** Whether this viewer's tier brings it. */
  readonly yours: boolean
  /** The merchant whose word it is, who gave it, and on which day; null when it is not told. */
  readonly word: { readonly merchant: Text; readonly by: Text; readonly on: string } | null
}

/** What the office knows of this viewer. */
export interface Mine {
  readonly tier: Text | null
  readonly offers: Readonly<Record<string, readonly Offered[]>>
  readonly claims: readonly TrustClaim[]
}

/** A request that was not done: `code` is the office's word, or `no_answer`. */
export interface NotDone {
  readonly code: string
  readonly message: Text | null
}

export type Reply<T> = { readonly ok: T } | { readonly not: NotDone }
export type Post = (path: string, body: string) => Promise<Answered | null>

const PATIENCE_MS = 8_000

/** Post JSON to this site; null when nobody answers in time. */
export const post: Post = (path, body) => asked(path, posting(body), PATIENCE_MS)

/** Ask the office; `decode` reads a good answer. */
export async function ask<T>(
  path: string,
  body: string,
  decode: (value: Json) => T | null,
  by: Post = post,
): Promise<Reply<T>> {
  const answer = await by(`/api/trust/${path}`, body)
  const value = parse(answer?.text ?? '')
  const good = answer?.status === 200 && isObject(value) ? decode(value) : null
  if (good !== null) return { ok: good }
  const code = isObject(value) && isStr(value.error) ? value.error : 'no_answer'
  return { not: { code, message: isObject(value) ? textOf(value.message) : null } }
}

export function mineOf(value: Json): Mine | null {
  if (!isObject(value.windows) || !Array.isArray(value.claims)) return null
  const offers: Record<string, Offered[]> = {}
  for (const [window, sold] of Object.entries(value.windows)) {
    const listed = isObject(sold) && Array.isArray(sold.guarantees) ? sold.guarantees : []
    const merchant = isObject(sold) ? textOf(sold.merchant) : null
    offers[window] = listed.flatMap((one: unknown) => offeredOf(one, merchant) ?? [])
  }
  const claims = value.claims.flatMap((one: unknown) => claimOf(one) ?? [])
  return { tier: textOf(value.tier), offers, claims }
}

export const answeredOf = (value: Json): TrustClaim | null => claimOf(value.claim)

function offeredOf(value: unknown, merchant: Text | null): Offered | null {
  if (!isObject(value)) return null
  const { id, limit_fen, times, claim_days, yours, opted_in } = value
  const figures = isInt(limit_fen) && isInt(times) && isInt(claim_days)
  if (!isStr(id) || !figures || typeof yours !== 'boolean') return null
  const by = isObject(opted_in) ? textOf(opted_in.by) : null
  const on = isObject(opted_in) && isStr(opted_in.on) ? opted_in.on : null
  const word = merchant && by && on !== null ? { merchant, by, on } : null
  return { id, limit_fen, times, claim_days, yours, word }
}

const TEXTS = ['claim', 'guarantee', 'window', 'outlet', 'by', 'reason'] as const
const FIGURES = ['unit', 'filed_ms', 'decided_ms', 'amount_fen', 'ceiling_fen'] as const

export function claimOf(value: unknown): TrustClaim | null {
  if (!isObject(value) || !TEXTS.every((key) => isStr(value[key]))) return null
  if (!FIGURES.every((key) => isInt(value[key]))) return null
  const { state } = value
  return state === 'filed' || state === 'met' || state === 'refused'
    ? (value as unknown as TrustClaim)
    : null
}
