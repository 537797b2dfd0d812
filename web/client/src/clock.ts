/**
 * The show's clock on this device (docs/protocol.md, section 6). Pure: instants come in as
 * arguments; the caller measures them with a steady clock and sends the questions.
 */

/**
 * One question and answer: sent `t0`, received there `t1`, answered there `t2`, back at `t3`. The
 * edge's own time may be wrong by `error`.
 */
export interface Exchange {
  readonly t0: number
  readonly t1: number
  readonly t2: number
  readonly t3: number
  readonly error: number
}

/** The last exchanges, oldest first. */
export type Clock = readonly Exchange[]

const KEPT = 8

/** The server's instants are whole milliseconds: each may be up to one less than the truth. */
const ROUNDING_MS = 1

/** How many questions follow an opening, and how long apart they are after that. */
export const FIRST_QUESTIONS = 5
export const QUESTION_EVERY_MS = 20_000

/** An edge that is not sure of the time itself, by more than this, is asked more often. */
export const UNSURE_MS = 20
export const UNSURE_EVERY_MS = 2_000

export const NO_CLOCK: Clock = []

/** The clock with one exchange more. */
export function heard(clock: Clock, exchange: Exchange): Clock {
  return [...clock, exchange].slice(-KEPT)
}

const wrongBy = ({ t0, t1, t2, t3, error }: Exchange) =>
  Math.max(0, t3 - t0 - (t2 - t1)) / 2 + error + ROUNDING_MS

function best(clock: Clock): Exchange | null {
  let found: Exchange | null = null
  // On a tie the later one wins: it has had less time to drift.
  for (const one of clock) if (!found || wrongBy(one) <= wrongBy(found)) found = one
  return found
}

/** What to add to the own clock to get the show's; null before the first exchange. */
export function offset(clock: Clock): number | null {
  const one = best(clock)
  return one && (one.t1 - one.t0 + (one.t2 - one.t3)) / 2
}

/** By how much the show's clock may be wrong here; null before the first exchange. */
export function errorBound(clock: Clock): number | null {
  const one = best(clock)
  return one && wrongBy(one)
}
