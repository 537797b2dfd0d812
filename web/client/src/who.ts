import { all, fits, isInt, isList, isStr, isText, type Text } from './shapes'

/** What must hold of a viewer, all of it; what is empty, 0 or null is not asked for. */
export interface Condition {
  /** Claims of the ticket, and the values one of which each must have. */
  readonly ticket: readonly (readonly [claim: string, values: readonly string[]])[]
  readonly watched_s: number
  /** Segments: a receipt in one of them is enough. */
  readonly bought: readonly string[]
  readonly list: { readonly id: string; readonly count: number } | null
}

/** Who may take part in a segment's window, and what makes an entry weigh more. */
export interface Who {
  readonly condition: Condition
  readonly weights: readonly { readonly condition: Condition; readonly weight: number }[]
  readonly titles: Readonly<Record<string, Text>>
}

/** Whether one may take part, as the edge has told it (docs/protocol.md, section 5). */
export interface Standing {
  readonly may: 'yes' | 'no' | 'unknown'
  readonly weight: number
  /** So much longer to watch, in seconds. */
  readonly left_s: number
  readonly reasons: readonly string[]
}

/** The rule behind a segment; null when there is none, or it does not fit. */
export function whoOf(value: unknown): Who | null {
  if (!isList(value) || value.length < 3) return null
  const condition = conditionOf(value[0])
  const weights = all(value[1], weightOf)
  const titles = all(value[2], titleOf)
  if (!condition || !weights || !titles) return null
  return { condition, weights, titles: Object.fromEntries(titles) }
}

/** A standing from the elements behind its window; null when it does not fit. */
export function standingOf(value: readonly unknown[]): Standing | null {
  if (!fits(value, isStr, isInt, isInt)) return null
  const [may, weight, left_s] = value
  const reasons = all(value[3], strOf)
  if (!reasons || (may !== 'yes' && may !== 'no' && may !== 'unknown')) return null
  return { may, weight, left_s, reasons }
}

/** Does the condition ask for nothing? Then it holds for everybody. */
export const isOpenToAll = ({ ticket, watched_s, bought, list }: Condition): boolean =>
  ticket.length === 0 && watched_s === 0 && bought.length === 0 && list === null

const strOf = (value: unknown): string | null => (isStr(value) ? value : null)

function conditionOf(value: unknown): Condition | null {
  if (!isList(value)) return null
  const ticket = all(value[0], claimOf)
  const bought = all(value[2], strOf)
  const [, watched_s, , listed = null] = value
  if (!ticket || !bought || !isInt(watched_s)) return null
  if (listed === null) return { ticket, watched_s, bought, list: null }
  if (!isList(listed) || !fits(listed, isStr, isInt)) return null
  return { ticket, watched_s, bought, list: { id: listed[0], count: listed[1] } }
}

function claimOf(value: unknown): [string, string[]] | null {
  if (!isList(value) || !fits(value, isStr, isList)) return null
  const values = all(value[1], strOf)
  return values && [value[0], values]
}

function weightOf(value: unknown): { condition: Condition; weight: number } | null {
  const condition = isList(value) ? conditionOf(value[0]) : null
  if (!isList(value) || !condition || !isInt(value[1])) return null
  return { condition, weight: value[1] }
}

function titleOf(value: unknown): [string, Text] | null {
  if (!isList(value) || !fits(value, isStr, isText)) return null
  return [value[0], value[1]]
}
