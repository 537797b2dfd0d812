import type { Text } from 'gala-client/shapes'
import type { OnAir, State } from './state'

/** What the prompter concludes from what it is told. Pure. */

/** From here on the time that is left is amber. */
const SOON_MS = 60_000
/** An alert that is older is no use to a host: what was said is long gone. */
const ALERT_MS = 120_000
const ASKS_MAX = 2

export type Mood = 'calm' | 'soon' | 'over'

/** What is left; negative when it is over its time. Held: as it stood. */
export function leftOf(on_air: OnAir, now_ms: number): number {
  return on_air.ends_at_ms - (on_air.held_at_ms ?? now_ms)
}

export function moodOf(left_ms: number): Mood {
  if (left_ms < 0) return 'over'
  return left_ms <= SOON_MS ? 'soon' : 'calm'
}

/** What a host is asked for, and the words that it is about. */
export interface Ask {
  readonly id: string
  readonly say: Text
  readonly terms: readonly string[]
}

/** What a host can still put right, the newest first; what asks for the same is asked once. */
export function asksAt(state: State, now_ms: number): readonly Ask[] {
  const asks: Ask[] = []
  for (const { id, say, term, said_ms } of state.alerts) {
    if (now_ms - said_ms >= ALERT_MS) continue
    const place = asks.findIndex((one) => one.say[0] === say[0])
    const known = asks[place]
    if (!known) asks.push({ id, say, terms: [term] })
    else if (!known.terms.includes(term)) {
      asks[place] = { ...known, terms: [...known.terms, term] }
    }
  }
  return asks.slice(0, ASKS_MAX)
}

/** How much of a segment's time has gone by, from 0 to 1. */
export function goneOf(on_air: OnAir, now_ms: number): number {
  const length_ms = Math.max(1, on_air.ends_at_ms - on_air.since_ms)
  return Math.min(1, Math.max(0, 1 - leftOf(on_air, now_ms) / length_ms))
}

/** When words that do not fit begin to move, and have come to their end. */
const MOVE_FROM = 0.08
const MOVE_UNTIL = 0.85

/** How far words are moved up, of all they can be, from 0 to 1: with the segment's time. */
export function movedBy(gone: number): number {
  return Math.min(1, Math.max(0, (gone - MOVE_FROM) / (MOVE_UNTIL - MOVE_FROM)))
}

export type Size = 'short' | 'middle' | 'long'

/** How large words may stand: a line or two very large, a page still readable from four metres. */
export function sizeOf(words: string): Size {
  // A character of Chinese is as wide as two of English.
  const wide = [...words].reduce((sum, one) => sum + (one > '\u2e7f' ? 2 : 1), 0)
  if (wide <= 80) return 'short'
  return wide <= 260 ? 'middle' : 'long'
}
