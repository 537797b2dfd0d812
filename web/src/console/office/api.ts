import { asked, posting } from '../../ask'
import { isObject, parse, type Json } from '../../json'
import { isInt, isStr, type Text } from 'gala-client/shapes'
import { textOf } from '../../read'

export type ClaimState = 'filed' | 'met' | 'refused'

/** A claim on a guarantee as staff sees it (docs/console-api.md). */
export interface Claim {
  readonly claim: string
  readonly guarantee: string
  readonly window: string
  readonly outlet: string
  readonly unit: number
  readonly state: ClaimState
  readonly filed_ms: number
  readonly decided_ms: number
  readonly amount_fen: number
  readonly ceiling_fen: number
  readonly paid_fen: number
  readonly by: string
  readonly reason: string
  readonly pseudonym: string
  readonly goods: Text
  readonly merchant: Text
  readonly said: string
  readonly files: readonly string[]
}

/** How much of a guarantee is used up. */
export interface Total {
  readonly guarantee: string
  readonly kind: string
  readonly title: Text
  readonly quota_unit: 'fen' | 'claims'
  readonly quota: number
  readonly met_fen: number
  readonly filed: number
  readonly met: number
  readonly refused: number
}

export interface Listed {
  readonly totals: readonly Total[]
  readonly claims: readonly Claim[]
  /** How many match, of which `claims` are a page. */
  readonly count: number
}

/** Which claims are looked at; null: all. */
export interface Filter {
  readonly state: ClaimState | null
  readonly guarantee: string | null
  readonly start: number
}

export interface Decision {
  readonly claim: string
  readonly met: boolean
  readonly amount_fen: number
  readonly reason: string
}

/** Something was not done; the message is the server's, if it gave one. */
export interface NotDone {
  readonly code: string
  readonly message: Text | null
}

export const PAGE = 50
const PATIENCE_MS = 5_000

export async function list({ state, guarantee, start }: Filter): Promise<Listed | null> {
  const query = new URLSearchParams({ start: String(start), count: String(PAGE) })
  if (state !== null) query.set('state', state)
  if (guarantee !== null) query.set('guarantee', guarantee)
  const answer = await asked(`/api/console/trust?${query}`, {}, PATIENCE_MS)
  const value = parse(answer?.text ?? '')
  return answer?.status === 200 ? listedOf(value) : null
}

/** Decide; null when it is done. Sent again it changes nothing. */
export async function decide(decision: Decision): Promise<NotDone | null> {
  const answer = await asked('/api/console/trust/decide', posting(decision), PATIENCE_MS)
  if (answer?.status === 200) return null
  const value = parse(answer?.text ?? '')
  if (!isObject(value) || !isStr(value.error)) return { code: 'no_answer', message: null }
  return { code: value.error, message: textOf(value.message) }
}

export function listedOf(value: unknown): Listed | null {
  if (!isObject(value) || !Array.isArray(value.totals) || !Array.isArray(value.claims)) return null
  if (!isInt(value.count)) return null
  return {
    totals: value.totals.flatMap((one: unknown) => totalOf(one) ?? []),
    claims: value.claims.flatMap((one: unknown) => claimOf(one) ?? []),
    count: value.count,
  }
}

const has = (value: Json, keys: readonly string[], check: (one: unknown) => boolean) =>
  keys.every((key) => check(value[key]))

const CLAIM_TEXTS = ['claim', 'guarantee', 'window', 'outlet', 'by', 'reason', 'pseudonym', 'said']
const CLAIM_FIGURES = ['unit', 'filed_ms', 'decided_ms', 'amount_fen', 'ceiling_fen', 'paid_fen']

function claimOf(value: unknown): Claim | null {
  if (!isObject(value) || !has(value, CLAIM_TEXTS, isStr)) return null
  if (!has(value, CLAIM_FIGURES, isInt)) return null
  const { state, files } = value
  const goods = textOf(value.goods)
  const merchant = textOf(value.merchant)
  if (state !== 'filed' && state !== 'met' && state !== 'refused') return null
  if (!goods || !merchant || !Array.isArray(files) || !files.every(isStr)) return null
  return { ...(value as unknown as Claim), goods, merchant }
}

function totalOf(value: unknown): Total | null {
  if (!isObject(value) || !isStr(value.guarantee) || !isStr(value.kind)) return null
  const title = textOf(value.title)
  const figures = has(value, ['quota', 'met_fen', 'filed', 'met', 'refused'], isInt)
  if (!title || !figures || (value.quota_unit !== 'fen' && value.quota_unit !== 'claims')) return null
  return { ...(value as unknown as Total), title }
}
