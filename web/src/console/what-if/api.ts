import type { Text } from 'gala-client/shapes'
import { asked } from '../../ask'
import type { Json } from '../../json'
import { bool, fitting, int, list, obj, orNull, str, textOf } from '../../read'

/** What is asked about: one press, not yet given (docs/console-api.md, `what-if`). */
export type Press =
  | { readonly what: 'extend'; readonly by_ms: number }
  | { readonly what: 'skip'; readonly segment: string }
  | { readonly what: 'hold'; readonly for_ms: number }

export interface SegmentAhead {
  readonly id: string
  readonly starts_ms: number
  readonly fixed_ms: number | null
  /** How much later than its fixed time what comes before it ends; negative: to spare. */
  readonly over_ms: number | null
}

export interface WindowAhead {
  readonly id: string
  readonly segment: string
  readonly opens_ms: number
  readonly closes_ms: number
}

export interface DrawAhead {
  readonly segment: string
  readonly round_at_ms: number
  readonly told_ms: number
}

/** The rest of a night. */
export interface Ahead {
  readonly finish_ms: number
  readonly whole: boolean
  readonly segments: readonly SegmentAhead[]
  readonly windows: readonly WindowAhead[]
  readonly draws: readonly DrawAhead[]
}

/** As things stand, and with the press; or what the server says instead, null for nothing. */
export type Looked =
  | { readonly before: Ahead; readonly after: Ahead }
  | { readonly message: Text | null }

const PATIENCE_MS = 5_000

export async function lookAhead(press: Press): Promise<Looked> {
  const query = new URLSearchParams(queryOf(press)).toString()
  const answer = await asked(`/api/console/what-if?${query}`, {}, PATIENCE_MS)
  return answer === null ? { message: null } : lookedOf(answer.status, answer.text)
}

export function queryOf(press: Press): Record<string, string> {
  switch (press.what) {
    case 'extend':
      return { extend_ms: String(press.by_ms) }
    case 'skip':
      return { skip: press.segment }
    case 'hold':
      return { hold_ms: String(press.for_ms) }
  }
}

export function lookedOf(status: number, body: string): Looked {
  const read = (value: unknown): Looked => {
    const o = obj(value)
    if (status !== 200) return { message: textOf(o.message) }
    return { before: aheadOf(obj(o.before)), after: aheadOf(obj(o.after)) }
  }
  return fitting(read, body) ?? { message: null }
}

function aheadOf(value: Json): Ahead {
  return {
    finish_ms: int(value.finish_ms),
    whole: bool(value.whole),
    segments: list((one) => ({
      id: str(one.id),
      starts_ms: int(one.starts_ms),
      fixed_ms: orNull(int)(one.fixed_ms),
      over_ms: orNull(int)(one.over_ms),
    }))(value.segments),
    windows: list((one) => ({
      id: str(one.id),
      segment: str(one.segment),
      opens_ms: int(one.opens_ms),
      closes_ms: int(one.closes_ms),
    }))(value.windows),
    draws: list((one) => ({
      segment: str(one.segment),
      round_at_ms: int(one.round_at_ms),
      told_ms: int(one.told_ms),
    }))(value.draws),
  }
}
